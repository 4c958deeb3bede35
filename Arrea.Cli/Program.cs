return await Arrea.Cli.CommandLine.RunAsync(Arrea.Cli.Sources.RawArguments.Restore(args)).ConfigureAwait(false);
