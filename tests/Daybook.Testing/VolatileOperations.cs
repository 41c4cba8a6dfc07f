using Daybook.Errors;
using Daybook.Operations;

namespace Daybook.Testing;

/// <summary>
/// Operations as a list. It shares the rules of what happens to an operation (<see cref="OperationLifecycle"/>) and of how starts and ends go
/// together (<see cref="ActionPairing"/>) with other engines, and none of the machinery that stores and finds.
/// </summary>
public sealed class VolatileOperations(TimeProvider clock, IIdSource ids) : IOperationStore
{
    private const string Root = "/volatile";

    private readonly Lock gate = new();
    private readonly List<OperationRecord> operations = [];
    private readonly List<LifecycleEntry> lifecycle = [];

    public Task<OperationChange> StartAsync(NewOperation operation, CancellationToken cancellationToken)
    {
        OperationRules.Validate(operation);
        lock (gate)
        {
            DateTimeOffset now = clock.GetUtcNow();
            OperationRecord asked = OperationLifecycle.Start(operation, operation.Id ?? Ulid.Create(now, ids.NewId()), now);
            if (operations.Find(known => known.InvocationId == asked.InvocationId) is { } taken)
            {
                return OperationLifecycle.IsRepeated(taken, asked)
                    ? Task.FromResult(Changed(taken))
                    : throw new ConflictException($"the id {asked.InvocationId} is taken");
            }

            operations.Add(asked);
            Note(asked, new OperationEvent.Started(asked));
            return Task.FromResult(Changed(asked));
        }
    }

    public Task<OperationChange> CompleteAsync(string idOrPrefix, OperationCompletion completion, CancellationToken cancellationToken)
    {
        OperationRules.Validate(completion);
        OperationCompletion resolved = completion with
        {
            Evidence = completion.Evidence is { } evidence ? ArtifactReference.ResolveEvidence(evidence, Root) : null,
            Links = Resolved(completion.Links),
        };
        return ChangeAsync(idOrPrefix, operation => OperationLifecycle.Complete(operation, resolved, clock.GetUtcNow()));
    }

    public Task<OperationChange> LinkAsync(string idOrPrefix, OperationLinks links, CancellationToken cancellationToken)
    {
        OperationRules.Validate(links);
        return ChangeAsync(idOrPrefix, operation => OperationLifecycle.Link(operation, Resolved(links), clock.GetUtcNow()));
    }

    public Task<OperationView> GetAsync(string idOrPrefix, CancellationToken cancellationToken) => Task.FromResult(View(Find(idOrPrefix)));

    public Task<Page<OperationView>> ListAsync(OperationQuery query, CancellationToken cancellationToken)
    {
        query.Validate();
        OperationRecord[] all = All();
        OperationRecord[] found = [.. all.Where(query.Matches).Where(operation => query.Cursor is not { } after || string.CompareOrdinal(operation.InvocationId, after) < 0)];
        OperationRecord[] page = [.. found.Take(query.Limit)];
        return Task.FromResult(new Page<OperationView>(
            [.. page.Select(View)], query.IsForAll ? all.Length : null, found.Length > page.Length ? page[^1].InvocationId : null, []));
    }

    public async Task<IReadOnlyList<OperationSweep>> SweepAsync(TimeSpan threshold, CancellationToken cancellationToken)
    {
        DateTimeOffset now = clock.GetUtcNow();
        var swept = new List<OperationSweep>();
        foreach (OperationRecord open in All().Where(operation => operation.Status == OperationStatus.Open))
        {
            bool isStale = OperationSweep.IsStale(open, now, threshold);
            OperationView view = isStale ? (await CompleteAsync(open.InvocationId, OperationCompletion.ByDoctor, cancellationToken)).View : View(open);
            swept.Add(new OperationSweep(view, OperationSweep.AgeOf(open, now), isStale ? OperationSweep.ClosedAbandoned : OperationSweep.None, null));
        }

        return swept;
    }

    public Task<ActionPairing> GetPairingAsync(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            return Task.FromResult(ActionPairing.Of(lifecycle, 0));
        }
    }

    public Task<OperationStoreStatus> GetStatusAsync(CancellationToken cancellationToken)
    {
        OperationRecord[] all = All();
        int closed = all.Count(operation => operation.Status == OperationStatus.Closed);
        return Task.FromResult(new OperationStoreStatus(all.Length - closed, closed, closed, 0, "(memory)"));
    }

    private static OperationLinks Resolved(OperationLinks links) =>
        links with { Artifacts = [.. links.Artifacts.Select(artifact => ArtifactReference.Resolve(artifact, Root, Root))] };

    private static OperationView View(OperationRecord operation) => new(operation, "(memory)", null);

    private static OperationChange Changed(OperationRecord operation) => new(View(operation), 0);

    private Task<OperationChange> ChangeAsync(string idOrPrefix, Func<OperationRecord, IReadOnlyList<OperationEvent>> decide)
    {
        lock (gate)
        {
            OperationRecord old = Find(idOrPrefix);
            OperationRecord changed = old;
            foreach (OperationEvent happened in decide(old))
            {
                changed = OperationLifecycle.Apply(changed, happened);
                Note(changed, happened);
            }

            operations[operations.IndexOf(old)] = changed;
            return Task.FromResult(Changed(changed));
        }
    }

    private void Note(OperationRecord operation, OperationEvent happened)
    {
        if (LifecycleEntry.Of(operation, happened) is { } entry)
        {
            lifecycle.Add(entry);
        }
    }

    private OperationRecord[] All()
    {
        lock (gate)
        {
            return [.. operations.OrderByDescending(operation => operation.InvocationId, StringComparer.Ordinal)];
        }
    }

    private OperationRecord Find(string idOrPrefix)
    {
        string prefix = OperationRules.ReadIdOrPrefix(idOrPrefix);
        OperationRecord[] found = [.. All().Where(operation => operation.InvocationId.StartsWith(prefix, StringComparison.Ordinal))];
        return found.Length switch
        {
            1 => found[0],
            0 => throw new NotFoundException($"there is no operation {prefix}"),
            _ => throw new ConflictException($"several ids begin with {prefix}") { Candidates = [.. found.Select(operation => operation.InvocationId).Order(StringComparer.Ordinal)] },
        };
    }
}
