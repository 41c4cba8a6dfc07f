using System.Buffers.Text;
using System.Text;
using Daybook.Cli.Commands;
using Daybook.Drafts;
using Daybook.Embedded.Memory;
using Daybook.Errors;
using Daybook.Memory;
using Daybook.Runs;
using Daybook.Search;
using Daybook.Tasks;
using Daybook.Timeline;

namespace Daybook.Proof.Fuzzing.Targets;

/// <summary>Cursors of every listing; what is tried is what stands inside of them, and they themselves.</summary>
internal sealed class CursorsTarget() : FuzzTarget(
    "cursors",
    Seed.Texts(
        "q1,4,639000000000000000,2,17,m-1", "n1/639000000000000000/5b2d4d2e-7d8f-4d5e-9f10-2c3b4a5d6e7f", "r1/639000000000000000/20261101-1200000000-1-1/p/t", "w1,2,639000000000000000,11111111-2222",
        "t1,m639000000000000000,j17", "s1,0,639000000000000000,3ff0000000000000,639000000000000000,3,memory,m-1", "c,17", "b2-l-7fffffff-7fffffffffffffff", "b2-a-0-10"),
    ",", "/", "-", "q1", "n1", "r1", "w1", "t1", "s1", "b2", "3155378975999999999", "3155378976000000000", "7ff8000000000000")
{
    private static readonly Action<string>[] Readers =
    [
        static cursor => Claim(Told(MemoryCursor.Decode(MemoryCursor.Encode(MemoryCursor.Decode(cursor)))) == Told(MemoryCursor.Decode(cursor)), "a cursor of memory is another"),
        static cursor => Claim(NewestFirst.Parse(NewestFirst.Parse(cursor).Encode()) == NewestFirst.Parse(cursor), "a cursor of drafts is another"),
        static cursor => Claim(RunPosition.Parse(RunPosition.Parse(cursor).Encode()) == RunPosition.Parse(cursor), "a cursor of runs is another"),
        static cursor => _ = TaskCursor.PageOf([], 1, cursor, new ProblemList()),
        static cursor => Claim(TimelineCursor.Decode(TimelineCursor.Decode(cursor).Encode()).Encode() == TimelineCursor.Decode(cursor).Encode(), "a cursor of the timeline is another"),
        static cursor => _ = SearchCursor.Of(new SearchQuery { Text = "a", Cursor = cursor }),
        static cursor => Claim(NumberCursor.Decode("c", NumberCursor.Encode("c", NumberCursor.Decode("c", cursor))) == NumberCursor.Decode("c", cursor), "a number is another"),
        static cursor => Claim(ListCursor.Decode(ListCursor.Decode(cursor).Encode()) == ListCursor.Decode(cursor), "a cursor of a list is another"),
    ];

    public override void Run(ReadOnlySpan<byte> input)
    {
        // Each is read as what it looks like, and as something else: refusals are slow, so that not all of them are asked for.
        string inner = TextOf(input);
        int own = Math.Max(0, "qnrwtscb".IndexOf(inner.FirstOrDefault(), StringComparison.Ordinal));
        Refusable(own == 5 ? Searched(inner) : own == 7 ? inner : Base64Url.EncodeToString(input), Readers[own]);
        Refusable(input.Length % 2 == 0 ? inner : Base64Url.EncodeToString(input), Readers[input.Length % Readers.Length]);
    }

    private static string Told(MemoryRank rank) => rank.ToString();

    /// <summary>A cursor of a search, whose second part must be right before the others are looked at.</summary>
    private static string Searched(string inner)
    {
        var query = new SearchQuery { Text = "a" };
        string right = new SearchCursor(new SearchRank(1, 1, "memory", "m", 1), DateTimeOffset.UnixEpoch).Encode(query);
        string[] parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(right)).Split(',');
        string[] tried = inner.Split(',');
        return tried.Length < 2 ? inner : Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Join(',', [tried[0], parts[1], .. tried[2..]])));
    }

    private static void Refusable(string cursor, Action<string> read)
    {
        try
        {
            read(cursor);
        }
        catch (DaybookException)
        {
            // Each listing refuses the cursors of the others.
        }
    }
}
