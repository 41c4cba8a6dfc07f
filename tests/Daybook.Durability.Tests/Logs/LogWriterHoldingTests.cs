using Daybook.Durability.FileSystem;
using Daybook.Durability.Logs;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Durability.Tests.Logs;

/// <summary>A lone writer keeps its locks for a moment, and never longer than is told here.</summary>
public sealed class LogWriterHoldingTests : LogWriterFixture
{
    [Fact]
    public void The_locks_are_kept_from_the_sixteenth_batch_alone_on()
    {
        using LogWriter writer = Open();
        for (int number = 0; number < 16; number++)
        {
            Assert.False(writer.IsHolding);
            Append(writer, $"{number}");
        }

        Assert.True(writer.IsHolding);
    }

    [Fact]
    public void Batches_beside_another_writer_keep_no_locks()
    {
        using LogWriter one = Open();
        using LogWriter other = Open();
        for (int number = 0; number < 40; number++)
        {
            Append(one, $"one-{number}");
            Append(other, $"other-{number}");
            Assert.False(one.IsHolding || other.IsHolding);
        }
    }

    [Fact]
    public void Answers_that_write_nothing_keep_no_locks()
    {
        using LogWriter writer = Open();
        Append(writer, "one");
        for (int number = 0; number < 40; number++)
        {
            writer.Append([new ConfirmingEntry()]);
            Assert.False(writer.IsHolding);
        }
    }

    [Fact]
    public void An_answer_that_writes_nothing_while_the_locks_are_kept_needs_no_flush()
    {
        using LogWriter writer = OpenHolding();
        int flushes = Disk.CallsOf(DiskCall.Flush);

        writer.Append([new ConfirmingEntry()]);

        Assert.Equal(flushes, Disk.CallsOf(DiskCall.Flush));
    }

    [Fact]
    public void Kept_locks_are_used_for_a_millisecond_and_then_taken_anew()
    {
        using LogWriter writer = OpenHolding();
        (int locks, int unlocks) = (Disk.CallsOf(DiskCall.TryLock), Disk.CallsOf(DiskCall.Unlock));
        Clock.Advance(TimeSpan.FromMilliseconds(1) - TimeSpan.FromTicks(1));
        Append(writer, "within");
        Assert.Equal((locks, unlocks), (Disk.CallsOf(DiskCall.TryLock), Disk.CallsOf(DiskCall.Unlock)));

        Clock.Advance(TimeSpan.FromTicks(1));
        Append(writer, "after");

        Assert.Equal((locks + 2, unlocks + 2), (Disk.CallsOf(DiskCall.TryLock), Disk.CallsOf(DiskCall.Unlock)));
        Assert.True(writer.IsHolding);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_was_flushed_under_kept_locks_is_told_when_they_are_given_back(bool closes)
    {
        using LogWriter writer = OpenHolding();
        Append(writer, "held");

        if (closes)
        {
            writer.Dispose();
        }
        else
        {
            writer.LetGo();
        }

        using Watermark shared = new(Disk, Mark);
        Assert.Equal((Length, Length), (shared.Written.End, shared.Flushed.End));
        Assert.True(shared.Covers(Identity, Length));
        Assert.False(shared.IsInDoubt(Identity));
        MustBeFree();
    }

    [Fact]
    public void A_record_has_its_place_told_while_the_locks_are_kept()
    {
        using LogWriter writer = OpenHolding();
        for (int number = 0; number < 3; number++)
        {
            long before = Length;
            var entry = new LineEntry(SimulatedLog.Line($"held-{number}"));
            writer.Append([entry]);
            Assert.Equal(before, entry.Position.Offset);
        }
    }

    [Fact]
    public void A_file_of_the_same_length_that_takes_the_logs_place_while_the_locks_are_kept_takes_the_next_record()
    {
        using LogWriter writer = OpenHolding();
        Disk.PlantFile("/store/memory/new", Disk.ReadBytes(SimulatedLog.Path));
        Disk.Rename("/store/memory/new", SimulatedLog.Path);

        Append(writer, "next");

        Assert.Equal("next", SimulatedLog.Read(Disk)[^1]);
        Assert.Equal("next", SimulatedLog.Read(Disk.AfterPowerLoss())[^1]);
    }

    [Fact]
    public void What_another_program_writes_beside_kept_locks_swallows_no_record()
    {
        using LogWriter writer = OpenHolding();
        using (IFile foreign = Disk.Open(SimulatedLog.Path, OpenMode.Append))
        {
            foreign.Write("torn"u8, 0);
        }

        Append(writer, "next");

        Assert.Equal("next", SimulatedLog.Read(Disk.AfterPowerLoss())[^1]);
    }

    [Fact]
    public void A_shorter_log_in_place_of_one_whose_locks_were_kept_is_flushed_as_well()
    {
        using LogWriter writer = Open();
        Append(writer, new string('x', 10_000));
        Hold(writer);
        writer.LetGo();
        PutInPlace("");

        Hold(writer, "new");

        Assert.Equal(SimulatedLog.Read(Disk), SimulatedLog.Read(Disk.AfterPowerLoss()));
    }
}
