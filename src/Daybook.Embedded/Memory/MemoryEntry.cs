using System.Buffers;
using Daybook.Durability.Logs;
using Daybook.Errors;
using Daybook.Memory;

namespace Daybook.Embedded.Memory;

/// <summary>One add or append: decides under the log's lock whether the record is new, dates it and writes it.</summary>
internal sealed class MemoryEntry : LogEntry
{
    private readonly MemoryRecord given;
    private readonly DedupKey? key;
    private readonly bool isIdGiven;
    private readonly bool isEvent;
    private readonly MemoryWriting writing;
    private readonly ArchivedId archived;
    private readonly bool waitsForStragglers;

    /// <summary>Prepares an entry on the caller's thread.</summary>
    /// <param name="given">The record, with an id.</param>
    /// <param name="isIdGiven">Whether the caller chose the id, so that it may be taken.</param>
    /// <param name="isEvent">Whether it is an add, which is dated and kept out if the same event is there; an append is stored as given.</param>
    /// <param name="writing">What all entries of the log share.</param>
    /// <param name="archived">What the archive says of the id, if one was given.</param>
    internal MemoryEntry(MemoryRecord given, bool isIdGiven, bool isEvent, MemoryWriting writing, ArchivedId archived)
        : this(given, isIdGiven, isEvent, writing, archived, waitsForStragglers: true)
    {
    }

    private MemoryEntry(MemoryRecord given, bool isIdGiven, bool isEvent, MemoryWriting writing, ArchivedId archived, bool waitsForStragglers)
    {
        this.given = given;
        key = DedupKey.Of(given);
        this.isIdGiven = isIdGiven;
        this.isEvent = isEvent;
        this.writing = writing;
        this.archived = archived;
        this.waitsForStragglers = waitsForStragglers;
        Stored = given;
    }

    /// <summary>The record as it is in the log.</summary>
    internal MemoryRecord Stored { get; private set; }

    /// <summary>The id of the record that kept this one out.</summary>
    internal string? DuplicateOf { get; private set; }

    /// <summary>Whether it wrote nothing because records wait to be copied into the log, on which the decision may rest.</summary>
    internal bool MetStragglers { get; private set; }

    /// <summary>The same once more, for after they were copied; it waits for no more of them.</summary>
    internal MemoryEntry Again() => new(given, isIdGiven, isEvent, writing, archived, waitsForStragglers: false);

    /// <inheritdoc/>
    protected override void Prepare(LogView view, IBufferWriter<byte> output)
    {
        DateTimeOffset now = writing.CatchUp(view);
        if (waitsForStragglers && writing.HasStragglers)
        {
            MetStragglers = true;
            return;
        }

        if (isIdGiven && given.Id is { } id && writing.FindById(view, id, archived) is { } existing)
        {
            Stored = MemoryRules.SameContent(existing, given)
                ? existing
                : throw new ConflictException($"the id {id} is taken by a record with other content")
                {
                    Id = id,
                    Hint = $"see it with daybook memory show {id}, or leave the id out",
                };
            return;
        }

        if (isEvent && key is { } known && writing.FindDuplicate(known, view) is { } earlier)
        {
            DuplicateOf = earlier;
            return;
        }

        Stored = isEvent
            ? given with { RecordedAt = now, Timestamp = given.Timestamp ?? now }
            : given with { RecordedAt = given.RecordedAt ?? now };
        writing.Write(Stored, key, isIdGiven, view, output);
    }

    /// <inheritdoc/>
    protected override void Undo() => writing.Forget();
}
