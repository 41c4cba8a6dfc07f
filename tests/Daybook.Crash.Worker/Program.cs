using System.Globalization;
using Daybook.Crash.Worker;

// Folder, agent, number of commands, seed. Prints a line for each command once it was acknowledged or refused.
int commands = int.Parse(args[2], CultureInfo.InvariantCulture);
int seed = int.Parse(args[3], CultureInfo.InvariantCulture);
await (args[1].StartsWith(DraftAgent.Prefix, StringComparison.Ordinal)
    ? new DraftAgent(args[1], seed).RunAsync(args[0], commands)
    : new MixedAgent(args[1], seed).RunAsync(args[0], commands));
