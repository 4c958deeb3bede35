using Arrea.Dataflow.Batches;
using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Outcomes;

namespace Arrea.Dataflow.Councils.Rounds;

/// <summary>Runs the turns of a round as one batch: under the engine's limits, and each to its one outcome.</summary>
internal static class TurnStage
{
    /// <summary>Asks everybody, and tells of each as it ends.</summary>
    /// <param name="run">The run.</param>
    /// <param name="place">The round.</param>
    /// <param name="turns">The turns.</param>
    /// <param name="read">What an answer comes to in this round.</param>
    /// <param name="quorum">How many valid answers are enough.</param>
    /// <param name="failsFast">Whether the first failure calls the others off.</param>
    /// <returns>What became of each, in the order of the turns.</returns>
    public static async Task<MemberResult[]> RunAsync(RunContext run, RoundPlace place, IReadOnlyList<MemberTurn> turns, Func<MemberTurn, string, MemberResult> read, int quorum, bool failsFast)
    {
        var results = new MemberResult[turns.Count];
        if (turns.Count == 0)
        {
            return results;
        }

        var batch = run.Leader.Submit(
            turns.Select(static turn => turn.ToJob()).ToArray(), new BatchOptions { Workers = Math.Min(turns.Count, run.Workers) }, stream: true, run.KillNow);
        var isCalledOff = false;
        var valid = 0;
        await foreach (var job in batch.Results.ConfigureAwait(false))
        {
            var turn = turns[job.Index];
            var result = ResultOf(turn, (JobResult<string>)job, place, read, isCalledOff) with { Usage = turn.Usage, Attempts = turn.Attempts, Duration = job.Duration };
            results[job.Index] = result;
            turn.End(result);
            valid += result.IsOk ? 1 : 0;
            if (!isCalledOff && ((failsFast && !result.IsOk) || valid >= quorum))
            {
                // Not awaited: it is done when the results below have been read.
                isCalledOff = true;
                _ = batch.CancelAsync();
            }
        }

        return results;
    }

    private static MemberResult ResultOf(MemberTurn turn, JobResult<string> job, RoundPlace place, Func<MemberTurn, string, MemberResult> read, bool isCalledOff)
    {
        switch (job.Outcome)
        {
            case OutcomeKind.Succeeded:
                return read(turn, job.Value ?? "");

            case OutcomeKind.TimedOut:
                var late = new CouncilError(CouncilErrorCodes.MemberTimeout, "The member took longer than it may.") { Member = turn.Member, RoundIndex = place.Index };
                return new() { Member = turn.Member, Status = MemberStatus.Timeout, Error = late };

            case OutcomeKind.Cancelled or OutcomeKind.Interrupted when isCalledOff:
                // Enough have answered: that is no error. A failure elsewhere is told where it happened.
                return new() { Member = turn.Member, Status = MemberStatus.Skipped };

            case OutcomeKind.Cancelled or OutcomeKind.Interrupted:
                var ended = new CouncilError(CouncilErrorCodes.Cancelled, "The run was called off.") { Member = turn.Member, RoundIndex = place.Index };
                return new() { Member = turn.Member, Status = MemberStatus.Skipped, Error = ended };

            default:
                return new() { Member = turn.Member, Status = MemberStatus.Error, Error = TurnFailure.Of(job.Error, turn.Member, place.Index) };
        }
    }
}
