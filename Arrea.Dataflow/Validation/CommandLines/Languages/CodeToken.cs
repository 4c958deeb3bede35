namespace Arrea.Dataflow.Validation.CommandLines.Languages;

/// <summary>A token of code, as far as the languages of scripts have them in common.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">The name, the sign, or what a string holds.</param>
internal readonly record struct CodeToken(CodeTokenKind Kind, string Text)
{
    public bool Is(char sign) => Kind == CodeTokenKind.Sign && Text[0] == sign;
}

/// <summary>Kinds of tokens.</summary>
internal enum CodeTokenKind
{
    /// <summary>A name, or a number.</summary>
    Name,

    /// <summary>A string.</summary>
    Text,

    /// <summary>A string that the language runs as a command: backticks, <c>qx</c>, <c>%x</c>.</summary>
    Command,

    /// <summary>Any other character; a line feed too.</summary>
    Sign,
}
