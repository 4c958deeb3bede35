using System.CommandLine;
using Arrea.Dataflow.Runtimes;

namespace Arrea.Cli.Arguments;

/// <summary>A flag that names the version of a language.</summary>
/// <param name="Manager">Who has the version.</param>
/// <param name="Language">The language.</param>
/// <param name="Flag">The flag.</param>
internal sealed record RuntimeFlag(RuntimeManager Manager, string Language, Option Flag)
{
    /// <summary>The version that a value of the flag means.</summary>
    /// <exception cref="ArgumentException">The value is no version.</exception>
    public RuntimeVersion Read(string value)
        => Manager == RuntimeManager.Asdf ? RuntimeVersion.Asdf(Language, value) : RuntimeVersion.Mise(Language, value);
}
