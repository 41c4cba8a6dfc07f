using Daybook.Errors;

namespace Daybook.Memory;

/// <content>What may be asked of records that are stored already.</content>
public static partial class MemoryRules
{
    /// <summary>Refuses what cannot be forgotten; called before any write.</summary>
    /// <exception cref="InvalidInputException">The id is not one, or the reason is blank, too long or no text.</exception>
    public static void Validate(MemoryForget forget)
    {
        ArgumentNullException.ThrowIfNull(forget);
        RecordId.Check(forget.Id, "id");
        if (string.IsNullOrWhiteSpace(forget.Reason))
        {
            throw new InvalidInputException("reason is required") { Hint = "say why the record is forgotten, without repeating what it says" };
        }

        if (forget.Reason.Length > MemoryForget.ReasonLengthMax)
        {
            throw new InvalidInputException($"the reason has {forget.Reason.Length} characters; at most {MemoryForget.ReasonLengthMax} are kept");
        }

        RequireWellFormed("reason", forget.Reason);
        RequireWellFormed("agent", forget.Agent);
    }

    /// <summary>Refuses what cannot supersede; called before any write.</summary>
    /// <exception cref="InvalidInputException">One of the ids is none, or both are the same.</exception>
    public static void Validate(MemorySupersede supersede)
    {
        ArgumentNullException.ThrowIfNull(supersede);
        RecordId.Check(supersede.Id, "id");
        RecordId.Check(supersede.By, "the id of the better record");
        RequireOther(supersede.Id, supersede.By);
        RequireWellFormed("agent", supersede.Agent);
    }

    /// <summary>Refuses a record that would replace itself.</summary>
    /// <exception cref="InvalidInputException">Both ids are the same.</exception>
    public static void RequireOther(string id, string by)
    {
        if (id == by)
        {
            throw new InvalidInputException($"{id} cannot supersede itself") { Id = id, Hint = "name the better record with --by" };
        }
    }

    /// <summary>Refuses a compaction whose days are out of bounds.</summary>
    /// <exception cref="InvalidInputException">They are.</exception>
    public static void Validate(MemoryCompaction compaction)
    {
        ArgumentNullException.ThrowIfNull(compaction);
        if (compaction.RetentionDays is < MemoryCompaction.RetentionDaysMin or > MemoryCompaction.RetentionDaysMax)
        {
            throw new InvalidInputException(
                $"retention_days is {compaction.RetentionDays}; it must be from {MemoryCompaction.RetentionDaysMin} to {MemoryCompaction.RetentionDaysMax}");
        }
    }
}
