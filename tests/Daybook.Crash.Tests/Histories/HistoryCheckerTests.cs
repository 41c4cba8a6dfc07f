using System.Globalization;
using Daybook.Proof;
using Daybook.Proof.Histories;
using Xunit;

namespace Daybook.Crash.Tests.Histories;

/// <summary>Histories made by hand: those that no order explains are refused, and those that one does are not.</summary>
public sealed class HistoryCheckerTests
{
    public static TheoryData<string, string, string> Impossible => new()
    {
        { "an update is lost", "run", "1 2 create - 0|3 10 add - 1|4 11 add - 1" },
        { "a read is stale", "run", "1 2 create - 0|3 4 add - 1|5 6 get - 0" },
        { "a read goes back", "context", "1 20 add - 1|2 3 get - 1|4 5 get - 0" },
        { "a claim is given twice", "task", "1 2 create - ok:Pending/0/-|3 10 claim a token:1|4 11 claim b token:2" },
        { "a token is given again", "task", "1 2 create - ok:Pending/0/-|3 4 claim a token:5|5 6 release 5/x ok:Pending/0/-|7 8 claim b token:5" },
        { "a claim that nobody heard of has a token that was given before", "task", "1 2 create - ok:Pending/0/-|3 4 claim a token:5|5 6 release 5/x ok:Pending/0/-|7 - claim b -|8 9 create - ok:InProgress/5/-" },
        { "a stale token writes", "task", "1 2 create - ok:Pending/0/-|3 4 claim a token:1|5 6 release 1/x ok:Pending/0/-|7 8 claim b token:2|9 10 note 1/n ok:InProgress/2/n" },
        { "a note is lost", "task", "1 2 create - ok:Pending/0/-|3 4 claim a token:1|5 6 note 1/n ok:InProgress/1/n|7 8 get - InProgress/1/-" },
        { "an event is stored twice", "memory", "1 10 add - added:a|2 11 add - added:b" },
        { "a duplicate is told before there is one", "memory", "1 2 add - duplicate:a|3 4 add - added:a" },
        { "an acknowledged event is gone", "memory", "1 2 add - added:a|3 4 read - none" },
        { "an operation ends twice", "operation", "1 2 start - ok|3 10 complete x ok|4 11 complete y ok" },
        { "an operation opens again", "operation", "1 2 start - ok|3 4 complete x ok|5 6 get - open" },
        { "two save over the same draft", "draft", "1 2 save 0/a 10:a|3 10 save 10/b 20:b|4 11 save 10/c 30:c" },
        { "a save is refused though nobody else saved", "draft", "1 2 save 0/a 10:a|3 4 save 10/b refused" },
        { "what nobody heard happened, and then did not", "run", "1 2 create - 0|3 - add - -|4 5 get - 1|6 7 get - 0" },
    };

    public static TheoryData<string, string, string> Possible => new()
    {
        { "updates at once, one after the other", "run", "1 2 create - 0|3 10 add - 2|4 11 add - 1|5 12 get - 1" },
        { "nobody heard, and it happened late", "run", "1 2 create - 0|3 - add - -|4 5 get - 0|6 7 add - 2" },
        { "nobody heard, and it never happened", "run", "1 2 create - 0|3 - add - -|4 5 get - 0|6 7 add - 1" },
        { "a claim that nobody heard of", "task", "1 2 create - ok:Pending/0/-|3 - claim a -|4 5 claim b refused|6 7 get - InProgress/3/-" },
        { "a claim that nobody heard of, told to who creates the task once more", "task", "1 2 create - ok:Pending/0/-|3 - claim a -|4 5 claim b refused|6 7 create - ok:InProgress/3/-|8 9 get - InProgress/3/-" },
        { "a claim passed on", "task", "1 2 create - ok:Pending/0/-|3 4 claim a token:1|5 10 release 1/x ok:Pending/0/-|6 11 claim b token:2|12 13 note 1/n refused" },
        { "an event of a process that died", "memory", "1 - add - -|2 3 add - duplicate:a|4 5 read - a" },
        { "an operation that several begin and one ends", "operation", "1 5 start - ok|2 6 start - ok|7 12 complete x ok|8 13 complete y refused|14 15 get - closed:x" },
        { "a draft of a process that died", "draft", "1 - save 0/a -|2 3 load - 10:a|4 5 save 10/b 20:b|6 7 save 10/c refused" },
    };

    [Theory]
    [MemberData(nameof(Impossible))]
    public void It_refuses(string what, string kind, string history)
    {
        HistoryOperation[] operations = Read(kind, history);
        var failure = Assert.Throws<ProofFailedException>(() => HistoriesProof.Judge(kind, operations, seed: 0));
        Assert.True(failure.Message.Contains(operations[0].ToString(), StringComparison.Ordinal), what);
    }

    [Theory]
    [MemberData(nameof(Possible))]
    public void It_takes(string what, string kind, string history)
    {
        Assert.NotEmpty(what);
        HistoriesProof.Judge(kind, Read(kind, history), seed: 0);
    }

    [Fact]
    public void It_decides_though_one_waits_while_the_others_do_hundreds()
    {
        IEnumerable<string> others = Enumerable.Range(1, 300).Select(static done => $"{2 + (2 * done)} {3 + (2 * done)} add - {done}");
        HistoriesProof.Judge("run", Read("run", string.Join('|', ["1 2 create - 0", "3 1000 add - 301", .. others])), seed: 0);
        Assert.Throws<ProofFailedException>(() => HistoriesProof.Judge("run", Read("run", string.Join('|', ["1 2 create - 0", "3 1000 add - 302", .. others])), seed: 0));
    }

    [Fact]
    public void It_decides_long_histories_of_many_processes()
    {
        // Eight at once, each the next of the number, over and over: many orders, of which one is right.
        HistoryOperation[] operations =
        [
            .. Enumerable.Range(0, 400).Select(static number =>
                new HistoryOperation($"p{number % 8}", "context", "k", "add", "-", number / 8 * 100) { Result = $"{(number / 8 * 8) + 8 - (number % 8)}", Answered = (number / 8 * 100) + 90 }),
        ];
        HistoriesProof.Judge("context", operations, seed: 0);
        operations[399] = operations[399] with { Result = "392" };
        Assert.Throws<ProofFailedException>(() => HistoriesProof.Judge("context", operations, seed: 0));
    }

    /// <summary>Reads <c>called answered action argument result</c>, the parts of an operation, with a dash for what is not there.</summary>
    private static HistoryOperation[] Read(string kind, string history) =>
    [
        .. history.Split('|').Select((line, index) =>
        {
            string[] words = line.Split(' ');
            var operation = new HistoryOperation($"p{index}", kind, "key", words[2], words[3], long.Parse(words[0], CultureInfo.InvariantCulture));
            return words[1] == "-" ? operation : operation with { Answered = long.Parse(words[1], CultureInfo.InvariantCulture), Result = words[4] };
        }),
    ];
}
