namespace Arrea.Dataflow.Validation.Rules;

/// <summary>The rules that come with the library, in the order of the docs.</summary>
internal static class RuleCatalogue
{
    /// <summary>All of them; the five of the first day first.</summary>
    public static IReadOnlyList<ValidationRule> Rules { get; } =
    [
        .. Catalogue.SeedRules.Rules,
        .. Catalogue.FileRules.Rules,
        .. Catalogue.DiskRules.Rules,
        .. Catalogue.SystemRules.Rules,
        .. Catalogue.AccountRules.Rules,
        .. Catalogue.NetworkRules.Rules,
        .. Catalogue.GitRules.Rules,
        .. Catalogue.CloudRules.Rules,
        .. Catalogue.ProgramRules.Rules,
        .. Catalogue.WindowsRules.Rules,
    ];

    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> Names => RuleNames.All;
}
