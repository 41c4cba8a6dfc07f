using Daybook.Memory;
using Daybook.Proof;
using Daybook.Proof.Fuzzing;
using Daybook.Proof.Fuzzing.Targets;
using Xunit;

namespace Daybook.Crash.Tests.Fuzzing;

/// <summary>That the attack on parsers finds what it is there for.</summary>
public sealed class FuzzRunTests
{
    /// <summary>How often a build attacks each parser.</summary>
    private const int Each = 100_000;

    public static TheoryData<string> Parsers => [.. FuzzTargets.All.Select(static target => target.Name)];

    [Theory]
    [MemberData(nameof(Parsers))]
    public void Every_kind_of_fault_is_found_in_every_parser_within_the_runs_of_a_build(string name)
    {
        foreach (string kind in PlantedFaults.Kinds)
        {
            IFuzzTarget planted = PlantedFaults.In(new Silent(FuzzTargets.All.Single(target => target.Name == name)), kind);
            Assert.True(FindFirst(planted) is not null, $"{kind} in {name} is not found");
        }
    }

    [Fact]
    public void A_field_that_is_lost_when_a_record_is_written_is_found() => Assert.NotNull(FindFirst(new ForgetfulMemory()));

    [Fact]
    public async Task A_parser_that_hangs_is_told_with_its_input()
    {
        using var released = new ManualResetEventSlim();
        var run = new FuzzRun([new PlantedFault(new Silent(FuzzTargets.All[0]), static input => input.EndsWith("\\"u8), released.Wait)], TimeSpan.FromMilliseconds(200));
        await run.RunAsync(new ProofBudget(Each, TestTime, seed: 1), Each);
        released.Set();
        FuzzFinding hang = Assert.Single(run.Findings);
        Assert.Equal((byte)'\\', hang.Input[^1]);
    }

    [Fact]
    public void The_same_seed_makes_the_same_inputs()
    {
        var first = new Mutator(FuzzTargets.All[0], FuzzRandom.Of(7, "a", 3));
        var second = new Mutator(FuzzTargets.All[0], FuzzRandom.Of(7, "a", 3));
        for (int count = 0; count < 1_000; count++)
        {
            Assert.True(first.Next().SequenceEqual(second.Next()));
        }
    }

    private static TimeSpan TestTime => TimeSpan.FromSeconds(30);

    private static FuzzFinding? FindFirst(IFuzzTarget target)
    {
        var worker = new FuzzWorker();
        for (int slice = 0; slice < Each / FuzzRun.SliceLength; slice++)
        {
            if (worker.Try(target, FuzzRandom.Of(1, target.Name, slice), FuzzRun.SliceLength) is { } finding)
            {
                return finding;
            }
        }

        return null;
    }

    /// <summary>The inputs of a parser without the parser, whose time is not what is asked here.</summary>
    private sealed class Silent(IFuzzTarget parser) : IFuzzTarget
    {
        public string Name => parser.Name;

        public IReadOnlyList<byte[]> Seeds => parser.Seeds;

        public IReadOnlyList<string> Tokens => parser.Tokens;

        public SealForm Seal => parser.Seal;

        public void Run(ReadOnlySpan<byte> input)
        {
        }

        public bool Documents(Exception failure) => parser.Documents(failure);
    }

    private sealed class ForgetfulMemory : MemoryLineTarget
    {
        protected override MemoryRecord Kept(MemoryRecord record) => record.Links.Count > 1 ? record with { Links = [record.Links[0]] } : record;
    }
}
