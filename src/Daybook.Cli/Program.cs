using Daybook.Cli;

return await Composition.RunAsync(args);
