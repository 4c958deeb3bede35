using System.ComponentModel.DataAnnotations;

namespace Arrea.Example.Service;

/// <summary>Section <c>Import</c> of the configuration.</summary>
internal sealed class ImportOptions
{
    /// <summary>Documents fetched at once by one import.</summary>
    [Range(1, 1_000)]
    public int Workers { get; set; } = 4;

    /// <summary>Requests that may begin in a second, over all imports.</summary>
    [Range(1, 1_000_000)]
    public int RequestsPerSecond { get; set; } = 50;

    /// <summary>A shell command that runs beside the fetches of each import; null for none.</summary>
    public string? AfterCommand { get; set; }
}
