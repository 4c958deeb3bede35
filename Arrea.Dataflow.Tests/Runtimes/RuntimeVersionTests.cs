using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Runtimes;

namespace Arrea.Dataflow.Tests.Runtimes;

[TestClass]
public sealed class RuntimeVersionTests
{
    public static IEnumerable<string> BadVersions { get; } =
    [
        "", " ", "1;rm", "1 2", "1\t2", "$(x)", "`x`", "1\n", "\n1", "1\r", "1\0", "1|2", "1&", "1>2", "a/b", "1:2", "~1", "'1'", "\"1\"", "1*", "é", "１", "1\ud800", "1@2", "1=2",
        new string('1', 129), new string('1', 1_000_000),
    ];

    public static IEnumerable<string> BadLanguages { get; } =
        ["", " ", "-node", "_node", "Node", "node;", "node js", "node\n", "node@1", "npm:prettier", "../node", "a/b", "ñode", "nöde", "no\0de", "$(x)", new string('a', 65)];

    [TestMethod]
    [DynamicData(nameof(BadVersions))]
    public void Factories_VersionIsMalformed_ThrowWithTheValue(string version)
    {
        foreach (var make in new[] { RuntimeVersion.Asdf, RuntimeVersion.Mise })
        {
            var error = Assert.ThrowsExactly<ArgumentException>(() => make("node", version));

            Assert.AreEqual("version", error.ParamName);
            StringAssert.StartsWith(error.Message, version.Length <= 40 ? $"'{version}' is no version" : $"'{version[..40]}…' is no version");
            Assert.IsLessThan(200, error.Message.Length);
        }
    }

    [TestMethod]
    [DynamicData(nameof(BadLanguages))]
    public void Factories_LanguageIsMalformed_ThrowWithTheValue(string language)
    {
        foreach (var make in new[] { RuntimeVersion.Asdf, RuntimeVersion.Mise })
        {
            var error = Assert.ThrowsExactly<ArgumentException>(() => make(language, "1"));

            Assert.AreEqual("language", error.ParamName);
            StringAssert.Contains(error.Message, "is no name of a language");
        }
    }

    [TestMethod]
    public void Factories_Null_Throw()
    {
        Assert.AreEqual("language", Assert.ThrowsExactly<ArgumentNullException>(() => RuntimeVersion.Asdf(null!, "1")).ParamName);
        Assert.AreEqual("version", Assert.ThrowsExactly<ArgumentNullException>(() => RuntimeVersion.Mise("node", null!)).ParamName);
    }

    [TestMethod]
    [DataRow("20.1.0")]
    [DataRow("system")]
    [DataRow("1.18.0-otp-27")]
    [DataRow("3.13.0rc1")]
    [DataRow("8.0_1+build")]
    public void Factories_VersionIsWellFormed_KeepIt(string version)
    {
        Assert.AreEqual(version, RuntimeVersion.Asdf("node", version).Version);
        Assert.AreEqual(new string('1', 128), RuntimeVersion.Mise("node", new string('1', 128)).Version);
        Assert.AreEqual(new string('a', 64), RuntimeVersion.Mise(new string('a', 64), version).Language);
    }

