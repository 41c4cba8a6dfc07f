using System.Text.Json;
using Daybook.Durability.Integrity;
using Daybook.Durability.Logs;
using Daybook.Tasks;

namespace Daybook.Embedded.Tasks;

/// <summary>One line of the journal: an event with its seal. Docs: FORMAT.md.</summary>
internal static class JournalLine
{
    /// <summary>Reads a line, whoever wrote it.</summary>
    /// <param name="line">The line as it stands in the file.</param>
    /// <param name="fault">What is wrong with it; also for an event that is returned.</param>
    /// <returns>The event, or null where the line holds none.</returns>
    internal static TaskEvent? Read(LogLine line, out string? fault)
    {
        if (line.IsTooLong)
        {
            fault = $"the line has {line.Length} bytes, more than the {LogLimits.LineBytesMaximum} that are read";
            return null;
        }

        ReadOnlySpan<byte> bytes = LineShape.WithoutByteOrderMark(line);
        if (!LineShape.MayBeObject(bytes))
        {
            fault = line.Length == 0 ? "the line is blank" : LineShape.Refusal(line, "event", LineShape.NoObject);
            return null;
        }

        try
        {
            TaskEvent happened = TaskEventJson.Read(bytes);
            fault = SealedLine.Check(bytes) switch
            {
                SealState.Altered => "altered: the line is not what its checksum was made of",
                SealState.Unsealed => "the line has no seal, so something else wrote it",
                _ => null,
            };
            return happened;
        }
        catch (JsonException failure)
        {
            fault = LineShape.Refusal(line, "event", failure.Message);
            return null;
        }
    }
}
