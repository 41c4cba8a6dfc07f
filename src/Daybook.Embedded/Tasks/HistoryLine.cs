using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Daybook.Durability.Integrity;
using Daybook.Tasks;

namespace Daybook.Embedded.Tasks;

/// <summary>One line of the history: a finished task with its seal.</summary>
internal static class HistoryLine
{
    /// <summary>What a line has in it whose task was finished before and opened again.</summary>
    internal static ReadOnlySpan<byte> ReopenedName => "\"reopened\":"u8;

    private static ReadOnlySpan<byte> IdName => "{\"id\":\""u8;

    private static ReadOnlySpan<byte> SeqName => ",\"seq\":"u8;

    /// <summary>Reads a line.</summary>
    /// <returns>The task, or null where the line holds none.</returns>
    internal static TaskRecord? Read(ReadOnlySpan<byte> line, out string? fault)
    {
        if (!LineShape.MayBeObject(line))
        {
            fault = $"no task: {LineShape.NoObject}";
            return null;
        }

        try
        {
            TaskRecord task = TaskJson.ReadTask(line);
            fault = SealedLine.Check(line) == SealState.Altered ? "altered: the line is not what its checksum was made of" : null;
            return task;
        }
        catch (JsonException failure)
        {
            fault = $"no task: {failure.Message}";
            return null;
        }
    }

    /// <summary>
    /// The number of the event that finished a line's task, without reading the rest, which takes many times longer; -1 where it does not
    /// stand where this program writes it.
    /// </summary>
    internal static long SeqOf(ReadOnlySpan<byte> line)
    {
        ReadOnlySpan<byte> body = SealedLine.BodyOf(line);
        int at = body.LastIndexOf(SeqName);
        return at >= 0 && Utf8Parser.TryParse(body[(at + SeqName.Length)..], out long seq, out _) ? seq : -1;
    }

    /// <summary>The id of a line's task, without reading the rest; null where it does not stand where this program writes it.</summary>
    internal static string? IdOf(ReadOnlySpan<byte> line)
    {
        ReadOnlySpan<byte> id = line.StartsWith(IdName) ? line[IdName.Length..] : [];
        int length = id.IndexOfAny((byte)'"', (byte)'\\');
        return length > 0 && id[length] == (byte)'"' ? Encoding.UTF8.GetString(id[..length]) : null;
    }
}
