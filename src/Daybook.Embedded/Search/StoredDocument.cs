using System.Text;
using Daybook.Search;

namespace Daybook.Embedded.Search;

/// <summary>
/// What the index keeps of a record that is not found again by a place in its file, so that a hit can be shown: what a snippet is made of.
/// A view like all of the index: its form changes with <see cref="IndexSchema.Version"/>.
/// </summary>
internal static class StoredDocument
{
    internal static byte[] Encode(SearchDocument document)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes, Encoding.UTF8);
        writer.Write(document.Kind);
        writer.Write(document.Id);
        writer.Write(document.Timestamp?.UtcTicks ?? -1);
        writer.Write(document.Title);
        writer.Write(document.Summary);
        writer.Write(document.Body);
        Write(writer, document.Paths);
        Write(writer, document.Tags);
        writer.Write(document.Path);
        writer.Write(document.Line ?? 0);
        return bytes.ToArray();
    }

    /// <exception cref="IOException">The bytes end too soon.</exception>
    /// <exception cref="FormatException">They are no document.</exception>
    internal static SearchDocument Decode(ReadOnlySpan<byte> content)
    {
        using var reader = new BinaryReader(new MemoryStream(content.ToArray()), Encoding.UTF8);
        string kind = reader.ReadString();
        string id = reader.ReadString();
        long ticks = reader.ReadInt64();
        return new SearchDocument
        {
            Kind = kind,
            Id = id,
            Timestamp = ticks < 0 ? null : new DateTimeOffset(ticks, TimeSpan.Zero),
            Title = reader.ReadString(),
            Summary = reader.ReadString(),
            Body = reader.ReadString(),
            Paths = ReadTexts(reader),
            Tags = ReadTexts(reader),
            Path = reader.ReadString(),
            Line = reader.ReadInt64() is var line && line > 0 ? line : null,
        };
    }

    private static void Write(BinaryWriter writer, IReadOnlyList<string> texts)
    {
        writer.Write(texts.Count);
        foreach (string text in texts)
        {
            writer.Write(text);
        }
    }

    private static string[] ReadTexts(BinaryReader reader)
    {
        int count = reader.ReadInt32();
        var texts = new List<string>(Math.Clamp(count, 0, 1024));
        for (int index = 0; index < count; index++)
        {
            texts.Add(reader.ReadString());
        }

        return [.. texts];
    }
}
