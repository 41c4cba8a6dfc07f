using System.Collections.ObjectModel;
using System.Text;
using System.Text.Json;

namespace Daybook.Memory;

/// <content>The record that a plain line holds.</content>
internal ref partial struct MemorySkim
{
    /// <summary>The record; null where only the full reader can tell what the line says.</summary>
    internal readonly MemoryRecord? ToRecord()
    {
        List<MemoryLink>? links = null;
        OrderedDictionary<string, JsonElement>? metadata = null;
        if ((Has(MemoryField.Links) && (links = MemoryValues.LinksOf(RawOf(MemoryField.Links))) is null)
            || (Has(MemoryField.Metadata) && (metadata = MemoryValues.MetadataOf(RawOf(MemoryField.Metadata))) is null))
        {
            return null;
        }

        return new MemoryRecord
        {
            Id = TextOf(MemoryField.Id),
            Type = SharedTextOf(MemoryField.Type),
            Timestamp = Timestamp,
            Repo = SharedTextOf(MemoryField.Repo),
            Sha = TextOf(MemoryField.Sha),
            PrNumber = PrNumber,
            Source = SharedTextOf(MemoryField.Source),
            Severity = SharedTextOf(MemoryField.Severity),
            Fingerprint = TextOf(MemoryField.Fingerprint),
            Title = TextOf(MemoryField.Title),
            Summary = TextOf(MemoryField.Summary),
            Paths = PathTexts(),
            Links = links ?? [],
            Metadata = metadata ?? (IReadOnlyDictionary<string, JsonElement>)ReadOnlyDictionary<string, JsonElement>.Empty,
            RecordedAt = RecordedAt,
            SupersededBy = TextOf(MemoryField.SupersededBy),
            SessionId = TextOf(MemoryField.SessionId),
            TaskId = TextOf(MemoryField.TaskId),
            RunId = TextOf(MemoryField.RunId),
            OperationId = TextOf(MemoryField.OperationId),
        };
    }

    private readonly string? TextOf(MemoryField field)
    {
        if (!Has(field))
        {
            return null;
        }

        return hasEscapes && RawOf(field).Contains((byte)'\\') ? Unescaped(field) : Encoding.UTF8.GetString(RawOf(field));
    }

    /// <summary>A text of which there are few in one memory.</summary>
    private readonly string? SharedTextOf(MemoryField field) =>
        Has(field) && !(hasEscapes && RawOf(field).Contains((byte)'\\')) ? SharedTexts.Get(RawOf(field)) : TextOf(field);

    private readonly string? Unescaped(MemoryField field)
    {
        Slice slice = slices[(int)field];
        var reader = new Utf8JsonReader(line.Slice(slice.Start - 1, slice.Length + 2));
        reader.Read();
        return reader.GetString();
    }

    private readonly string[] PathTexts()
    {
        ReadOnlySpan<byte> left = Paths;
        string[] paths = left.IsEmpty ? [] : new string[left.Count((byte)'"') / 2];
        for (int index = 0; TryTakePath(ref left, out ReadOnlySpan<byte> path); index++)
        {
            paths[index] = Encoding.UTF8.GetString(path);
        }

        return paths;
    }
}
