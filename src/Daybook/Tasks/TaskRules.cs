using System.Text;
using System.Text.Json;
using Daybook.Errors;

namespace Daybook.Tasks;

/// <summary>What a task, a session and their parts may be; checked before anything is written.</summary>
public static class TaskRules
{
    /// <summary>The longest name, in characters.</summary>
    public const int NameCharactersMax = 500;

    /// <summary>The longest description, in UTF-8 bytes.</summary>
    public const int DescriptionBytesMax = 256 << 10;

    /// <summary>The longest tag or agent's name, in characters.</summary>
    public const int WordCharactersMax = 100;

    /// <summary>The most tags, and the most tasks that one may depend on.</summary>
    public const int ItemsMax = 1_000;

    /// <summary>The least urgent priority; the most urgent is 0.</summary>
    public const int PriorityMax = 4;

    /// <summary>The largest record as JSON: what an event around it may have is left of the mebibyte of a line.</summary>
    public const int RecordBytesMax = (1 << 20) - (32 << 10);

    private const string NameField = "name";

    /// <summary>Refuses a new task that no store may hold.</summary>
    /// <exception cref="InvalidInputException">The message names the field.</exception>
    public static void Validate(NewTask task)
    {
        ArgumentNullException.ThrowIfNull(task);
        CheckLine(NameField, task.Name, NameCharactersMax);
        CheckLong("the description", task.Description);
        CheckPriority(task.Priority);
        CheckTags(task.Tags);
        if (task.Id is { } id && !IsTaskId(Folded(id)))
        {
            throw new InvalidInputException($"the id '{Shown(id)}' is no UUID") { Hint = "leave the id out, and one is assigned" };
        }

        if (task.DependsOn.Count > ItemsMax)
        {
            throw new InvalidInputException($"a task can depend on {ItemsMax} others at most");
        }
    }

    /// <summary>Refuses an edit that no store may hold, or that changes nothing.</summary>
    /// <exception cref="InvalidInputException">The message names the field.</exception>
    public static void Validate(TaskEdit edit)
    {
        ArgumentNullException.ThrowIfNull(edit);
        if (edit is { Name: null, Description: null, Priority: null, ParentId: null, Tags.Count: 0, Untags.Count: 0 })
        {
            throw new InvalidInputException("the edit changes nothing");
        }

        if (edit.Name is { } name)
        {
            CheckLine(NameField, name, NameCharactersMax);
        }

        CheckLong("the description", edit.Description);
        CheckPriority(edit.Priority ?? 0);
        CheckTags(edit.Tags);
        CheckTags(edit.Untags);
    }

    /// <summary>Refuses an actor without a name, or with ids that are none.</summary>
    /// <exception cref="InvalidInputException">The message names the field.</exception>
    public static void Validate(TaskActor actor)
    {
        ArgumentNullException.ThrowIfNull(actor);
        CheckLine("agent", actor.Agent, WordCharactersMax);
        CheckId("session id", actor.SessionId);
        CheckId("run id", actor.RunId);
        CheckId("operation id", actor.OperationId);
    }

    /// <summary>Refuses a lease out of bounds.</summary>
    /// <exception cref="InvalidInputException">It is.</exception>
    public static void ValidateLease(TimeSpan lease)
    {
        if (lease < TaskLease.Min || lease > TaskLease.Max)
        {
            throw new InvalidInputException("a lease lasts from 1 second to 30 days") { Hint = "give --lease 15m, for example" };
        }
    }

    /// <summary>Refuses context that is no text, a file or a decision that is blank, and an empty note.</summary>
    /// <exception cref="InvalidInputException">The message names the field.</exception>
    public static void Validate(TaskContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context is { FilesModified.Count: 0, Decisions.Count: 0, Values.Count: 0 })
        {
            throw new InvalidInputException("the note says nothing");
        }

        foreach (string file in context.FilesModified)
        {
            CheckLine("files_modified", file, DescriptionBytesMax);
        }

        foreach (string decision in context.Decisions)
        {
            CheckText("decisions", decision);
            if (string.IsNullOrWhiteSpace(decision))
            {
                throw new InvalidInputException("a decision is blank");
            }
        }

