namespace Daybook.Memory;

/// <summary>How memory is set up in a store.</summary>
public sealed record MemorySettings
{
    /// <summary>The shortest retention, in days.</summary>
    public const int RetentionDaysMin = 1;

    /// <summary>The longest retention, in days.</summary>
    public const int RetentionDaysMax = 365;

    /// <summary>The smallest number of matches.</summary>
    public const int MaxMatchesMin = 1;

    /// <summary>The largest number of matches.</summary>
    public const int MaxMatchesMax = 20;

    /// <summary>
    /// Whether memory takes events in and answers queries. When it is off an add stores nothing and a query finds nothing; what is stored
    /// can still be listed, shown and streamed, and an append still stores.
    /// </summary>
    public bool Enabled { get; init; } = true;

    /// <summary>How many days back a query looks, <see cref="RetentionDaysMin"/> to <see cref="RetentionDaysMax"/>.</summary>
    public int RetentionDays { get; init; } = MemoryRules.RetentionDaysDefault;

    /// <summary>The limit of a query that names none, <see cref="MaxMatchesMin"/> to <see cref="MaxMatchesMax"/>.</summary>
    public int MaxMatches { get; init; } = MemoryRules.MaxMatchesDefault;

    /// <summary>The oldest time within retention.</summary>
    /// <param name="now">The time of day.</param>
    public DateTimeOffset Cutoff(DateTimeOffset now) => now - TimeSpan.FromDays(RetentionDays);
}
