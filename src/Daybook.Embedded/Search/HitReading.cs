using System.Text;
using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;
using Daybook.Durability.Logs;
using Daybook.Embedded.Memory;
using Daybook.Embedded.Sqlite;
using Daybook.Errors;
using Daybook.Memory;
using Daybook.Search;

namespace Daybook.Embedded.Search;

/// <summary>
/// Reads the records of hits again where they stand, since the index keeps no copy of memory. What was forgotten is passed over, and so is what
/// is not the record that was indexed: its file was changed by hand.
/// </summary>
internal sealed class HitReading(EmbeddedPorts ports, MemoryPlaces places, MemoryFeed memory, SqliteDatabase database, IndexState state) : IDisposable
{
    /// <summary>Few lines are longer, and a page is twenty of them.</summary>
    private const int OneLineBytes = 4096;

    private readonly Dictionary<long, IndexSource> sources = state.Sources.Values.ToDictionary(static source => source.Number);
    private readonly Lazy<Amendments> amendments = new(() => Amendments.Read(ports.FileSystem, places, new ProblemList()));
    private Successors? successors;
    private IFile? live;

    /// <summary>Whether a record was not where the index says, so that the index cannot be trusted.</summary>
    internal bool IsStale { get; private set; }

    /// <summary>The record of a candidate; null where there is none any more.</summary>
    internal SearchDocument? Read(Candidate candidate)
    {
        long source;
        long position;
        long line;
        using (SqliteStatement row = database.Use(IndexSchema.Document).Bind(1, candidate.Document))
        {
            if (!row.Step())
            {
                return null;
            }

            (source, position, line) = (row.Integer(0), row.Integer(1), row.Integer(2));
        }

        SearchDocument? document = source == 0 ? ReadStored(candidate) : ReadMemory(source, position, line);
        if (document is not null && (document.Timestamp?.UtcTicks ?? SearchRank.NoTime) != candidate.Ticks)
        {
            IsStale = true;
            return null;
        }

        return document;
    }

    /// <inheritdoc/>
    public void Dispose() => live?.Dispose();

    private SearchDocument? ReadStored(Candidate candidate)
    {
        using SqliteStatement row = database.Use(IndexSchema.Text).Bind(1, candidate.Document);
        try
        {
            SearchDocument? document = row.Step() ? StoredDocument.Decode(row.Blob(0)) : null;
            bool isForgotten = document is { Kind: MemoryRecord.KindName } && amendments.Value.Apply(new MemoryRecord { Id = document.Id }) is not { SupersededBy: null };
            IsStale |= document is null;
            return isForgotten ? null : document;
        }
        catch (Exception damaged) when (damaged is IOException or FormatException or ArgumentException or DecoderFallbackException)
        {
            IsStale = true;
            return null;
        }
    }

    private SearchDocument? ReadMemory(long source, long position, long line)
    {
        if (!sources.TryGetValue(source, out IndexSource? known))
        {
            IsStale = true;
            return null;
        }

        string path = known.Name;
        MemoryRecord? record = known.Name == places.Log ? ReadLive(position) : ReadArchived(known.Name, position, out path);
        // As in queries of memory: what was replaced would mislead.
        return record is not null && amendments.Value.Apply(record) is { } amended && !IsReplaced(amended)
            ? SearchDocuments.From(amended) with { Path = path, Line = line > 0 ? line : null }
            : null;
    }

    private bool IsReplaced(MemoryRecord record) =>
        (successors ??= new Successors(ports.FileSystem, places, amendments.Value, CancellationToken.None)).Replace(record);

    private MemoryRecord? ReadLive(long position)
    {
        try
        {
            live ??= places.OpenForReading(ports.FileSystem);
        }
        catch (Exception refused) when (refused is DurabilityException or DaybookException && !SearchFeeds.IsOwnLimit(refused))
        {
            // The feed of memory has told that the log cannot be read; the index is not to blame.
            return null;
        }

        if (live is null)
        {
            IsStale = true;
            return null;
        }

        using var reader = new LineReader(
            live, position, Math.Min(live.Stat().Length, position + LogLimits.LineBytesMaximum + 2), chunkBytes: OneLineBytes);
        return reader.Read(out LogLine line) ? Parse(line) : Parse(default);
    }

    private MemoryRecord? ReadArchived(string source, long position, out string path)
    {
        path = source;
        if (memory.FindSegment(source) is { } segment && memory.OpenSegment(segment, position, OneLineBytes) is { } opened)
        {
            using IDisposable file = opened.File;
            using LineReader reader = opened.Reader;
            path = opened.Path;
            try
            {
                while (reader.Read(out LogLine line))
                {
                    if (line.Offset >= position)
                    {
                        return Parse(line);
                    }
                }
            }
            catch (InvalidDataException)
            {
                // Compressed bytes that were damaged since.
            }
        }

        IsStale = true;
        return null;
    }

    private MemoryRecord? Parse(LogLine line)
    {
        List<string> faults = [];
        MemoryRecord? record = line.Length > 0 ? MemoryLine.Read(line, faults) : null;
        IsStale |= record is null && !PurgedLine.Is(line.Bytes);
        return record;
    }
}
