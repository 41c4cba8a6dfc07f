using System.Globalization;
using Daybook.Crash.Worker;

// "operations", folder, agent: until it is killed.
if (args[0] == OperationAgent.Word)
{
    await OperationAgent.RunAsync(args[1], args[2]);
}

// "steps", folder, kind, agent, seed, and "hasty" or nothing: until it is killed.
if (args[0] == SteppingAgent.Word)
{
    await new SteppingAgent(args[2], args[3], int.Parse(args[4], CultureInfo.InvariantCulture), isHasty: args[^1] == "hasty").RunAsync(args[1]);
}

// "history", folder, file of notes, agent, number of operations, seed.
if (args[0] == HistoryAgent.Word)
{
    await HistoryAgent.RunAsync(args[1], args[2], args[3], int.Parse(args[4], CultureInfo.InvariantCulture), int.Parse(args[5], CultureInfo.InvariantCulture));
    return;
}

// Folder, agent, number of commands, seed; or "run", folder, run, number of updates. Prints a line for each command once it was acknowledged
// or refused.
if (args[0] == "run")
{
    await new RunWriter(args[2]).RunAsync(args[1], int.Parse(args[3], CultureInfo.InvariantCulture));
    return;
}

int commands = int.Parse(args[2], CultureInfo.InvariantCulture);
int seed = int.Parse(args[3], CultureInfo.InvariantCulture);
await (args[1].StartsWith(DraftAgent.Prefix, StringComparison.Ordinal)
    ? new DraftAgent(args[1], seed).RunAsync(args[0], commands)
    : new MixedAgent(args[1], seed).RunAsync(args[0], commands));
