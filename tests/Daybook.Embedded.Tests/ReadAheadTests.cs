using Xunit;

namespace Daybook.Embedded.Tests;

public sealed class ReadAheadTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public void Results_come_in_the_order_of_the_parts_whichever_is_ready_first()
    {
        Assert.SkipWhen(Environment.ProcessorCount == 1, "needs two processors");
        using var second = new ManualResetEventSlim();

        IEnumerable<int> results = ReadAhead.InOrder([1, 2, 3, 4], part =>
        {
            if (part == 2)
            {
                second.Set();
            }

            return part == 1 && !second.Wait(Patience, TestContext.Current.CancellationToken) ? throw new TimeoutException() : part * 10;
        });

        Assert.Equal([10, 20, 30, 40], results);
    }

    [Fact]
    public void No_result_is_missing_however_threads_take_turns()
    {
        for (int turn = 0; turn < 100_000; turn++)
        {
            int count = turn % 6;
            Assert.Equal(Enumerable.Range(0, count), ReadAhead.InOrder(Enumerable.Range(0, count), static part => part));
        }
    }

    [Fact]
    public void Only_a_few_parts_are_read_before_they_are_asked_for()
    {
        int taken = 0;

        int first = ReadAhead.InOrder(Enumerable.Range(0, 100_000).Select(part => taken = part), static part => part).First();

        Assert.Equal(0, first);
        Assert.InRange(taken, 0, 16);
    }

    [Fact]
    public void A_part_that_fails_does_so_in_its_turn()
    {
        using IEnumerator<int> results = ReadAhead
            .InOrder([1, 2, 3], static part => part == 2 ? throw new InvalidDataException("two") : part)
            .GetEnumerator();

        Assert.True(results.MoveNext());
        Assert.Equal("two", Assert.Throws<InvalidDataException>(() => results.MoveNext()).Message);
    }

    [Fact]
    public void Whoever_stops_early_waits_for_parts_that_are_being_read()
    {
        Assert.SkipWhen(Environment.ProcessorCount == 1, "needs two processors");
        using var begun = new ManualResetEventSlim();
        using var goOn = new ManualResetEventSlim();
        int ended = 0;
        IEnumerator<int> results = ReadAhead
            .InOrder(
                [1, 2],
                part =>
                {
                    if (part == 2)
                    {
                        begun.Set();
                        goOn.Wait(Patience, TestContext.Current.CancellationToken);
                        ended++;
                    }

                    return part;
                })
            .GetEnumerator();
        Assert.True(results.MoveNext());
        Assert.True(begun.Wait(Patience, TestContext.Current.CancellationToken));

        var stop = new Thread(results.Dispose);
        stop.Start();
        goOn.Set();
        Assert.True(stop.Join(Patience));

        Assert.Equal(1, ended);
    }
}
