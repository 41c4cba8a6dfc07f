using System.Globalization;
using Daybook.Timeline;
using Xunit;

namespace Daybook.Tests.Timeline;

public sealed class TimelinePagesTests
{
    private static readonly DateTimeOffset Begin = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Whatever_clocks_do_every_event_is_told_once_and_each_log_in_its_order()
    {
        int seed = Environment.TickCount;
        for (int round = 0; round < 200; round++, seed++)
        {
            var random = new Random(seed);
            ListedLog[] logs = [.. Enumerable.Range(0, random.Next(1, 5)).Select(number => ListedLog.Random((char)('a' + number), random))];
            string[] told = All(logs, random.Next(1, 9));
            Assert.True(
                logs.Sum(log => log.Items.Count) == told.Length
                && logs.All(log => log.Items.Select(item => item.Id).SequenceEqual(told.Where(id => id[0] == log.Name))),
                $"seed {seed}: {string.Join(' ', told)}");
        }
    }

    [Fact]
    public void While_clocks_go_right_the_times_decide()
    {
        int seed = Environment.TickCount;
        var random = new Random(seed);
        DateTimeOffset at = Begin;
        var logs = new ListedLog[] { new('a'), new('b'), new('c') };
        var expected = new List<string>();
        for (int number = 0; number < 300; number++)
        {
            at += TimeSpan.FromSeconds(1);
            expected.Add(logs[random.Next(3)].Add(at));
        }

        Assert.True(expected.SequenceEqual(All(logs, 7)), $"seed {seed}");
    }

    [Fact]
    public void A_moment_in_which_a_clock_was_wrong_moves_nothing_else()
    {
        foreach (TimeSpan fault in (TimeSpan[])[TimeSpan.FromDays(-9000), TimeSpan.FromDays(9000)])
        {
            var wrong = new ListedLog('a');
            var right = new ListedLog('b');
            var expected = new List<string>();
            for (int number = 0; number < 100; number++)
            {
                bool isWrong = number is 50 or 51;
                string id = wrong.Add(Begin + TimeSpan.FromMinutes(number) + (isWrong ? fault : TimeSpan.Zero));
                string other = right.Add(Begin + TimeSpan.FromMinutes(number) + TimeSpan.FromSeconds(1));
                expected.AddRange(isWrong ? [] : [id, other]);
            }

            // What stands shortly behind a time that is ahead comes a little late, before the first event behind those.
            string[] told = [.. All([wrong, right], 10).Where(id => expected.Contains(id))];
            Assert.All(expected.Index(), pair => Assert.InRange(Array.IndexOf(told, pair.Item), pair.Index - LookBack.Events - 2, pair.Index + LookBack.Events + 2));
        }
    }

    [Fact]
    public void An_event_without_a_time_stands_where_its_log_has_it()
    {
        var log = new ListedLog('a');
        string[] ids = [log.Add(Begin), log.Add(null), log.Add(Begin + TimeSpan.FromHours(2)), log.Add(null)];
        var other = new ListedLog('b');
        string between = other.Add(Begin + TimeSpan.FromHours(1));
        Assert.Equal([ids[0], ids[1], between, ids[2], ids[3]], All([log, other], 2));
    }

    private static string[] All(ListedLog[] logs, int limit)
    {
        var told = new List<string>();
        var query = new TimelineQuery { Limit = limit };
        do
        {
            Page<TimelineItem> page = TimelinePages.Read(logs, query, new ProblemList(), TestContext.Current.CancellationToken);
            told.InsertRange(0, page.Items.Select(item => item.Id!));
            query = query with { Cursor = page.NextCursor };
        }
        while (query.Cursor is not null);
        return [.. told];
    }

    private sealed class ListedLog(char name) : ITimelineLog
    {
        public char Name { get; } = name;

        public List<TimelineItem> Items { get; } = [];

        public static ListedLog Random(char name, Random random)
        {
            var log = new ListedLog(name);
            DateTimeOffset at = Begin;
            for (int left = random.Next(40); left > 0; left--)
            {
                at += TimeSpan.FromMinutes(random.Next(6) == 0 ? random.Next(-500, 500) : 1);
                log.Add(random.Next(9) == 0 ? null : at);
            }

            return log;
        }

        public string Add(DateTimeOffset? at)
        {
            string id = string.Create(CultureInfo.InvariantCulture, $"{Name}{Items.Count}");
            Items.Add(new TimelineItem { At = at, Kind = "memory", Event = "x", Id = id });
            return id;
        }

        public IEnumerable<TimelineEntry> ReadBackward(string? before)
        {
            for (int index = (before is null ? Items.Count : int.Parse(before, CultureInfo.InvariantCulture)) - 1; index >= 0; index--)
            {
                yield return new TimelineEntry(Items[index], Items[index].At, index.ToString(CultureInfo.InvariantCulture));
            }
        }
    }
}
