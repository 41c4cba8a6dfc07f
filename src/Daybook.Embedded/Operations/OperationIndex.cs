using System.Text.Json;
using Daybook.Durability.Errors;
using Daybook.Durability.Files;
using Daybook.Durability.FileSystem;
using Daybook.Durability.Logs;
using Daybook.Operations;

namespace Daybook.Embedded.Operations;

/// <summary>
/// <c>ops-index.jsonl</c>: a row an operation, for programs of the founding system. A view: Daybook itself goes by the names in the folder, so
/// a row too many or too few changes no answer. Nothing here fails; what cannot be written is left for the next time.
/// </summary>
internal sealed class OperationIndex(EmbeddedPorts ports, OperationPlaces places, OperationFiles files)
{
    /// <summary>Longer than the row of a new operation takes, however slow the disk.</summary>
    private static readonly TimeSpan Underway = TimeSpan.FromMinutes(1);

    private IFileSystem FileSystem => ports.FileSystem;

    /// <summary>
    /// Begins the index where there is no operation yet. To be called before the log of a new one gets its name: whoever sees a log then sees
    /// the index that it has a row in, so that of several which begin at once none leaves a row out.
    /// </summary>
    internal void BeginBeforeTheFirst()
    {
        try
        {
            if (FileSystem.Stat(places.IndexFile) is null && files.Ids().Count == 0)
            {
                using IFile file = FileSystem.Open(places.IndexFile, OpenMode.Append);
            }
        }
        catch (DurabilityException)
        {
            // A view that could not be begun is missing, which misleads nobody.
        }
    }

    /// <summary>
    /// Adds the row of a new operation, where there is an index. One that began with this row would lack those of all the logs from before, and
    /// the founding system lists by the folder only where there is none.
    /// </summary>
    internal void Add(OperationRecord operation)
    {
        try
        {
            using IFile file = FileSystem.Open(places.IndexFile, OpenMode.AppendExisting);
            file.WriteFully(Row(operation), 0);
        }
        catch (DurabilityException)
        {
            // The log has it. A row that is missing here is found by the next listing, and by doctor.
        }
    }

    /// <summary>Looks whether it can be read at all, and by that made anew.</summary>
    /// <exception cref="DurabilityException">It cannot.</exception>
    internal void CheckReadable()
    {
        using IFile? file = FileSystem.OpenIfThere(places.IndexFile);
    }

    /// <summary>Whether the rows are those of the operations there are, each once.</summary>
    /// <param name="ids">The ids of all operations.</param>
    internal bool Agrees(IReadOnlyCollection<string> ids)
    {
        try
        {
            return ReadRows(ids, long.MaxValue, keep: null, out HashSet<string> missing) && missing.Count == 0;
        }
        catch (DurabilityException)
        {
            return false;
        }
    }

    /// <summary>
    /// Whether it agrees with the operations there are while others start some: a log is there before its row, so of an operation that began a
    /// moment ago the row may be on its way.
    /// </summary>
    /// <param name="now">The time of day.</param>
    internal bool AgreesAt(DateTimeOffset now)
    {
        try
        {
            // Its length comes first, so that every row up to there has its log among the ids.
            long length = FileSystem.Stat(places.IndexFile)?.Length ?? 0;
            return ReadRows(files.Ids(), length, keep: null, out HashSet<string> missing) && missing.All(id => Ulid.TimeOf(id) > now - Underway);
        }
        catch (DurabilityException)
        {
            return false;
        }
    }

    /// <summary>Makes the index anew where it disagrees with what there is, if this is a place where it belongs.</summary>
    internal void Refresh(IReadOnlyCollection<string> ids)
    {
        // In a fresh clone nothing keeps git from seeing it, so reading alone makes no index there.
        bool isWanted = FileSystem.Stat(places.IndexFile) is not null
            || (!places.IsAdopted && ids.Count > 0 && FileSystem.Stat(Path.Join(places.Root, StoreIgnoreFile.FileName)) is not null);
        if (isWanted && !Agrees(ids))
        {
            Rebuild(ids);
        }
    }

    /// <summary>Makes the index anew. Rows that are right are kept, so that only the logs without one are read.</summary>
    /// <returns>Whether the disk took it.</returns>
    internal bool Rebuild(IReadOnlyCollection<string> ids)
    {
        try
        {
            var rows = new Dictionary<string, byte[]>(StringComparer.Ordinal);
            ReadRows(ids, long.MaxValue, rows, out _);
            using var content = new MemoryStream();
            foreach (string id in ids.Order(StringComparer.Ordinal))
            {
                content.Write(rows.TryGetValue(id, out byte[]? row) ? row
                    : files.ReadOrReport(id, new ProblemList()) is { } operation ? Row(operation)
                    : Row(OperationLifecycle.WithoutStart(id)));
            }

            new ViewFile(FileSystem, ports.NewTempName).Write(places.IndexFile, content.GetBuffer().AsSpan(0, (int)content.Length));
            return true;
        }
        catch (DurabilityException)
        {
            return false;
        }
    }

    /// <summary>Goes through the rows.</summary>
    /// <param name="ids">The ids of all operations.</param>
    /// <param name="length">How far to read.</param>
    /// <param name="keep">Receives the rows that are right, with their newlines.</param>
    /// <param name="missing">The ids without a row.</param>
    /// <returns>Whether all rows are right.</returns>
    private bool ReadRows(IReadOnlyCollection<string> ids, long length, Dictionary<string, byte[]>? keep, out HashSet<string> missing)
    {
        missing = new HashSet<string>(ids, StringComparer.Ordinal);
        using IFile? file = FileSystem.OpenIfThere(places.IndexFile);
        if (file is null)
        {
            return true;
        }

        HashSet<string>.AlternateLookup<ReadOnlySpan<char>> lookup = missing.GetAlternateLookup<ReadOnlySpan<char>>();
        bool isSound = true;
        using var reader = new LineReader(file, 0, Math.Min(length, file.Stat().Length));
        Span<char> id = stackalloc char[Ulid.Length];
        while (reader.Read(out LogLine line))
        {
            bool isRight = TryReadId(line, id) && lookup.Remove(id);
            isSound &= isRight;
            if (isRight && keep is not null)
            {
                keep[id.ToString()] = [.. line.Bytes, (byte)'\n'];
            }
        }

        return isSound;
    }

    private static bool TryReadId(LogLine line, Span<char> id)
    {
        try
        {
            var json = new Utf8JsonReader(line.Bytes);
            bool isFound = false;
            while (json.Read())
            {
                if (json.TokenType == JsonTokenType.PropertyName && json.CurrentDepth == 1 && json.ValueTextEquals("invocation_id"u8))
                {
                    json.Read();
                    isFound = json.TokenType == JsonTokenType.String && json.ValueSpan.Length == Ulid.Length && json.CopyString(id) == Ulid.Length;
                }
            }

            return isFound && line.Ending != LineEnding.None;
        }
        catch (Exception damaged) when (damaged is JsonException or InvalidOperationException or ArgumentException)
        {
            return false;
        }
    }

    private byte[] Row(OperationRecord operation) =>
    [
        .. OperationLines.Line(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("invocation_id"u8, operation.InvocationId);
            writer.WriteString("profile_id"u8, operation.ProfileId);
            writer.WriteString("started_at"u8, operation.StartedAt is { } started ? places.TimeText(started) : "");
            writer.WriteEndObject();
        }).Span,
        (byte)'\n',
    ];
}