        foreach ((string name, JsonElement value) in context.Values)
        {
            CheckLine("a value's name", name, WordCharactersMax);
            if (name is "files_modified" or "decisions")
            {
                throw new InvalidInputException($"{name} is a list of its own, not a value to set");
            }

            WellFormedJson.Check(name, value);
        }
    }

    /// <summary>Refuses a reason that is no text, or longer than a description may be.</summary>
    /// <exception cref="InvalidInputException">It is.</exception>
    public static void ValidateReason(string? reason) => CheckLong("the reason", reason);

    /// <summary>Refuses a scope that is not one line of at most <see cref="NameCharactersMax"/> characters.</summary>
    /// <exception cref="InvalidInputException">It is not.</exception>
    public static void ValidateScope(string scope) => CheckLine("the scope", scope, NameCharactersMax);

    /// <summary>Whether this is a task's id as this program assigns them: a UUID in lower case with hyphens.</summary>
    public static bool IsTaskId(string id) => Guid.TryParseExact(id, "D", out Guid value) && value.ToString() == id;

    /// <summary>An id as this program writes it: a whole UUID in lower case; whatever else it is stays as it is.</summary>
    internal static string Folded(string id) => Guid.TryParseExact(id, "D", out Guid value) ? value.ToString() : id;

    /// <summary>Refuses a task that has grown too large for a line.</summary>
    /// <exception cref="InvalidInputException">It is larger than <see cref="RecordBytesMax"/>.</exception>
    internal static void CheckSize(TaskRecord task)
    {
        int bytes = TaskJson.Measure(task);
        if (bytes > RecordBytesMax)
        {
            throw new InvalidInputException($"the task would have {bytes} bytes; at most {RecordBytesMax} are kept of one task")
            {
                Id = task.Id,
                Hint = "keep large texts in files and name them in the description",
            };
        }
    }

    private static void CheckId(string what, string? id)
    {
        if (id is not null)
        {
            RecordId.Check(id, $"the {what}");
            if (string.IsNullOrWhiteSpace(id))
            {
                throw new InvalidInputException($"the {what} is blank");
            }
        }
    }

    private static void CheckLong(string field, string? text)
    {
        if (text is null)
        {
            return;
        }

        CheckText(field, text);
        int bytes = Encoding.UTF8.GetByteCount(text);
        if (bytes > DescriptionBytesMax)
        {
            throw new InvalidInputException($"{field} has {bytes} bytes; it may have {DescriptionBytesMax}")
            {
                Hint = "keep large texts in files and name them in the description",
            };
        }
    }

    private static void CheckPriority(int priority)
    {
        if (priority is < 0 or > PriorityMax)
        {
            throw new InvalidInputException($"priority is {priority}; it must be from 0, the most urgent, to {PriorityMax}");
        }
    }

    private static void CheckTags(IReadOnlyList<string> tags)
    {
        if (tags.Count > ItemsMax)
        {
            throw new InvalidInputException($"a task can have {ItemsMax} tags at most");
        }

        foreach (string tag in tags)
        {
            CheckLine("a tag", tag, WordCharactersMax);
        }
    }

    private static void CheckLine(string field, string text, int charactersMax)
    {
        CheckText(field, text);
        if (string.IsNullOrWhiteSpace(text))
        {
            throw new InvalidInputException($"{field} is blank");
        }

        if (text.Any(char.IsControl))
        {
            throw new InvalidInputException($"{field} contains a control character")
            {
                Hint = field == NameField && text.Contains('\n', StringComparison.Ordinal) ? "more than one line belongs into the description" : null,
            };
        }

        int characters = text.EnumerateRunes().Count();
        if (characters > charactersMax)
        {
            throw new InvalidInputException($"{field} has {characters} characters; it may have {charactersMax}");
        }
    }

    private static void CheckText(string field, string text)
    {
        if (WellFormedText.HasLoneSurrogate(text))
        {
            throw new InvalidInputException($"{field} contains half of a surrogate pair, which is not text");
        }
    }

    private static string Shown(string id) => id.Length <= 40 ? id : id[..40] + "…";
}
