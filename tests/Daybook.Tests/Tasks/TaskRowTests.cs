using System.Buffers;
using System.Text;
using System.Text.Json;
using Daybook.Tasks;
using Daybook.Testing;
using Xunit;

namespace Daybook.Tests.Tasks;

/// <summary>The quick way to read a task says what the other one says, or nothing.</summary>
public sealed class TaskRowTests
{
    private static readonly DateTimeOffset Now = new ManualClock().GetUtcNow();

    private static readonly TaskRecord Plain = new() { Id = "1", Name = "one", CreatedAt = Now, Seq = 7 };

    private static readonly TaskRecord[] Records =
    [
        Plain,
        Plain with { Name = "Don't \"quote\" \\ \n\t <b> \u00fc", Description = "", Seq = 0 },
        Plain with { Status = TaskState.Completed, StartedAt = Now, CompletedAt = Now.AddTicks(1), DurationSeconds = 3 },
        Plain with { Status = TaskState.Failed, CompletedAt = Now, FailureReason = "no", Reopened = 2, SessionId = "s" },
        Plain with { Tags = ["a", "b"], DependsOn = ["x"], BlockedBy = ["x"], ParentId = "p", Priority = 0, Status = TaskState.Cancelled },
        Plain with { Context = new TaskContext { FilesModified = ["src/a.cs"], Decisions = ["async", "don't"] } },
    ];

    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, Records.Length)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void What_is_written_is_read_back_with_a_seal_and_without(int number)
    {
        string written = Written(Records[number]);
        foreach (string line in new[] { written, written[..^1] + ",\"crc32c\":\"01234567\"}" })
        {
            Assert.Equal(written, Written(Assert.IsType<TaskRecord>(TaskRow.Read(Encoding.UTF8.GetBytes(line)))));
        }
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Cut_or_with_a_byte_changed_anywhere_it_says_what_the_other_reader_says_or_nothing(int number)
    {
        byte[] whole = Encoding.UTF8.GetBytes(Written(Records[number]));
        for (int at = 0; at < whole.Length; at++)
        {
            Assert.Null(TaskRow.Read(whole.AsSpan(0, at)));
            foreach (byte other in "\"\\,{}[]:0u \u007f\u0001"u8.ToArray().Append((byte)0xff))
            {
                byte[] changed = [.. whole];
                changed[at] = other;
                MustAgree(changed);
            }
        }
    }

    [Fact]
    public void What_is_held_or_spelt_otherwise_is_left_to_the_other_reader()
    {
        string plain = Written(Plain);
        var claim = new TaskClaim { Owner = "ann", Token = 1, LeaseExpiresAt = Now };
        Assert.Null(TaskRow.Read(Encoding.UTF8.GetBytes(Written(Plain with { Status = TaskState.InProgress, Claim = claim }))));
        Assert.Null(TaskRow.Read(Encoding.UTF8.GetBytes(plain.Replace("\"one\"", " \"one\"", StringComparison.Ordinal))));
        Assert.Null(TaskRow.Read(Encoding.UTF8.GetBytes(plain.Replace("\"one\"", "\"\\uD800\"", StringComparison.Ordinal))));
        Assert.Null(TaskRow.Read(Encoding.UTF8.GetBytes(plain.Replace(",\"seq\"", ",\"more\":1,\"seq\"", StringComparison.Ordinal))));
        Assert.Null(TaskRow.Read(Encoding.UTF8.GetBytes(plain + " ")));
        Assert.Null(TaskRow.Read([]));
    }

    private static void MustAgree(byte[] json)
    {
        if (TaskRow.Read(json) is { } quick)
        {
            // A sealed line's other reader does not look at the sum either.
            Assert.Equal(Written(SlowlyRead(json)), Written(quick));
        }
    }

    /// <summary>A member at the front that nobody knows is kept, and keeps the quick reader out.</summary>
    private static TaskRecord SlowlyRead(byte[] json) =>
        TaskJson.ReadTask([.. "{\"unknown\":1,"u8, .. json.AsSpan(1)]) with { Extra = Plain.Extra };

    private static string Written(TaskRecord task)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(output, TaskJson.WriterOptions))
        {
            TaskJson.Write(writer, task);
        }

        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
