using System.CommandLine;

namespace Arrea.Cli.Arguments;

/// <summary>A flag whose value is one of some words.</summary>
/// <param name="words">The words; the first is the default.</param>
/// <param name="name">Its name.</param>
/// <param name="aliases">Its other names.</param>
internal sealed class ChoiceFlag(string[] words, string name, string[] aliases) : Option<string>(name, aliases)
{
    public IReadOnlyList<string> Words => words;
}
