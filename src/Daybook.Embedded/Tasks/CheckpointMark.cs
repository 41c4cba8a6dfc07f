using System.Text.Json;
using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;
using Daybook.Errors;

namespace Daybook.Embedded.Tasks;

/// <summary>How far the checkpoint reaches, read without the tasks in it.</summary>
/// <param name="JournalId">The journal it belongs to.</param>
/// <param name="Offset">The position in that journal.</param>
/// <param name="Seq">The number of the latest event; all that was finished up to then is in the history, durable.</param>
/// <param name="Bytes">The length of the file.</param>
internal readonly record struct CheckpointMark(string JournalId, long Offset, long Seq, long Bytes)
{
    /// <summary>More than the members before the summary take.</summary>
    internal const int HeadBytes = 512;

    /// <summary>Where there is no checkpoint, or one that says nothing.</summary>
    internal static readonly CheckpointMark None = new("", 0, 0, 0);

    /// <summary>Reads the beginning of a checkpoint.</summary>
    /// <exception cref="NewerFormatException">A newer version wrote it.</exception>
    internal static CheckpointMark Read(IFileSystem fileSystem, string path)
    {
        try
        {
            if (fileSystem.Stat(path) is null)
            {
                return None;
            }

            using IFile file = fileSystem.Open(path, OpenMode.Read);
            Span<byte> head = stackalloc byte[HeadBytes];
            return Parse(head[..file.ReadFully(head, 0)], path) with { Bytes = file.Stat().Length };
        }
        catch (Exception failure) when (Checkpoint.IsDamage(failure) || failure is UnsafeFileException or FileSystemException)
        {
            return None;
        }
    }

    /// <summary>Reads the first members of a checkpoint; <see cref="None"/> where they are not those of one.</summary>
    /// <exception cref="NewerFormatException">A newer version wrote it.</exception>
    internal static CheckpointMark Parse(ReadOnlySpan<byte> head, string path)
    {
        var reader = new Utf8JsonReader(head, isFinalBlock: false, default);
        CheckpointMark mark = None;
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth != 1)
            {
                continue;
            }

            if (reader.ValueTextEquals("summary"u8))
            {
                return mark;
            }

            bool isFormat = reader.ValueTextEquals("format"u8);
            bool isJournal = reader.ValueTextEquals("journal"u8);
            bool isOffset = reader.ValueTextEquals("offset"u8);
            bool isSeq = reader.ValueTextEquals("seq"u8);
            if (!reader.Read())
            {
                break;
            }

            if (isFormat && reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out long format) && format > Checkpoint.Format)
            {
                throw new NewerFormatException(path, format, Checkpoint.Format);
            }

            mark = isJournal && reader.TokenType == JsonTokenType.String ? mark with { JournalId = reader.GetString() ?? "" }
                : isOffset && reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out long offset) ? mark with { Offset = offset }
                : isSeq && reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out long seq) ? mark with { Seq = seq }
                : mark;
        }

        return None;
    }
}
