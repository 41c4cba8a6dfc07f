using System.Globalization;
using Daybook.Drafts;
using Daybook.Memory;
using Daybook.Operations;
using Daybook.Runs;
using Daybook.Tasks;

namespace Daybook.Prime;

/// <summary>What facts amount to: sections with all that may be told, the most important first. Stored text is made harmless here.</summary>
internal static class PrimeSections
{
    private const int TitleLength = 200;
    private const int DetailLength = 200;
    private const int DetailsMax = 5;
    private const int FilesShown = 12;
    private const int InterruptedShown = 8;
    private const int RunsShown = 6;
    private const int OperationsShown = 6;
    private const int NewestShown = 8;
    private const int DraftsShown = 3;
    private const string NoteType = "note";

    private static readonly TimeSpan InterruptedRunAge = TimeSpan.FromDays(7);

    internal static IEnumerable<PrimeSection> Of(PrimeFacts facts) => new[]
    {
        Current(facts),
        Section("Interrupted tasks", Interrupted(facts), facts.Resume?.Interrupted.Count, "daybook task claim <id>"),
        Changed(facts),
        Section("Ready tasks", Ready(facts), facts.ReadyTotal - AlreadyTold(facts), "daybook task claim --next"),
        Section("Open operations", facts.Operations.Take(OperationsShown).Select(view => Item(view.Operation)), facts.Operations.Count, $"daybook op complete <id> --outcome {string.Join('|', OperationOutcome.All)}"),
        Section("Runs that go on or were interrupted", Runs(facts).Take(RunsShown).Select(Item), Runs(facts).Count(), "daybook run show <id>"),
        Section("Known about the changed files", facts.Related.Select(Item), facts.Related.Count, "daybook memory show <id>"),
        Section("Latest in memory", Newest(facts).Take(NewestShown).Select(Item), null, "daybook memory show <id>"),
        Section("Drafts waiting", facts.Drafts.Take(DraftsShown).Select(Item), facts.Drafts.Count, "daybook draft load <id>"),
        Section("Problems of the store", facts.Faults.Select(Item), facts.Faults.Count, "daybook doctor"),
    }.OfType<PrimeSection>();

    private static PrimeSection? Section(string title, IEnumerable<PrimeItem> items, long? total, string? next)
    {
        PrimeItem[] all = [.. items];
        long omitted = Math.Max(0, (total ?? 0) - all.Length);
        return all.Length == 0 ? null : new PrimeSection(title, all, omitted > 0 ? omitted : null, next);
    }

    private static PrimeSection? Current(PrimeFacts facts)
    {
        if (facts.Resume?.CurrentTask is not { } task)
        {
            return null;
        }

        bool isOver = IsOver(task, facts);
        PrimeItem item = Item(task, facts);
        return Section("Current task", [item], 1, isOver ? $"daybook task claim {item.Id}" : $"daybook task show {item.Id}");
    }

    private static IEnumerable<PrimeItem> Interrupted(PrimeFacts facts) =>
        (facts.Resume?.Interrupted ?? []).Take(InterruptedShown).Select(task => Item(task, facts));

    private static IEnumerable<PrimeItem> Ready(PrimeFacts facts)
    {
        HashSet<string> told = [.. Told(facts)];
        return facts.Ready.Where(task => !told.Contains(task.Id)).Select(task => Item(task, facts));
    }

    /// <summary>How many of the ready tasks stand in other sections.</summary>
    private static int AlreadyTold(PrimeFacts facts) => Told(facts).Count(id => facts.Ready.Any(task => task.Id == id));

    private static IEnumerable<string> Told(PrimeFacts facts) =>
        new[] { facts.Resume?.CurrentTask?.Id }.OfType<string>().Concat((facts.Resume?.Interrupted ?? []).Select(static task => task.Id));

    private static PrimeSection? Changed(PrimeFacts facts)
    {
        int count = facts.Changed.Paths.Count;
        PrimeItem[] items = [.. facts.Changed.Paths.Take(FilesShown).Select(static path => new PrimeItem(null, null, PathText(path), null))];
        return Section("Uncommitted files", items, count, null);
    }

    /// <summary>A path that begins like a heading or a list is told from where it starts.</summary>
    private static string PathText(string path) =>
        PlainLine.Of(path.Length > 0 && (char.IsLetterOrDigit(path[0]) || path[0] is '.' or '_') ? path : $"./{path}", TitleLength);

    private static IEnumerable<RunView> Runs(PrimeFacts facts) => facts.Runs
        .Where(view => view.State != RunStatus.Interrupted || view.LiveChild is not null || view.Run.StartTime >= facts.Now - InterruptedRunAge)
        .OrderBy(static view => view.State == RunStatus.Interrupted);

