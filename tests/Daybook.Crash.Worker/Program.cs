using System.Globalization;
using Daybook.Crash.Worker;

// "operations", folder, agent: until it is killed.
if (args[0] == OperationAgent.Word)
{
    await OperationAgent.RunAsync(args[1], args[2]);
}

// Folder, agent, number of commands, seed; or "run", folder, run, number of updates. Prints a line for each command once it was acknowledged
// or refused.
if (args[0] == "run")
{
    await new RunWriter(args[2]).RunAsync(args[1], int.Parse(args[3], CultureInfo.InvariantCulture));
    return;
}

await new MixedAgent(args[1], int.Parse(args[3], CultureInfo.InvariantCulture))
    .RunAsync(args[0], int.Parse(args[2], CultureInfo.InvariantCulture));
