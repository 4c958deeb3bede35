namespace Arrea.Dataflow.Validation.CommandLines.Languages;

/// <summary>Languages, as far as their comments and strings differ.</summary>
internal enum CodeLanguage
{
    /// <summary>Comments begin with <c>#</c>: R, Tcl, Julia.</summary>
    Other,
    Python,
    Perl,
    Ruby,

    /// <summary>And others with <c>//</c> and backticks that run nothing: Groovy, Scala, Swift.</summary>
    JavaScript,
    Php,
    Lua,
    Lisp,
}
