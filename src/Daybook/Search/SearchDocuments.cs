using System.Globalization;
using System.Text;
using Daybook.Drafts;
using Daybook.Memory;
using Daybook.Operations;
using Daybook.Runs;
using Daybook.Tasks;

namespace Daybook.Search;

/// <summary>
/// What search sees of a record of each kind: everything that it says can be found, ids of other records too. Where it stands
/// (<see cref="SearchDocument.Path"/>, <see cref="SearchDocument.Line"/>) is the engine's to add, but for runs and operations, which know it.
/// </summary>
public static class SearchDocuments
{
    /// <summary>The <see cref="SearchDocument.Type"/> of an entry of builder memory, which is found among the drafts.</summary>
    public const string BuilderMemoryType = "builder_memory";

    /// <summary>A memory.</summary>
    public static SearchDocument From(MemoryRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return new SearchDocument
        {
            Kind = MemoryRecord.KindName,
            Id = record.Id ?? "",
            Timestamp = record.EffectiveTime,
            Title = record.Title ?? "",
            Summary = record.Summary ?? "",
            Body = new DocumentText()
                .AddValues(record.Metadata)
                .Add(record.Fingerprint)
                .Add(record.PrNumber is { } number ? string.Create(CultureInfo.InvariantCulture, $"#{number}") : null)
                .Add(record.Sha)
                .Add(record.Links.SelectMany(link => new[] { link.Type, link.Url }))
                .Add([record.TaskId, record.RunId, record.OperationId])
                .AddValues(record.Extra)
                .ToString(),
            Paths = record.Paths,
            Tags = TagsOf(record.Source),
            Type = record.Type,
            Repo = record.Repo,
            Severity = record.Severity,
            SessionId = record.SessionId,
        };
    }

    /// <summary>A task.</summary>
    public static SearchDocument From(TaskRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return new SearchDocument
        {
            Kind = TaskRecord.KindName,
            Id = record.Id,
            Timestamp = record.CompletedAt ?? record.StartedAt ?? record.CreatedAt,
            Title = record.Name,
            Summary = record.Description ?? "",
            Body = new DocumentText()
                .Add(record.Context.Decisions)
                .Add(record.FailureReason)
                .AddValues(record.Context.Values)
                .Add(record.ParentId)
                .Add(record.DependsOn)
                .AddValues(record.Extra)
                .ToString(),
            Paths = record.Context.FilesModified,
            Tags = [.. record.Tags, .. TagsOf(record.Claim?.Owner)],
            Type = TaskStateName.Of(record.Status),
            SessionId = record.SessionId,
        };
    }

    /// <summary>A run. Its type is the state in which it is now.</summary>
    public static SearchDocument From(RunView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        RunRecord run = view.Run;
        return new SearchDocument
        {
            Kind = RunRecord.KindName,
            Id = run.RunId,
            Timestamp = run.EndTime ?? run.StartTime,
            Title = string.Join(' ', TagsOf(run.AgentType, run.ProjectId, run.TaskId)),
            Summary = run.ErrorSummary ?? "",
            Body = new DocumentText()
                .Add(run.CommandLine)
                .Add(run.ExitCode is { } code and not 0 ? string.Create(CultureInfo.InvariantCulture, $"exit code {code}") : null)
                .Add([run.Cwd, run.AgentVersion, run.HostName, run.StatusWord, run.ParentRunId, run.PreviousRunId])
                .Add([run.PromptPath, run.OutputPath, run.StdoutPath, run.StderrPath])
                .Add(run.Extra.Values)
                .ToString(),
            Type = RunStatusName.Of(view.State),
            Path = view.Path,
        };
    }

    /// <summary>A draft: the values of its state, without the names of its members.</summary>
    public static SearchDocument From(Draft draft)
    {
        ArgumentNullException.ThrowIfNull(draft);
        byte[] state = Encoding.UTF8.GetBytes(draft.StateJson);
        DraftSkim skim = DraftSkim.Of(state);
        (string title, string summary) = DocumentText.SplitFirstLine(skim.InitialDescription);
        return new SearchDocument
        {
            Kind = Draft.KindName,
            Id = draft.SessionId,
            Timestamp = draft.UpdatedAt,
            Title = title,
            Summary = summary,
            Body = new DocumentText().AddValues(state).ToString(),
            Type = skim.Phase,
            SessionId = draft.SessionId,
        };
    }

    /// <summary>What was chosen in a finished builder session.</summary>
    public static SearchDocument From(BuilderMemoryEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        (string title, string summary) = DocumentText.SplitFirstLine(entry.InitialDescription);
        return new SearchDocument
        {
            Kind = Draft.KindName,
            Id = entry.Id,
            Timestamp = entry.CreatedAt,
            Title = title,
            Summary = summary,
            Body = new DocumentText().Add([entry.BotSlug, entry.ChosenTone, entry.ChosenModel]).ToString(),
            Tags = [.. TagsOf(entry.PurposeCategory), .. entry.ChosenSkills],
            Type = BuilderMemoryType,
        };
    }

    /// <summary>An operation.</summary>
    public static SearchDocument From(OperationView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        OperationRecord operation = view.Operation;
        string?[] names = [KnownOrNull(operation.Action), KnownOrNull(operation.ProfileId), KnownOrNull(operation.Actor)];
        (string title, string summary) = DocumentText.SplitFirstLine(operation.RequestText);
        return new SearchDocument
        {
            Kind = OperationRecord.KindName,
            Id = operation.InvocationId,
            Timestamp = operation.CompletedAt ?? operation.StartedAt,
            Title = title.Length > 0 ? title : names[0] ?? "",
            Summary = summary,
            Body = new DocumentText()
                .Add(operation.EvidenceRef)
                .Add(operation.Outcome)
                .Add(operation.Links.Select(TextOf))
                .Add([operation.MissionId, operation.WpId, operation.ModelId, operation.RunId, operation.TaskId])
                .Add([operation.ModeOfWork, operation.ClosedBy, operation.RouterConfidence, operation.GovernanceContextHash])
                .ToString(),
            Paths = [.. operation.Links.OfType<OperationLink.Artifact>().Select(link => link.Ref)],
            Tags = TagsOf(names),
            Type = OperationStatusName.Of(operation.Status),
            SessionId = operation.SessionId,
            Path = view.Path,
        };
    }

    private static string? TextOf(OperationLink link) => link switch
    {
        OperationLink.Commit commit => commit.Sha,
        OperationLink.Artifact artifact => artifact.Kind,
        _ => null,
    };

    private static string? KnownOrNull(string text) => text == OperationRecord.Unrecorded ? null : text;

    private static string[] TagsOf(params ReadOnlySpan<string?> words)
    {
        var tags = new List<string>();
        foreach (string? word in words)
        {
            if (!string.IsNullOrWhiteSpace(word))
            {
                tags.Add(word);
            }
        }

        return [.. tags];
    }
}
