using Xunit;

namespace Daybook.Crash.Tests.Tasks;

/// <summary>A task of <see cref="NaiveJournal"/>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Priority">Its priority.</param>
internal sealed record NaiveTask(string Name, int Priority)
{
    /// <summary>Its state, as on the wire.</summary>
    public string Status { get; init; } = "pending";

    /// <summary>The token of its last claim.</summary>
    public long Token { get; init; }

    /// <summary>When it was claimed, by the clock of the boot.</summary>
    public long ClaimedAt { get; init; }

    /// <summary>How long that claim lasts.</summary>
    public long LeaseMs { get; init; }

    /// <summary>The process with which the claim ends, where there is one.</summary>
    public long? Owner { get; init; }

    /// <summary>What was noted.</summary>
    public IReadOnlyList<string> Decisions { get; init; } = [];

    /// <summary>The task in another state, which it may come to from one only.</summary>
    public NaiveTask From(string expected, string status)
    {
        Assert.Equal(expected, Status);
        return this with { Status = status };
    }
}
