using System.Text;
using Arrea.Dataflow.Configuration;
using Arrea.Dataflow.Tests.Support;
using Arrea.Dataflow.Validation;

namespace Arrea.Dataflow.Tests.Docs;

/// <summary>The page of the keys is what their table gives. Run with ARREA_ACCEPT_DOCS=1 to write it anew.</summary>
[TestClass]
public sealed class ConfigurationPageTests
{
    private static readonly string Page = Repository.PathOf("docs", "reference", "configuration.md");

    [TestMethod]
    public void Page_IsWhatTheTableOfKeysGives()
    {
        var fromTable = Write();
        if (Environment.GetEnvironmentVariable("ARREA_ACCEPT_DOCS") == "1")
        {
            File.WriteAllText(Page, fromTable);
            return;
        }

        Assert.AreEqual(fromTable, File.ReadAllText(Page), "The keys changed. If that is meant, run this test with ARREA_ACCEPT_DOCS=1 and commit docs/reference/configuration.md");
    }

    private static string Write()
    {
        var page = new StringBuilder("""
            # Configuration: the keys

            This page is made from the table of keys, by a test. [The guide](../guide/configuration.md) says how they are used.

            A key is named as here, or as its property of `ArreaEngineOptions`; case does not matter. The environment variables are read under a host, and by `ArreaEngineOptions.FromConfiguration`.

            | Key | Default | Bounds | What it is for |
            | --- | --- | --- | --- |

            """);
        foreach (var key in ConfigKeys.All)
        {
            page.Append("| `").Append(key.Name).Append("` | ").Append(Default(key)).Append(" | ").Append(key.Bounds).Append(" | ").Append(key.Description).Append(" |\n");
        }

        page.Append("""

            | Key | Property | Type | Environment variable |
            | --- | --- | --- | --- |

            """);
        foreach (var key in ConfigKeys.All)
        {
            page.Append("| `").Append(key.Name).Append("` | `").Append(key.Property).Append("` | ").Append(Kind(key.Type)).Append(" | `").Append(key.Variable).Append("` |\n");
        }

        return page.ToString();
    }

    private static string Default(ConfigKey key)
        => key.Default is IReadOnlyCollection<string> { Count: > 0 } list && list.Count == CommandValidator.AllRules.Count ? "all"
            : key.Format(key.Default) is { Length: > 0 } text ? $"`{text}`"
            : "none";

    private static string Kind(Type type)
        => type == typeof(int) ? "whole number"
            : type == typeof(bool) ? "switch"
            : type == typeof(TimeSpan) ? "duration"
            : type == typeof(string) ? "text"
            : type.IsEnum ? $"`{type.Name}`"
            : "list of texts";
}
