using Daybook.Durability.FileSystem;
using Daybook.Durability.Logs;
using Daybook.Embedded.Memory;
using Daybook.Timeline;

namespace Daybook.Embedded.Timeline;

/// <summary>What was said about records of memory after they were stored, the last first. What is wrong with its lines is told by whoever reads memory.</summary>
internal sealed class AmendedLog(EmbeddedPorts ports, MemoryPlaces places) : ITimelineLog
{
    /// <inheritdoc/>
    public char Name => 'a';

    /// <inheritdoc/>
    public IEnumerable<TimelineEntry> ReadBackward(string? before) =>
        KernelErrors.Translated(Read(before is null ? long.MaxValue : PlaceNumber.Decode(before)));

    private IEnumerable<TimelineEntry> Read(long before)
    {
        using IFile? file = ports.FileSystem.OpenIfThere(places.Amendments);
        if (file is null)
        {
            yield break;
        }

        using var reader = new BackwardLineReader(file, Math.Min(before, file.Stat().Length));
        while (Next(reader) is var (amendment, offset))
        {
            TimelineItem item = amendment switch
            {
                Amendment.Forgotten said => TimelineEvents.Forgotten(said.Id, said.Reason, said.RecordedAt, said.Agent),
                Amendment.Superseded said => TimelineEvents.Superseded(said.Id, said.SupersededBy, said.RecordedAt, said.Agent),
                _ => throw new InvalidOperationException($"{amendment.GetType().Name} has no event"),
            };
            yield return new TimelineEntry(item, item.At, PlaceNumber.Encode(offset));
        }
    }

    private static (Amendment Amendment, long Offset)? Next(BackwardLineReader reader)
    {
        while (reader.Read(out LogLine line))
        {
            if (AmendmentLine.Read(line, out _) is { } amendment)
            {
                return (amendment, line.Offset);
            }
        }

        return null;
    }
}
