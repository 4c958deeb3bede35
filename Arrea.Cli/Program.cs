return await Arrea.Cli.CommandLine.RunAsync(args).ConfigureAwait(false);
