using System.Text;
using Arrea.Cli.Arguments;
using Arrea.Cli.Live;
using Arrea.Cli.Platform;
using Arrea.Cli.Printing;
using Arrea.Cli.Results;
using Arrea.Cli.Sources;
using Arrea.Cli.Wording;
using Arrea.Dataflow.Batches;
using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Outcomes;

namespace Arrea.Cli.Running;

/// <summary>A run from its first job to its exit code.</summary>
internal sealed class Run : IDisposable
{
    private readonly RunOptions _options;
    private readonly JobSource _source;
    private readonly EngineRun _engine;
    private readonly Printer _printer;
    private readonly Spool _spool = new();
    private readonly Tally _tally;
    private readonly IRunReport? _live;
    private readonly IRunReport _output;
    private readonly IRunReport _report;
    private readonly HaltWatch? _halt;
    private readonly RunRecorder _recorder;
    private readonly SignalResponse _signals;

    /// <summary>Makes a run.</summary>
    /// <param name="options">What was asked for.</param>
    /// <param name="source">The jobs.</param>
    /// <param name="engine">The engine.</param>
    /// <param name="printer">Where output goes.</param>
    /// <param name="records">What is kept of the run.</param>
    public Run(RunOptions options, JobSource source, EngineRun engine, Printer printer, RunRecords records)
    {
        _options = options;
        _source = source;
        _engine = engine;
        _printer = printer;
        _tally = new Tally { Expected = source.Count };
        _live = LiveReport.Make(options.Progress, options.Output.Color, printer, _tally, Total);
        _output = MakeReport();
        _report = records.Before(_live is null ? _output : new RunReports(_live, _output));
        _halt = options.End.Halt is { } halt ? new HaltWatch(halt, Total, engine.HaltAsync) : null;
        _recorder = new RunRecorder(source, engine.Check, _tally, _report, printer, _halt, () => engine.HaltAsync(now: false));
        _signals = new SignalResponse(engine.Interrupt, engine.Kill, options.Output.Summary ? printer : null, "jobs");
    }

    /// <summary>Runs every job.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="IOException">The output cannot be written.</exception>
    /// <exception cref="UsageException">The source of the jobs fails.</exception>
    public async Task<int> RunAsync()
    {
        using var signals = _engine.WatchSignals(_signals.Arrived);
        var start = TimeProvider.System.GetTimestamp();

        var batch = _engine.Start(_source, _recorder);
        if (signals.First is not null)
        {
            _engine.Interrupt();
        }

        try
        {
            var (firstFailure, sourceError) = await WatchAsync(batch).ConfigureAwait(false);
            var (exitCode, reason) = Conclude(signals.First, sourceError);
            var firstSeq = firstFailure is null ? 0 : _source.SeqAt(firstFailure.Index);
            var end = new RunEnd(_tally, TimeProvider.System.GetElapsedTime(start), exitCode, reason, firstFailure, firstSeq)
            {
                LeftOut = signals.First is null && sourceError is null ? WhatIsLeftOut() : LeftOut.Nothing,
            };
            await _report.RunCompletedAsync(end).ConfigureAwait(false);
            return sourceError is null ? exitCode : throw sourceError;
        }
        catch (IOException) when (signals.First is not null)
        {
            // A terminal that hangs up takes the output with it; the signal is what happened.
            return ExitCodes.SignalBase + signals.First.Value;
        }
    }

    public void Dispose()
    {
        _signals.Dispose();
        _live?.Dispose();
        _output.Dispose();
        _spool.Dispose();
    }

    /// <summary>Waits for the end of a batch.</summary>
    /// <returns>The first job that went wrong by itself, and why no more jobs could be read; null when neither happened.</returns>
    private static async Task<(JobResult? FirstFailure, UsageException? SourceError)> WatchAsync(Batch batch)
    {
        JobResult? firstFailure = null;
        BatchResult completion;
        try
        {
            await foreach (var result in batch.Results.ConfigureAwait(false))
            {
                firstFailure ??= result.Outcome is OutcomeKind.Failed or OutcomeKind.TimedOut or OutcomeKind.Rejected ? result : null;
            }

            completion = await batch.Completion.ConfigureAwait(false);
        }
        catch (UsageException error)
        {
            return (firstFailure, error);
        }

        return completion.RecorderError switch
        {
            null => (firstFailure, null),
            IOException or UsageException => throw completion.RecorderError,
            var error => throw new InvalidOperationException("Recording what happened failed.", error),
        };
    }

    /// <summary>What the deadline left out. A run that was halted leaves out what it was told to.</summary>
    private LeftOut WhatIsLeftOut() => _options.Limits.Deadline is null || _halt?.Decisive is not null || _recorder.Refused ? LeftOut.Nothing
        : !_engine.HasReadAll ? LeftOut.Input
        : _tally[OutcomeKind.Cancelled] > 0 ? LeftOut.Jobs
        : LeftOut.Nothing;

    private int? Total() => _tally.Expected ?? _engine.Count;

    private IRunReport MakeReport()
    {
        if (_options.Output.Mode == OutputMode.Ndjson)
        {
            return new NdjsonReport(_printer, _source);
        }

        IJobOutput? output = _options.Output.Mode switch
        {
            OutputMode.None => null,
            OutputMode.Line => new LineOutput(_printer, _spool, PrefixOf, _options.Output.KeepOrder),
            _ => new GroupOutput(_printer, _spool, PrefixOf, _options.Output.KeepOrder),
        };
        return new TextReport(_options, _printer, output, HasColor(StandardStream.Error));
    }

    private byte[] PrefixOf(int index)
    {
        if (!_options.Output.Tag)
        {
            return [];
        }

        var job = _source.JobAt(index);
        var name = job.Tag ?? (job.TemplateArguments is { } arguments ? string.Join(' ', arguments) : job.Command!);
        var tag = Shown.Text(name, _options.Output.TagLength);
        return Encoding.UTF8.GetBytes(HasColor(StandardStream.Output) ? $"\e[36m{tag}\e[0m\t" : $"{tag}\t");
    }

    private bool HasColor(StandardStream stream)
        => Appearance.HasColor(_options.Output.Color, stream.IsTerminal, Environment.GetEnvironmentVariable);

    private (int ExitCode, EndReason Reason) Conclude(int? signal, UsageException? sourceError)
    {
        if (sourceError is not null)
        {
            return (sourceError.ExitCode, EndReason.Error);
        }

        if (signal is { } number)
        {
            return (ExitCodes.SignalBase + number, EndReason.Interrupted);
        }

        if (_recorder.Refused)
        {
            return (ExitCodes.Refused, EndReason.Rejected);
        }

        var passesCodesOn = _options.End.PassesCodesOn;
        if (_halt?.Decisive is { } decisive)
        {
            return (_halt.ExitCode(decisive, passesCodesOn), EndReason.Halted);
        }

        if (!_engine.HasReadAll)
        {
            return (ExitCodes.JobsFailed, EndReason.Failed);
        }

        return _tally[OutcomeKind.Succeeded] == _tally.Total
            ? (ExitCodes.Success, EndReason.Succeeded)
            : (_tally.Total == 1 && passesCodesOn ? _recorder.Last!.RunExitCode : ExitCodes.JobsFailed, EndReason.Failed);
    }
}
