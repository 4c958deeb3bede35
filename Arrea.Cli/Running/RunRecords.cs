using Arrea.Cli.Arguments;
using Arrea.Cli.JobLogs;
using Arrea.Cli.Journals;
using Arrea.Cli.Printing;
using Arrea.Cli.ResultFolders;
using Arrea.Cli.Sources;

namespace Arrea.Cli.Running;

/// <summary>What is kept of a run: journal, job log and results, as far as they are wanted.</summary>
internal sealed class RunRecords : IDisposable
{
    private readonly List<IRunReport> _reports = [];

    private RunRecords()
    {
    }

    /// <summary>Opens job log and results, so that what cannot be written shows before anything runs. The journal begins with the run.</summary>
    /// <exception cref="UsageException">The job log or the folder of the results cannot be used.</exception>
    public static RunRecords Open(RunOptions options, JobSource source, RunOrigin? origin, Printer printer)
    {
        var wanted = options.Records;
        var records = new RunRecords();
        try
        {
            var adds = wanted.Resume != ResumeMode.None;
            if (wanted.Journal)
            {
                records._reports.Add(new JournalReport(JournalFolder.Default, options, source, origin, printer.ReportAsync));
            }

            if (wanted.Results is { } results)
            {
                records._reports.Add(new ResultsReport(results, adds, source));
            }

            if (wanted.JobLog is { } log)
            {
                records._reports.Add(new JobLogReport(JobLogFile.Open(log, adds || wanted.AppendJobLog)));
            }

            return records;
        }
        catch
        {
            records.Dispose();
            throw;
        }
    }

    /// <summary>A report that hears of everything once these have it safe.</summary>
    public IRunReport Before(IRunReport last) => _reports.Count == 0 ? last : new RunReports([.. _reports, last]);

    public void Dispose() => _reports.ForEach(static report => report.Dispose());
}