    /// <summary>The newest records, but for those told already and those that a better one replaces; mere notes come last.</summary>
    private static IEnumerable<MemoryRecord> Newest(PrimeFacts facts)
    {
        HashSet<string> told = [.. facts.Related.Select(static record => record.Id).OfType<string>()];
        return facts.Newest
            .Where(record => record.SupersededBy is null && !(record.Id is { } id && told.Contains(id)))
            .OrderBy(static record => record.Type == NoteType);
    }

    private static bool IsOver(TaskRecord task, PrimeFacts facts) => task.Claim is not { } claim || claim.LeaseExpiresAt <= facts.Now;

    private static PrimeItem Item(TaskRecord task, PrimeFacts facts)
    {
        string held = task is { Status: TaskState.InProgress, Claim: { } claim }
            ? $" ({(IsOver(task, facts) ? "was held by" : "held by")} {PlainLine.Of(claim.Owner, TitleLength)} until {Time(claim.LeaseExpiresAt)})"
            : "";
        List<string> details = [];
        if (task.Status == TaskState.InProgress)
        {
            Add(details, "about: ", task.Description);
            Add(details, "decided: ", task.Context.Decisions);
            Add(details, "files: ", string.Join(", ", task.Context.FilesModified.TakeLast(FilesShown)));
        }

        return New(TaskRecord.KindName, task.Id, string.Create(CultureInfo.InvariantCulture, $"P{task.Priority} {PlainLine.Of(task.Name, TitleLength)}{held}"), details);
    }

    private static PrimeItem Item(OperationRecord operation) => New(
        OperationRecord.KindName,
        operation.InvocationId,
        $"{PlainLine.Of(operation.Action, TitleLength)} by {PlainLine.Of(operation.Actor, TitleLength)} since {Time(operation.StartedAt)}: {PlainLine.Of(operation.RequestText, TitleLength)}",
        []);

    private static PrimeItem Item(RunView view)
    {
        List<string> details = [];
        Add(details, "command: ", view.Run.CommandLine);
        Add(details, "error: ", view.Run.ErrorSummary);
        string child = view.LiveChild is { } pid ? string.Create(CultureInfo.InvariantCulture, $", process {pid} still lives") : "";
        return New(
            RunRecord.KindName,
            view.Run.RunId,
            $"{RunStatusName.Of(view.State)} {PlainLine.Of(view.Run.AgentType, TitleLength)} {PlainLine.Of(view.Run.ProjectId, TitleLength)}/{PlainLine.Of(view.Run.TaskId, TitleLength)} since {Time(view.Run.StartTime)}{child}",
            details);
    }

    private static PrimeItem Item(MemoryRecord record)
    {
        List<string> details = [];
        if (record.Title is not null)
        {
            // What agents remember has its first line as its title.
            string summary = record.Summary ?? "";
            Add(details, "says: ", summary.StartsWith(record.Title, StringComparison.Ordinal) ? summary[record.Title.Length..] : summary);
        }

        Add(details, "files: ", string.Join(", ", record.Paths.Take(FilesShown)));
        string severity = record.Severity is { } word ? $" {PlainLine.Of(word, TitleLength)}" : "";
        string title = PlainLine.Of(record.Title ?? record.Summary ?? record.Fingerprint, TitleLength);
        return New(MemoryRecord.KindName, record.Id, $"{Time(record.EffectiveTime)} {PlainLine.Of(record.Type, TitleLength)}{severity}: {title}", details);
    }

    private static PrimeItem Item(DraftSummary draft) => New(
        Draft.KindName,
        draft.SessionId,
        $"saved {Time(draft.UpdatedAt)}{(draft.Phase is { } phase ? $", {PlainLine.Of(phase, TitleLength)}" : "")}: {PlainLine.Of(draft.InitialDescription, TitleLength)}",
        []);

    private static PrimeItem Item(PrimeFault fault)
    {
        string what = fault.Count == 0 ? "cannot be read" : string.Create(CultureInfo.InvariantCulture, $"{fault.Count} skipped or doubted");
        return new PrimeItem(fault.Kind, null, $"{fault.Kind}: {what}: {PlainLine.Of(fault.Reason, DetailLength)} (daybook doctor {fault.Doctor})", null);
    }

    private static PrimeItem New(string kind, string? id, string text, List<string> details) =>
        new(kind, id is null ? null : PlainLine.Of(id, RecordId.BytesMax), text, details.Count == 0 ? null : details);

    private static void Add(List<string> details, string label, string? text)
    {
        string line = PlainLine.Of(text, DetailLength);
        if (line.Length > 0)
        {
            details.Add(label + line);
        }
    }

    /// <summary>What was decided last is what counts.</summary>
    private static void Add(List<string> details, string label, IReadOnlyList<string> texts)
    {
        foreach (string text in texts.TakeLast(DetailsMax))
        {
            Add(details, label, text);
        }
    }

    private static string Time(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture) ?? "no time";
}
