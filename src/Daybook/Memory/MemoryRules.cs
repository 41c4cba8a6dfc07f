using System.Collections.ObjectModel;
using System.Text.Json;
using Daybook.Errors;

namespace Daybook.Memory;

/// <summary>The rules of memory that every engine shares.</summary>
public static partial class MemoryRules
{
    /// <summary>How many days back a query looks unless told otherwise.</summary>
    public const int RetentionDaysDefault = 90;

    /// <summary>How many records a query returns unless told otherwise.</summary>
    public const int MaxMatchesDefault = 3;

    /// <summary>The deepest nesting of a stored line.</summary>
    public const int DepthMax = 64;

    /// <summary>How long the first record of an event keeps further ones out.</summary>
    public static readonly TimeSpan DedupWindow = TimeSpan.FromHours(24);

    /// <summary>Refuses what no store may hold; called before any write.</summary>
    /// <exception cref="InvalidInputException">
    /// The type is blank, the id is not one (<see cref="RecordId.Check"/>), the pull request is negative, some text has half of a surrogate
    /// pair, metadata is nested too deep or repeats a name, or <see cref="MemoryRecord.Extra"/> holds a field that is not free.
    /// </exception>
    public static void Validate(MemoryRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (string.IsNullOrWhiteSpace(record.Type))
        {
            throw new InvalidInputException("type is required") { Hint = "give the record a type, such as incident, decision or note" };
        }

        if (record.Id is { } id)
        {
            RecordId.Check(id, "id");
        }

        if (record.PrNumber < 0)
        {
            throw new InvalidInputException("pr_number is negative");
        }

        ValidateTexts(record);
        ValidateMembers("metadata", record.Metadata, depth: 2);
        ValidateMembers("extra fields", record.Extra, depth: 1);
        if (record.Extra.Count > 0 && record.Extra.Keys.FirstOrDefault(MemoryFields.IsTaken) is { } taken)
        {
            throw new InvalidInputException($"{taken} has a value that this field cannot hold");
        }
    }

    /// <summary>
    /// Whether a record that is stored already says the same as one that is given again under its id. What the store itself assigned or
    /// changed later is left aside: when it was recorded, a timestamp that was not given, and what supersedes it.
    /// </summary>
    public static bool SameContent(MemoryRecord stored, MemoryRecord given)
    {
        ArgumentNullException.ThrowIfNull(stored);
        ArgumentNullException.ThrowIfNull(given);
        return Scalars(stored, given.Timestamp is not null) == Scalars(given, given.Timestamp is not null)
            && stored.Paths.SequenceEqual(given.Paths, StringComparer.Ordinal)
            && stored.Links.SequenceEqual(given.Links)
            && SameMembers(stored.Metadata, given.Metadata)
            && SameMembers(stored.Extra, given.Extra);
    }

    /// <summary>
    /// Whether a record lies within retention. One whose time is missing or cannot be read does: an odd time must not hide a record.
    /// </summary>
    /// <param name="record">The record.</param>
    /// <param name="cutoff">The oldest time within retention.</param>
    public static bool IsRetained(MemoryRecord record, DateTimeOffset cutoff)
    {
        ArgumentNullException.ThrowIfNull(record);
        return record.EffectiveTime is not { } time || time >= cutoff;
    }

    /// <summary>Refuses a page size that is out of bounds.</summary>
    /// <exception cref="InvalidInputException">It is.</exception>
    public static void ValidateLimit(int limit)
    {
        if (limit is < MemoryQuery.LimitMin or > MemoryQuery.LimitMax)
        {
            throw new InvalidInputException($"limit is {limit}; it must be from {MemoryQuery.LimitMin} to {MemoryQuery.LimitMax}");
        }
    }

