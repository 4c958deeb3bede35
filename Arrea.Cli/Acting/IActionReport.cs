using Arrea.Dataflow.Events;

namespace Arrea.Cli.Acting;

/// <summary>Is told what happens to actions, and waited for.</summary>
internal interface IActionReport : IDisposable
{
    /// <summary>An action starts.</summary>
    ValueTask StartedAsync(ActionItem item);

    /// <summary>An action wrote something. The bytes are valid until the task is done.</summary>
    ValueTask OutputAsync(ActionItem item, Output output);

    /// <summary>An action has ended, or will never start.</summary>
    ValueTask EndedAsync(ActionEnd end);

    /// <summary>All is over.</summary>
    /// <param name="ends">What became of each, in the order of the document.</param>
    /// <param name="exitCode">The exit code of it all.</param>
    /// <param name="duration">How long it took.</param>
    ValueTask CompletedAsync(IReadOnlyList<ActionEnd> ends, int exitCode, TimeSpan duration);
}
