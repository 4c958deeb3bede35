using Arrea.Dataflow.Batches;
using Arrea.Dataflow.Commands;
using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Supervision;
using Arrea.Dataflow.Validation;

namespace Arrea.Dataflow;

/// <summary>The ways to give it work.</summary>
public sealed partial class ArreaEngine
{
    /// <summary>Runs one job to its outcome.</summary>
    /// <param name="job">The job; a string is a command.</param>
    /// <param name="cancellationToken">Cancels the job; its result still comes.</param>
    /// <returns>What became of it. The task does not fail because of the job.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="job"/> is null.</exception>
    /// <exception cref="EngineStoppedException">The engine has stopped, because a part of it kept failing.</exception>
    /// <exception cref="ObjectDisposedException">The engine has been disposed.</exception>
    public Task<JobResult> ExecuteAsync(Job job, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(job);
        return Leader.ExecuteAsync(job, cancellationToken);
    }

    /// <summary>Runs one job that yields a value.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="job">The job.</param>
    /// <param name="cancellationToken">Cancels the job; its result still comes.</param>
    /// <returns>What became of it. The task does not fail because of the job.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="job"/> is null.</exception>
    /// <exception cref="EngineStoppedException">The engine has stopped, because a part of it kept failing.</exception>
    /// <exception cref="ObjectDisposedException">The engine has been disposed.</exception>
    public async Task<JobResult<T>> ExecuteAsync<T>(Job<T> job, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(job);
        return (JobResult<T>)await Leader.ExecuteAsync(job, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Asks what validation says of a job's command, as the shell that would run it reads it. Nothing runs.</summary>
    /// <param name="job">The job. Whether it asks to be validated does not matter.</param>
    /// <returns>The verdict; <see cref="Accepted"/> for a delegate. Whether it counts is for the engine's profile to say.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="job"/> is null.</exception>
    public Verdict Validate(Job job)
    {
        ArgumentNullException.ThrowIfNull(job);
        return job.Command is null ? Accepted.Instance : _commands.VerdictOf(job);
    }

    /// <summary>Starts a command that runs on while it is written to, and is started again when it crashes, if so wished. It ends with the engine at the latest.</summary>
    /// <param name="job">The command. Its limits, policy, key and priority are of no account, and it takes none of the engine's slots.</param>
    /// <param name="options">How it is kept; null for the defaults. Without a clock of their own it is the engine's.</param>
    /// <returns>The process, to be disposed.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="job"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="job"/> is a delegate, is refused by validation, or has a standard input; or <paramref name="options"/> contradict themselves.</exception>
    /// <exception cref="EngineStoppedException">The engine has stopped, because a part of it kept failing.</exception>
    /// <exception cref="ObjectDisposedException">The engine has been disposed.</exception>
    public InteractiveProcess StartInteractive(Job job, InteractiveOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(job);
        ThrowIfStopped();
        if (job.Command is null)
        {
            throw new ArgumentException("A delegate cannot run as an interactive process; a command can.", nameof(job));
        }

        var shell = _commands.ShellOf(job);
        return _commands.Refusal(job, shell) is { } refusal ? throw new ArgumentException(refusal.Message, nameof(job))
            : job.StandardInput is not null ? throw new ArgumentException($"An interactive process has no {nameof(Job.StandardInput)}: its input is what is written to it.", nameof(job))
            : _interactive.Start(_commands.RunnerOf(job), _commands.RequestOf(job, shell, trace: Telemetry.Caller), (options ?? new()).On(_time));
    }

    /// <summary>Starts a batch and returns at once.</summary>
    /// <param name="jobs">The jobs; strings are commands. Of known size, all are checked now; else they are read as they are wanted.</param>
    /// <param name="options">How it runs; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the batch; its results still come.</param>
    /// <returns>The batch.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="jobs"/> is null.</exception>
    /// <exception cref="ArgumentException">One of the jobs is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">More workers are asked for than the engine has.</exception>
    /// <exception cref="BatchRefusedException">There is no job, or there are more than allowed. Nothing has started.</exception>
    /// <exception cref="EngineStoppedException">The engine has stopped, because a part of it kept failing.</exception>
    /// <exception cref="ObjectDisposedException">The engine has been disposed.</exception>
    public Batch Run(IEnumerable<Job> jobs, BatchOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(jobs);
        return Leader.Submit(jobs, options ?? new(), stream: true, cancellationToken);
    }

    /// <summary>Starts a batch whose jobs are read as they are wanted, at most 1,024 ahead; their number is not limited.</summary>
    /// <param name="jobs">The jobs. What it throws comes out of the batch's completion, after the outcomes of the jobs read before.</param>
    /// <param name="options">How it runs; null for the defaults.</param>
    /// <param name="cancellationToken">Stops the reading and cancels the batch; the results of what was read still come.</param>
    /// <returns>The batch.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="jobs"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">More workers are asked for than the engine has.</exception>
    /// <exception cref="EngineStoppedException">The engine has stopped, because a part of it kept failing.</exception>
    /// <exception cref="ObjectDisposedException">The engine has been disposed.</exception>
    public Batch Run(IAsyncEnumerable<Job> jobs, BatchOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(jobs);
        return Leader.Submit(jobs, options ?? new(), stream: true, cancellationToken);
    }

    /// <summary>Runs a batch to its end.</summary>
    /// <param name="jobs">As for <see cref="Run(IEnumerable{Job}, BatchOptions?, CancellationToken)"/>.</param>
    /// <param name="options">How it runs; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the batch; its results still come.</param>
    /// <returns>What became of the jobs, in the order in which they were given.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="jobs"/> is null.</exception>
    /// <exception cref="ArgumentException">One of the jobs is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">More workers are asked for than the engine has.</exception>
    /// <exception cref="BatchRefusedException">There is no job, or there are more than allowed. Nothing has started.</exception>
    /// <exception cref="EngineStoppedException">The engine has stopped, because a part of it kept failing.</exception>
    /// <exception cref="ObjectDisposedException">The engine has been disposed.</exception>
    public Task<BatchResult> RunAsync(IEnumerable<Job> jobs, BatchOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(jobs);
        return Leader.Submit(jobs, options ?? new(), stream: false, cancellationToken).Completion;
    }

    /// <summary>Runs a batch whose jobs are read as they are wanted to its end.</summary>
    /// <param name="jobs">As for <see cref="Run(IAsyncEnumerable{Job}, BatchOptions?, CancellationToken)"/>.</param>
    /// <param name="options">How it runs; null for the defaults.</param>
    /// <param name="cancellationToken">Stops the reading and cancels the batch; the results of what was read still come.</param>
    /// <returns>What became of the jobs, in the order in which they were read.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="jobs"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">More workers are asked for than the engine has.</exception>
    /// <exception cref="EngineStoppedException">The engine has stopped, because a part of it kept failing.</exception>
    /// <exception cref="ObjectDisposedException">The engine has been disposed.</exception>
    public Task<BatchResult> RunAsync(IAsyncEnumerable<Job> jobs, BatchOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(jobs);
        return Leader.Submit(jobs, options ?? new(), stream: false, cancellationToken).Completion;
    }
}