    [TestMethod]
    [DataRow("elixir", "elixir", "elixir", "ASDF_ELIXIR_VERSION")]
    [DataRow("node", "node", "nodejs", "ASDF_NODEJS_VERSION")]
    [DataRow("nodejs", "node", "nodejs", "ASDF_NODEJS_VERSION")]
    [DataRow("python", "python", "python", "ASDF_PYTHON_VERSION")]
    [DataRow("ruby", "ruby", "ruby", "ASDF_RUBY_VERSION")]
    [DataRow("rust", "rust", "rust", "ASDF_RUST_VERSION")]
    [DataRow("go", "go", "golang", "ASDF_GOLANG_VERSION")]
    [DataRow("golang", "go", "golang", "ASDF_GOLANG_VERSION")]
    [DataRow("aws-sam_cli2", "aws-sam_cli2", "aws-sam_cli2", "ASDF_AWS_SAM_CLI2_VERSION")]
    public void Language_EachName_HasItsToolAndVariable(string given, string language, string plugin, string variable)
    {
        var asdf = RuntimeVersion.Asdf(given, "1.2");
        var mise = RuntimeVersion.Mise(given, "1.2");

        Assert.AreEqual(language, asdf.Language);
        Assert.AreEqual(plugin, asdf.Tool);
        Assert.AreEqual(variable, asdf.Variable);
        Assert.AreEqual($"{language}@1.2", mise.Argument);
        Assert.AreEqual($"{language} 1.2 (asdf)", asdf.ToString());
        Assert.AreEqual($"{language} 1.2 (mise)", mise.ToString());
        Assert.AreNotEqual(asdf, mise);
        Assert.AreEqual(RuntimeVersion.Asdf(language, "1.2"), asdf);
    }

    [TestMethod]
    public void IsAmong_Asdf_IsTheVersionItself()
    {
        var installed = new HashSet<string> { "20.1.0", "18.0.0" };

        Assert.IsTrue(RuntimeVersion.Asdf("node", "20.1.0").IsAmong(installed));
        Assert.IsTrue(RuntimeVersion.Asdf("node", "system").IsAmong(installed));
        Assert.IsFalse(RuntimeVersion.Asdf("node", "20").IsAmong(installed));
        Assert.IsFalse(RuntimeVersion.Asdf("node", "latest").IsAmong(installed));
    }

    [TestMethod]
    public void IsAmong_Mise_IsTheVersionOrItsBeginning()
    {
        var installed = new HashSet<string> { "20.1.0", "temurin-21.0.1" };

        foreach (var there in new[] { "20", "20.1", "20.1.0", "temurin", "temurin-21" })
        {
            Assert.IsTrue(RuntimeVersion.Mise("node", there).IsAmong(installed), there);
        }

        foreach (var missing in new[] { "2", "20.", "20.1.0.1", "0", "1.0", "latest", "system" })
        {
            Assert.IsFalse(RuntimeVersion.Mise("node", missing).IsAmong(installed), missing);
        }
    }

    [TestMethod]
    public void Job_TwoVersionsOfOneLanguage_AreRefused()
    {
        RuntimeVersion[][] contradictions =
        [
            [RuntimeVersion.Asdf("node", "1"), RuntimeVersion.Asdf("node", "2")],
            [RuntimeVersion.Asdf("node", "1"), RuntimeVersion.Asdf("nodejs", "1")],
            [RuntimeVersion.Mise("go", "1"), RuntimeVersion.Asdf("golang", "1")],
            [RuntimeVersion.Asdf("a-b", "1"), RuntimeVersion.Asdf("a_b", "1")],
        ];
        foreach (var versions in contradictions)
        {
            var error = Assert.ThrowsExactly<ArgumentException>(() => new Job("true") { RuntimeVersions = versions });
            StringAssert.Contains(error.Message, "RuntimeVersions has more than one version of");
        }

        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => new Job("true") { RuntimeVersions = [null!] }).Message, "RuntimeVersions");
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentNullException>(() => new Job("true") { RuntimeVersions = null! }).Message, "RuntimeVersions");
        Assert.HasCount(2, new Job("true") { RuntimeVersions = [RuntimeVersion.Mise("go", "1"), RuntimeVersion.Asdf("node", "1")] }.RuntimeVersions);
    }

    [TestMethod]
    public void Job_ListChangesLater_KeepsItsCopy()
    {
        var versions = new List<RuntimeVersion> { RuntimeVersion.Asdf("node", "1") };
        var job = new Job("true") { RuntimeVersions = versions };

        versions.Clear();

        Assert.HasCount(1, job.RuntimeVersions);
        Assert.IsEmpty(new Job("true").RuntimeVersions);
    }
}
