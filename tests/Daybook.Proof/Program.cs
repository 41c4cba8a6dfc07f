using System.CommandLine;
using System.Diagnostics;
using Daybook.Proof;

// The proofs to run, all when none is named. Exit code 0 when every claim stands.
Argument<string[]> names = new("proof")
{
    Description = "Which: " + string.Join(", ", Proofs.All.Select(static proof => proof.Name)),
    Arity = ArgumentArity.ZeroOrMore,
};
names.AcceptOnlyFromAmong([.. Proofs.All.Select(static proof => proof.Name)]);
Option<double> times = new("--times") { Description = "How many times the count and the time of a whole run", DefaultValueFactory = static _ => 1 };
Option<double?> within = new("--within") { Description = "Seconds that all of them together may take; less is looked at, and said, where that is too little, and longer where it is less than a quarter" };
Option<int> seed = new("--seed") { Description = "Decides every choice", DefaultValueFactory = static _ => Random.Shared.Next(1_000_000) };
RootCommand command = new("Tries to show that Daybook's claims are wrong.") { names, times, within, seed };
command.SetAction(async parsed =>
{
    string[] asked = parsed.GetValue(names) ?? [];
    IProof[] proofs = [.. Proofs.All.Where(proof => asked.Length == 0 || asked.Contains(proof.Name))];
    double factor = parsed.GetValue(times);
    double seconds = parsed.GetValue(within) ?? double.MaxValue;
    if (proofs is [var only])
    {
        TimeSpan limit = TimeSpan.FromSeconds(Math.Min(seconds, only.Limit.TotalSeconds * factor));
        ProofBudget budget = new((long)Math.Ceiling(only.Wanted * factor), limit, parsed.GetValue(seed));
        return await new ProofRun(only, Console.Out).TryAsync(budget) ? 0 : 1;
    }

    // Each in a process of its own: the millions of states that one has seen would slow the next tenfold. What one leaves of its time is for
    // the others, and one that took longer takes nothing from them.
    bool holds = true;
    var watch = Stopwatch.StartNew();
    for (int number = 0; number < proofs.Length; number++)
    {
        IProof proof = proofs[number];
        double left = Math.Max(seconds * (proof.Takes / Sum(proofs)), (seconds - watch.Elapsed.TotalSeconds) * (proof.Takes / Sum(proofs.Skip(number))));
        double limit = Math.Min(proof.Limit.TotalSeconds * factor, left);
        string[] words = [Path.Join(AppContext.BaseDirectory, "Daybook.Proof.dll"), proof.Name, "--times", $"{factor}", "--within", $"{limit}", "--seed", $"{parsed.GetValue(seed)}"];
        using Process child = Process.Start(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", words);
        await child.WaitForExitAsync();
        holds &= child.ExitCode == 0;
    }

    return holds ? 0 : 1;
});
return await command.Parse(args).InvokeAsync();

static TimeSpan Sum(IEnumerable<IProof> proofs) => TimeSpan.FromTicks(proofs.Sum(static proof => proof.Takes.Ticks));
