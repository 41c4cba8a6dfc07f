using Daybook.Errors;
using Daybook.Operations;

namespace Daybook.Embedded.Operations;

/// <summary>An operation with the lines of its log, so that it can be written elsewhere without losing what this version does not know.</summary>
/// <param name="Operation">What the lines make of it.</param>
/// <param name="Events">The lines; the start comes first.</param>
internal sealed record LoggedOperation(OperationRecord Operation, IReadOnlyList<LoggedEvent> Events)
{
    /// <summary>An operation of lines in the order of a log, in which the start may stand late.</summary>
    /// <exception cref="ConflictException">It starts or ends twice.</exception>
    internal static LoggedOperation Of(string id, IEnumerable<LoggedEvent> events)
    {
        LoggedEvent[] inOrder = [.. events.OrderBy(static logged => logged.Happened is not OperationEvent.Started)];
        OperationRecord? operation = inOrder
            .Select(static logged => logged.Happened)
            .Where(static happened => happened is not OperationEvent.Unknown)
            .Aggregate((OperationRecord?)null, OperationLifecycle.Apply);
        return new LoggedOperation(operation ?? OperationLifecycle.WithoutStart(id), inOrder);
    }

    /// <summary>
    /// The same with its lines in an order that all stores agree on. Links were written after the end by earlier versions, wherever they stood.
    /// </summary>
    internal LoggedOperation InOrder() => this with { Events = [.. Events.OrderBy(static logged => RankOf(logged.Happened))] };

    private static int RankOf(OperationEvent happened) => happened switch
    {
        OperationEvent.Started => 0,
        OperationEvent.Completed => 1,
        OperationEvent.Linked => 2,
        _ => 3,
    };
}
