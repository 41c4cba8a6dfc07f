using Daybook.Drafts;
using Daybook.Embedded.Drafts;
using Daybook.Embedded.Operations;
using Daybook.Embedded.Runs;
using Daybook.Embedded.Tasks;
using Daybook.Errors;
using Daybook.Memory;
using Daybook.Operations;
using Daybook.Runs;
using Daybook.Tasks;
using Daybook.Timeline;

namespace Daybook.Embedded.Timeline;

/// <summary>The logs of a store in files as one story. Takes no lock and writes nothing.</summary>
/// <param name="ports">The outside world.</param>
/// <param name="places">Where the kinds are.</param>
/// <param name="tasks">The open tasks, asked for names only.</param>
/// <param name="drafts">The open drafts.</param>
internal sealed class EmbeddedTimeline(EmbeddedPorts ports, EmbeddedPlaces places, Lazy<OpenTasks> tasks, Lazy<OpenDrafts> drafts) : ITimeline
{
    /// <inheritdoc/>
    public async Task<Page<TimelineItem>> ListAsync(TimelineQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        query.Validate();
        var problems = new ProblemList();
        Page<TimelineItem> page = await KernelErrors.TranslateAsync(
            () => TimelinePages.Read([.. Logs(query, problems, cancellationToken)], query, problems, cancellationToken), cancellationToken).ConfigureAwait(false);
        return await WithNamesAsync(page, cancellationToken).ConfigureAwait(false);
    }

    private IEnumerable<ITimelineLog> Logs(TimelineQuery query, ProblemList problems, CancellationToken cancellationToken)
    {
        if (query.Wants(MemoryRecord.KindName))
        {
            yield return new RecordedLog(ports, places.Memory, problems, cancellationToken);
            yield return new AmendedLog(ports, places.Memory);
        }

        if (query.Wants(TaskRecord.KindName) && places.Tasks is { } journal)
        {
            yield return new JournalLog(ports, journal, problems);
        }

        if (query.Wants(RunRecord.KindName) && places.Runs is { } runs)
        {
            yield return new RecordsLog('r', query, newest => GatherRuns(runs, newest, problems, cancellationToken));
        }

        if (query.Wants(Draft.KindName) && places.Drafts is not null)
        {
            yield return new RecordsLog('d', query, newest => GatherDrafts(newest, problems));
            yield return new RecordsLog('b', query, newest => GatherBuilderMemory(newest, problems));
        }

        if (query.Wants(OperationRecord.KindName) && places.Operations is { } operations)
        {
            yield return new RecordsLog('o', query, newest => GatherOperations(operations, newest, problems, cancellationToken));
        }
    }

    private void GatherRuns(RunPlaces where, NewestEvents newest, ProblemList problems, CancellationToken cancellationToken) => KernelErrors.Translate(() =>
    {
        var files = new RunFiles(ports, where);
        foreach (RunEntry entry in new RunCatalogue(ports, where).All(null, problems))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (MayHold(newest, entry.File) && files.ReadOrReport(entry, problems) is { } document)
            {
                newest.Add($"{entry.RunId}/{entry.ProjectId}/{entry.TaskId}", TimelineEvents.Of(document.Record));
            }
        }

        return newest;
    });

    private void GatherOperations(OperationPlaces where, NewestEvents newest, ProblemList problems, CancellationToken cancellationToken) => KernelErrors.Translate(() =>
    {
        var files = new OperationFiles(ports, where);
        foreach (string id in files.Ids())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (MayHold(newest, where.LogOf(id)) && files.ReadOrReport(id, problems) is { } operation)
            {
                newest.Add(id, TimelineEvents.Of(operation));
            }
        }

        return newest;
    });

    private void GatherDrafts(NewestEvents newest, ProblemList problems)
    {
        (List<DraftSummary> all, ProblemList faults) = KernelErrors.Translate(() => drafts.Value.Listing.Read(before: null));
        problems.AddPart(faults, linesBefore: 0);
        foreach (DraftSummary draft in all)
        {
            newest.Add(draft.SessionId, TimelineEvents.Of(draft));
        }
    }

    /// <summary>Entries have one event each and come newest first, so that the rest is not needed once one is too old.</summary>
    private void GatherBuilderMemory(NewestEvents newest, ProblemList problems)
    {
        NewestFirst? after = null;
        bool isMore = true;
        while (isMore)
        {
            Page<BuilderMemoryEntry> page = KernelErrors.Translate(() => drafts.Value.BuilderMemory.Recall(RecallQuery.LimitMax, after));
            foreach (BuilderMemoryEntry entry in page.Items)
            {
                newest.Add(entry.Id, [TimelineEvents.Of(entry)]);
                after = NewestFirst.Of(entry);
            }

            foreach (Problem problem in page.Problems)
            {
                problems.Add(problem);
            }

            isMore = page.NextCursor is not null && newest.MayHold(page.Items[^1].CreatedAt);
        }
    }

    /// <summary>A file is not read if it was changed before everything that is wanted. One that cannot be looked at is, which then tells why.</summary>
    private bool MayHold(NewestEvents newest, string path) =>
        ports.FileSystem.Stat(path) is not { } file || newest.MayHold(file.Modified);

    /// <summary>Events of a task but the first do not say what it is called.</summary>
    private async Task<Page<TimelineItem>> WithNamesAsync(Page<TimelineItem> page, CancellationToken cancellationToken)
    {
        string[] unnamed = [.. page.Items.Where(IsUnnamed).Select(static item => item.TaskId).OfType<string>().Distinct(StringComparer.Ordinal)];
        if (unnamed.Length == 0 || places.Tasks is null)
        {
            return page;
        }

        try
        {
            Dictionary<string, string> names = await tasks.Value.Tasks.NamesAsync(unnamed, cancellationToken).ConfigureAwait(false);
            return page with { Items = [.. page.Items.Select(item => WithName(item, names))] };
        }
        catch (DaybookException failure)
        {
            return page with { Problems = [.. page.Problems, new Problem(failure.Path ?? places.Tasks.Journal, failure.Line, null, failure.Message)] };
        }
    }

    private static bool IsUnnamed(TimelineItem item) => item is { Kind: TaskRecord.KindName, Title: null, TaskId: not null };

    private static TimelineItem WithName(TimelineItem item, Dictionary<string, string> names) =>
        IsUnnamed(item) && item.TaskId is { } id ? item with { Title = names.GetValueOrDefault(id) } : item;
}
