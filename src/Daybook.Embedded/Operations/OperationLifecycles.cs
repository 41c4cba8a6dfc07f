using Daybook.Durability.Errors;
using Daybook.Operations;

namespace Daybook.Embedded.Operations;

/// <summary>The lifecycle log: when actions of missions started and ended, in the shape of the founding system.</summary>
internal sealed class OperationLifecycles(EmbeddedPorts ports, OperationPlaces places, EmbeddedOptions options)
{
    private readonly SideLog<LifecycleEntry> log = new(ports, places, options, places.LifecycleFile, LifecycleJson.Read);

    private Func<OperationRecord, IReadOnlyList<LifecycleEntry>>? lacking;

    /// <summary>The log itself.</summary>
    internal SideLog<LifecycleEntry> Log => log;

    /// <summary>Notes what happened to an operation, where it belongs to a mission.</summary>
    /// <returns>What went wrong, for people; null where nothing did. The operation's own log holds it all the same.</returns>
    internal string? Note(OperationRecord operation, IEnumerable<OperationEvent> events) =>
        Noted(() => Append([.. events.Select(happened => LifecycleEntry.Of(operation, happened)).OfType<LifecycleEntry>()]));

    /// <summary>
    /// Notes what happened to an operation of another store. Lines can have outlived its log, which leaves with a branch of git while they stay.
    /// </summary>
    /// <returns>What went wrong, for people; null where nothing did.</returns>
    internal string? NoteImported(OperationRecord operation)
    {
        if (operation.MissionId is null || places.IsAdopted)
        {
            return Note(operation, OperationLifecycle.Retell(operation));
        }

        // Read once, however many come: no two have the same id.
        lacking ??= Lacking();
        IReadOnlyList<LifecycleEntry> due = lacking(operation);
        return due.Count > 0 ? Noted(() => Append(due)) : null;
    }

    /// <summary>Adds lines. When it returns they survive power loss.</summary>
    internal void Append(IReadOnlyList<LifecycleEntry> entries) =>
        log.Append([.. entries.Select(entry => OperationLines.Line(writer => LifecycleJson.Write(writer, entry, places.TimeText)))]);

    /// <summary>How starts and ends go together.</summary>
    internal ActionPairing Pair()
    {
        SideLogReading<LifecycleEntry> reading = log.ReadAll();
        return ActionPairing.Of(reading.Entries, reading.Damaged.Count + reading.Foreign.Count);
    }

    /// <summary>Finds the lines that a killed process, or a full disk, kept an operation from having.</summary>
    /// <returns>Answers for each operation which of its lines are not there.</returns>
    internal Func<OperationRecord, IReadOnlyList<LifecycleEntry>> Lacking()
    {
        // Lines of the founding system do not tell the operation, so in its folder nobody can know.
        if (places.IsAdopted)
        {
            return static _ => [];
        }

        HashSet<(string Id, bool IsStart)> there =
            [.. log.ReadWhatCanBe().Select(static entry => (entry.InvocationId ?? "", entry.Phase == LifecycleEntry.Started))];
        return operation => [.. Due(operation).Where(entry => !there.Contains((operation.InvocationId, entry.Phase == LifecycleEntry.Started)))];
    }

    private string? Noted(Action append)
    {
        try
        {
            append();
            return null;
        }
        catch (DurabilityException failure)
        {
            return $"{places.Told(places.LifecycleFile)} could not be written: {failure.Message}; daybook doctor ops --fix adds what is missing";
        }
    }

    private static IEnumerable<LifecycleEntry> Due(OperationRecord operation) =>
        OperationLifecycle.Retell(operation).Select(happened => LifecycleEntry.Of(operation, happened)).OfType<LifecycleEntry>();
}
