using Daybook.Durability.Errors;
using Daybook.Operations;

namespace Daybook.Embedded.Operations;

/// <summary>
/// Tells the sink what happened, after it is durable. A failure is written down beside the logs and tried again by doctor; it never stops a
/// write and holds one up only for a bounded time.
/// </summary>
internal sealed class OperationDelivery(EmbeddedPorts ports, OperationPlaces places, EmbeddedOptions options)
{
    /// <summary>How long a write waits for the sink; whoever needs longer takes the event over and works on.</summary>
    private static readonly TimeSpan DeliveryMaximum = TimeSpan.FromSeconds(2);

    private const int ErrorCharactersMaximum = 500;

    private readonly SideLog<DeliveryNote> notes = new(ports, places, options, places.PropagationErrorsFile, DeliveryNote.Read);

    /// <summary>The log of what could not be told.</summary>
    internal SideLog<DeliveryNote> Log => notes;

    /// <summary>Whether there is anybody to tell.</summary>
    internal bool IsWanted => ports.OperationSink is not null;

    /// <summary>Tells events.</summary>
    /// <returns>What went wrong, for people; null where nothing did.</returns>
    internal async Task<string?> TellAsync(IReadOnlyList<OperationEvent> events)
    {
        if (ports.OperationSink is not { } sink)
        {
            return null;
        }

        List<DeliveryNote> failures = [];
        foreach (OperationEvent happened in events)
        {
            if (await FaultOfAsync(sink, happened).ConfigureAwait(false) is { } fault)
            {
                failures.Add(new DeliveryNote(happened.InvocationId, happened.Name, fault, places.TimeText(ports.Time.GetUtcNow())));
            }
        }

        return failures.Count == 0 ? null
            : $"{failures.Count} of {events.Count} events could not be delivered: {failures[0].Error}; {(Write(failures) ? "daybook doctor ops --fix tries again" : "nor could that be written down")}";
    }

    /// <summary>What is still to be delivered.</summary>
    internal IReadOnlyList<DeliveryNote> Undelivered()
    {
        var open = new OrderedDictionary<(string, string), DeliveryNote>();
        foreach (DeliveryNote note in notes.ReadWhatCanBe())
        {
            (string, string) key = (note.InvocationId, note.Event);
            if (note.Error is null)
            {
                open.Remove(key);
            }
            else
            {
                open[key] = note;
            }
        }

        return [.. open.Values];
    }

    /// <summary>Tries one again.</summary>
    /// <param name="note">What is still to be delivered.</param>
    /// <param name="events">The events of that operation.</param>
    /// <returns>Whether it was delivered, and that is noted.</returns>
    internal async Task<bool> RetryAsync(DeliveryNote note, IEnumerable<OperationEvent> events)
    {
        if (ports.OperationSink is not { } sink)
        {
            return false;
        }

        foreach (OperationEvent happened in events.Where(happened => happened.Name == note.Event))
        {
            if (await FaultOfAsync(sink, happened).ConfigureAwait(false) is not null)
            {
                return false;
            }
        }

        return Write([note with { Error = null, At = places.TimeText(ports.Time.GetUtcNow()) }]);
    }

    private async Task<string?> FaultOfAsync(IOperationSink sink, OperationEvent happened)
    {
        try
        {
            using var limit = new CancellationTokenSource(DeliveryMaximum, ports.Time);

            // What it does before it first waits is its own time too.
            await Task.Run(() => sink.DeliverAsync(happened, limit.Token), CancellationToken.None).WaitAsync(DeliveryMaximum, ports.Time).ConfigureAwait(false);
            return null;
        }
        catch (Exception failure)
        {
            // Whatever somebody else's code throws, the operation is durable and its writer goes on.
            string message = failure is OperationCanceledException or TimeoutException
                ? $"it took longer than {DeliveryMaximum.TotalSeconds:0} s"
                : failure.Message;
            return message.Length > ErrorCharactersMaximum ? message[..ErrorCharactersMaximum] : message;
        }
    }

    private bool Write(IReadOnlyList<DeliveryNote> written)
    {
        try
        {
            notes.Append([.. written.Select(static note => note.Line())]);
            return true;
        }
        catch (DurabilityException)
        {
            return false;
        }
    }
}
