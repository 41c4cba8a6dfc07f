using Daybook.Memory;
using Xunit;

namespace Daybook.Tests.Memory;

public sealed class TopMatchesTests
{
    [Fact]
    public void Records_that_nothing_tells_apart_are_all_shown_once()
    {
        MemoryRecord[] stored = [.. Enumerable.Range(0, 7).Select(number => new MemoryRecord { Type = "note", Title = $"{number}" })];

        Assert.Equal(stored.Select(record => record.Title), Shown(stored, limit: 2).Select(record => record.Title));
    }

    [Fact]
    public void A_record_without_a_time_comes_last()
    {
        MemoryRecord[] stored =
        [
            new() { Id = "none" },
            new() { Id = "first", Timestamp = DateTimeOffset.MinValue },
            new() { Id = "recorded", RecordedAt = DateTimeOffset.UnixEpoch },
        ];

        Assert.Equal(["recorded", "first", "none"], Shown(stored, limit: 1).Select(record => record.Id));
    }

    [Fact]
    public void Ids_of_any_length_and_text_survive_the_cursor()
    {
        string[] ids = ["", ",,,", "\U0001F980", new string('x', 100_000), new string('y', 127) + "\U0001F980z", "\u001b"];
        MemoryRecord[] stored = [.. ids.Select(id => new MemoryRecord { Id = id })];

        Assert.Equal(ids.Order(StringComparer.Ordinal), Shown(stored, limit: 1).Select(record => record.Id).Order(StringComparer.Ordinal));
    }

    private static List<MemoryRecord> Shown(MemoryRecord[] stored, int limit)
    {
        var shown = new List<MemoryRecord>();
        string? cursor = null;
        do
        {
            TopMatches top = TopMatches.For(new MemoryQuery { Limit = limit, Cursor = cursor }, new MemorySettings());
            foreach (MemoryRecord record in stored)
            {
                top.Offer(new MemoryMatch(record, 0));
            }

            Page<MemoryRecord> page = top.ToPage(new ProblemList());
            shown.AddRange(page.Items);
            cursor = page.NextCursor;
            Assert.True(cursor is null || cursor.Length <= 1024);
        }
        while (cursor is not null);

        return shown;
    }
}
