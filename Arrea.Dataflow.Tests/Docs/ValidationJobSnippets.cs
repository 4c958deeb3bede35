using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Outcomes;

namespace Arrea.Dataflow.Tests.Docs;

/// <summary>The code of docs/guide/validation.md that runs jobs.</summary>
[TestClass]
public sealed class ValidationJobSnippets
{
    [TestMethod]
    public async Task OptOut()
    {
        await using var engine = ArreaEngine.Create(new ArreaEngineOptions());

        #region snippet-validation-job
        JobResult refused = await engine.ExecuteAsync("$WRAPPER echo done");
        JobResult ran = await engine.ExecuteAsync(new Job("$WRAPPER echo done") { Validate = false });
        #endregion

        Assert.AreEqual(OutcomeKind.Rejected, refused.Outcome);
        Assert.AreEqual(JobErrorCodes.ValidationFailed, refused.Error!.Code);
        Assert.AreEqual("done\n", ran.StandardOutput);
    }
}