    private static MemoryRecord Scalars(MemoryRecord record, bool withTimestamp) => record with
    {
        Timestamp = withTimestamp ? record.Timestamp : null,
        RecordedAt = null,
        SupersededBy = null,
        Paths = [],
        Links = [],
        Metadata = ReadOnlyDictionary<string, JsonElement>.Empty,
        Extra = ReadOnlyDictionary<string, JsonElement>.Empty,
    };

    private static bool SameMembers(IReadOnlyDictionary<string, JsonElement> one, IReadOnlyDictionary<string, JsonElement> other)
    {
        return one.Count == other.Count
            && one.All(member => other.TryGetValue(member.Key, out JsonElement value) && JsonElement.DeepEquals(member.Value, value));
    }

    private static void ValidateTexts(MemoryRecord record)
    {
        RequireWellFormed("type", record.Type);
        RequireWellFormed("repo", record.Repo);
        RequireWellFormed("sha", record.Sha);
        RequireWellFormed("source", record.Source);
        RequireWellFormed("severity", record.Severity);
        RequireWellFormed("fingerprint", record.Fingerprint);
        RequireWellFormed("title", record.Title);
        RequireWellFormed("summary", record.Summary);
        RequireWellFormed("superseded_by", record.SupersededBy);
        RequireWellFormed("session_id", record.SessionId);
        RequireWellFormed("task_id", record.TaskId);
        RequireWellFormed("run_id", record.RunId);
        RequireWellFormed("operation_id", record.OperationId);
        foreach (string path in record.Paths)
        {
            RequireWellFormed("paths", path);
        }

        foreach (MemoryLink link in record.Links)
        {
            RequireWellFormed("links", link.Url);
            RequireWellFormed("links", link.Type);
        }
    }

    private static void ValidateMembers(string field, IReadOnlyDictionary<string, JsonElement> members, int depth)
    {
        // Most records have none, and to enumerate nothing takes code that a command would have to compile first.
        if (members.Count == 0)
        {
            return;
        }

        foreach ((string name, JsonElement value) in members)
        {
            RequireWellFormed(field, name);
            ValidateValue(field, value, depth);
        }
    }

    // The depth is the number of objects and arrays that enclose the value on its line; with it the recursion is bounded too.
    private static void ValidateValue(string field, JsonElement value, int depth)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Undefined:
                throw new InvalidInputException($"{field} holds a value that is not there");
            case JsonValueKind.String:
                RequireWellFormed(field, value);
                return;
            case JsonValueKind.Object or JsonValueKind.Array when depth == DepthMax:
                throw new InvalidInputException($"{field} is nested too deep; a record may have {DepthMax} levels");
            case JsonValueKind.Array:
                foreach (JsonElement item in value.EnumerateArray())
                {
                    ValidateValue(field, item, depth + 1);
                }

                return;
            case JsonValueKind.Object:
                ValidateObject(field, value, depth);
                return;
            default:
                return;
        }
    }

    private static void ValidateObject(string field, JsonElement value, int depth)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (JsonProperty property in value.EnumerateObject())
        {
            string name = Decoded(field, () => property.Name);
            if (!names.Add(name))
            {
                throw new InvalidInputException($"{field} has the name '{name}' twice");
            }

            ValidateValue(field, property.Value, depth + 1);
        }
    }

    private static void RequireWellFormed(string field, JsonElement text) => Decoded(field, () => text.GetString() ?? string.Empty);

    // A value that was parsed from escapes keeps them until it is read; half of a surrogate pair shows only then.
    private static string Decoded(string field, Func<string> read)
    {
        try
        {
            string text = read();
            RequireWellFormed(field, text);
            return text;
        }
        catch (InvalidOperationException)
        {
            throw HalfPair(field);
        }
    }

    private static void RequireWellFormed(string field, string? text)
    {
        if (WellFormedText.HasLoneSurrogate(text))
        {
            throw HalfPair(field);
        }
    }

    private static InvalidInputException HalfPair(string field) => new($"{field} contains half of a surrogate pair, which is not text");
}
