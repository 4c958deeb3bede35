using System.Runtime.CompilerServices;

namespace Arrea.Dataflow.Validation.Syntax;

/// <summary>What one parse may spend: levels of nesting, and characters that are read a second time.</summary>
/// <remarks>Each character is read once, but for the few places where the grammar is decided only later. Those are charged here.</remarks>
internal sealed class ParseBudget(int length)
{
    private const int MaxDepth = 100;
    private const int StepsPerCharacter = 16;
    private const int FreeSteps = 4096;

    private long _steps = FreeSteps + ((long)length * StepsPerCharacter);

    /// <summary>How many levels the parser is inside of.</summary>
    public int Depth { get; private set; }

    /// <summary>Goes one level deeper. False beyond the limit, or where the stack of the thread is nearly used up; <see cref="Leave"/> belongs to it in any case.</summary>
    public bool TryEnter() => ++Depth <= MaxDepth && RuntimeHelpers.TryEnsureSufficientExecutionStack();

    /// <summary>Comes one level back.</summary>
    public void Leave() => Depth--;

    /// <summary>Takes characters that are read again. False when too many were.</summary>
    public bool TryCharge(int characters) => (_steps -= characters) >= 0;
}
