namespace Arrea.Dataflow.Councils.Rounds;

/// <summary>Where in a run a round stands.</summary>
/// <param name="Name">Its type.</param>
/// <param name="Index">Its place among all, from 0.</param>
internal readonly record struct RoundPlace(string Name, int Index);
