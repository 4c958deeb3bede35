using Arrea.Dataflow.Commands;

namespace Arrea.Dataflow.Runtimes;

/// <summary>Asks managers which versions they have: an equal question once for all who wait for it, and not again while its answer is fresh.</summary>
/// <param name="runner">Runs the managers.</param>
/// <param name="time">Measures how old an answer is, and how long a question takes.</param>
internal sealed class RuntimeQuestions(ICommandRunner runner, TimeProvider time)
{
    private const int MostKept = 1_000;

    // A version that is there stays there. One that was missing may have been installed since.
    private static readonly TimeSpan KeptWhenThere = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan KeptWhenMissing = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private readonly Dictionary<RuntimeQuestion, Inquiry> _open = [];
    private readonly Dictionary<RuntimeQuestion, (InstalledVersions Answer, long At)> _kept = [];

    /// <summary>How long a manager may take to answer.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(10);

    /// <summary>Asks, unless the answer is known or somebody is asking already.</summary>
    /// <param name="question">The question.</param>
    /// <param name="version">The version for the sake of which it is asked.</param>
    /// <param name="request">The command that is to run.</param>
    /// <param name="cancellationToken">Ends the wait. When nobody else waits for the answer, the manager is ended first.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<InstalledVersions> AskAsync(RuntimeQuestion question, RuntimeVersion version, CommandRequest request, CancellationToken cancellationToken)
    {
        Inquiry? inquiry;
        var isNew = false;
        lock (_gate)
        {
            if (_kept.TryGetValue(question, out var kept)
                && time.GetElapsedTime(kept.At) < (version.IsAmong(kept.Answer.Versions) ? KeptWhenThere : KeptWhenMissing))
            {
                return kept.Answer;
            }

            if (!_open.TryGetValue(question, out inquiry))
            {
                _open.Add(question, inquiry = new());
                isNew = true;
            }

            inquiry.Waiting++;
        }

        if (isNew)
        {
            Begin(question, inquiry, request);
        }

        try
        {
            return await inquiry.Answer.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await LeaveAsync(question, inquiry).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Asks on the pool and outside the context of the job that happens to be the first.</summary>
    private void Begin(RuntimeQuestion question, Inquiry inquiry, CommandRequest request)
        => ThreadPool.UnsafeQueueUserWorkItem(_ => _ = AnswerAsync(question, inquiry, question.ToRequest(request)), null);

    private async Task AnswerAsync(RuntimeQuestion question, Inquiry inquiry, CommandRequest request)
    {
        try
        {
            using var limit = new CancellationTokenSource(Patience, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, inquiry.Abandoned.Token);
            var result = await runner.RunAsync(request, either.Token).ConfigureAwait(false);
            var answer = limit.IsCancellationRequested
                ? InstalledVersions.NoAnswer($"it did not answer within {Patience.TotalSeconds:0} s")
                : question.Read(result);
            Close(question, inquiry, answer);
            inquiry.Answer.SetResult(answer);
        }
        catch (Exception error)
        {
            Close(question, inquiry, null);
            inquiry.Answer.SetException(error);
        }
    }

    /// <summary>Takes a question off the list, and keeps its answer if it is one.</summary>
    private void Close(RuntimeQuestion question, Inquiry inquiry, InstalledVersions? answer)
    {
        lock (_gate)
        {
            // Another one may have been opened after this one was abandoned.
            if (!_open.TryGetValue(question, out var open) || open != inquiry)
            {
                return;
            }

            _open.Remove(question);
            if (answer is { Failure: null })
            {
                if (_kept.Count >= MostKept)
                {
                    _kept.Clear();
                }

                _kept[question] = (answer, time.GetTimestamp());
            }
        }
    }

    private async Task LeaveAsync(RuntimeQuestion question, Inquiry inquiry)
    {
        lock (_gate)
        {
            if (--inquiry.Waiting > 0)
            {
                return;
            }

            if (_open.TryGetValue(question, out var open) && open == inquiry)
            {
                _open.Remove(question);
            }
        }

        // A job that has ended leaves no manager behind.
        await inquiry.Abandoned.CancelAsync().ConfigureAwait(false);
        await ((Task)inquiry.Answer.Task).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>A question that has been asked and not answered.</summary>
    private sealed class Inquiry
    {
        public TaskCompletionSource<InstalledVersions> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public CancellationTokenSource Abandoned { get; } = new();

        /// <summary>How many wait for the answer. Guarded by the gate.</summary>
        public int Waiting { get; set; }
    }
}
