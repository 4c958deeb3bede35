namespace Arrea.Dataflow.Validation.Facts;

/// <summary>A stretch of a value: known text, or what is known about text that is not.</summary>
/// <param name="Kind">What is known.</param>
/// <param name="Text">
/// The text itself; the pattern of a glob (<c>*</c>, <c>?</c>, <c>[a-z]</c>); the user of another's home, empty for the own; for a
/// number or an unknown, where it comes from, as written: <c>$DIR</c>, <c>$(date)</c>.
/// </param>
/// <param name="Origins">Where the text comes from, when that matters.</param>
/// <param name="Traits">What holds for an unknown.</param>
internal readonly record struct Piece(PieceKind Kind, string Text, Origins Origins = Origins.None, UnknownTraits Traits = UnknownTraits.None)
{
    public static Piece Literal(string text) => new(PieceKind.Text, text);
}

/// <summary>What is known about a piece of a value.</summary>
internal enum PieceKind
{
    /// <summary>The text, exactly.</summary>
    Text,

    /// <summary>It is a pattern that the shell replaces by names of files, none of which is empty, <c>.</c> or <c>..</c>.</summary>
    Glob,

    /// <summary>The path of a home directory, without a slash at the end.</summary>
    Home,

    /// <summary>The path of the directory in which the text begins to run, without a slash at the end.</summary>
    WorkingDirectory,

    /// <summary>Digits.</summary>
    Number,

    /// <summary>Nothing but where it comes from, and its traits.</summary>
    Unknown,
}

/// <summary>What holds for an unknown piece.</summary>
[Flags]
internal enum UnknownTraits
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>It is not empty: <c>${X:?}</c>.</summary>
    NotEmpty = 1,

    /// <summary>It stands outside quotes, so that it may be no word, or several.</summary>
    Splits = 2,

    /// <summary>It is the whole list of the positional parameters or of an array: no word, or several.</summary>
    Many = 4,

    /// <summary>It holds letters and digits only: what <c>mktemp</c> puts into a name.</summary>
    IsPlain = 8,
}

/// <summary>Where text comes from.</summary>
[Flags]
internal enum Origins
{
    /// <summary>From nowhere that matters.</summary>
    None = 0,

    /// <summary>From another machine: the output of curl.</summary>
    Network = 1,

    /// <summary>Out of something that decodes or decrypts: the output of <c>base64 -d</c>.</summary>
    Decoder = 2,

    /// <summary>Out of a file that holds a secret.</summary>
    Secret = 4,

    /// <summary>Out of a file whose text is not known.</summary>
    File = 8,

    /// <summary>From the environment or the arguments that the text is run with.</summary>
    Outside = 16,

    /// <summary>The output of a program that is not known to be harmless.</summary>
    Program = 32,

    /// <summary>The list of all processes, of which nothing has been picked yet.</summary>
    Processes = 64,
}
