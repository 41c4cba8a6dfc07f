using Daybook.Runs;
using Xunit;

namespace Daybook.Tests.Runs;

public sealed class RunTreeTests
{
    [Fact]
    public void Every_run_stands_in_the_tree_once_whatever_the_links_say()
    {
        for (int seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            int count = random.Next(1, 40);
            RunView[] runs = [.. Enumerable.Range(0, count).Select(number => View(number, Link(random, count), Link(random, count), random.Next(10)))];
            string[] all = [.. Flat(RunTree.Of(runs))];
            Assert.True(all.Length == count && all.Distinct().Count() == count, $"seed {seed}");
        }
    }

    [Fact]
    public void A_restart_that_names_no_parent_stands_below_who_started_the_newest_attempt_that_does()
    {
        RunNode parent = Assert.Single(RunTree.Of(
        [
            View(0, null, null, 0), View(1, "run-0", null, 1), View(2, null, "run-1", 2), View(3, null, "run-2", 3),
            View(4, "run-9", null, 4), View(5, "run-0", "run-4", 5),
        ]));

        Assert.Equal(["run-5", "run-3"], parent.Children.Select(static node => node.Run.Run.RunId));
        Assert.Equal(["run-2", "run-1"], Flat(parent.Children[1].Previous));
    }

    [Fact]
    public void A_chain_of_a_hundred_thousand_is_cut_and_not_walked_for_ever()
    {
        IReadOnlyList<RunNode> tree = RunTree.Of(Enumerable.Range(0, 100_000).Select(number => View(number, $"run-{number - 1}", null, number)));
        Assert.Equal(100_000 / RunTree.DepthMax, tree.Count);
        Assert.Equal(100_000, Flat(tree).Count());
    }

    private static string? Link(Random random, int count) => random.Next(3) == 0 ? null : $"run-{random.Next(count + 2)}";

    private static RunView View(int number, string? parent, string? previous, int second)
    {
        var run = new RunRecord
        {
            RunId = $"run-{number}",
            ProjectId = "p",
            TaskId = "t",
            ParentRunId = parent,
            PreviousRunId = previous,
            StartTime = DateTimeOffset.UnixEpoch.AddSeconds(second),
        };
        return new RunView(run, RunStatus.Running, null, "");
    }

    private static IEnumerable<string> Flat(IEnumerable<RunNode> nodes) =>
        nodes.SelectMany(node => Flat(node.Children).Concat(Flat(node.Previous)).Prepend(node.Run.Run.RunId));
}
