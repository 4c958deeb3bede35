using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Validation;

namespace Arrea.Dataflow.Tests.Docs;

[TestClass]
public sealed class TemplateJobSnippets
{
    [TestMethod]
    public async Task Jobs()
    {
        await using var engine = ArreaEngine.Create();
        IReadOnlyList<string> names = ["my photo.jpg", "it's.png", "$(id)"];

        #region snippet-template-jobs
        var template = CommandTemplate.Parse("printf '%s is number %s\\n' {.} {#}");
        var result = await engine.RunAsync(names.Select((name, at) => Job.FromTemplate(template, [name], number: at + 1)));

        var withoutShell = await engine.ExecuteAsync(Job.FromArguments("echo", "$HOME", "*"));
        #endregion

        Assert.AreEqual(
            "my photo is number 1\nit's is number 2\n$(id) is number 3\n", string.Concat(result.EnsureSuccess().Results.Select(static job => job.StandardOutput)));
        Assert.AreEqual("$HOME *\n", withoutShell.StandardOutput);
    }
}
