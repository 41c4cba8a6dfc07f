using Daybook.Cli;

return Composition.RunAsync(args).GetAwaiter().GetResult();
