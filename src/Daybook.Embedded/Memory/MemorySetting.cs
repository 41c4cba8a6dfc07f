using System.Globalization;
using System.Text;
using System.Text.Json;
using Daybook.Memory;

namespace Daybook.Embedded.Memory;

/// <summary>One setting of memory: its names and what it may be. A switch is held as 0 or 1.</summary>
/// <param name="Key">Its key in the block <c>memory</c> of <c>daybook.json</c>.</param>
/// <param name="Variable">The environment variable that wins over it; null where there is none.</param>
/// <param name="Bounds">The smallest and largest number; null for a switch.</param>
/// <param name="Apply">Sets it.</param>
internal sealed record MemorySetting(
    string Key, string? Variable, (int Min, int Max)? Bounds, Func<MemorySettings, int, MemorySettings> Apply)
{
    internal static readonly IReadOnlyList<MemorySetting> All =
    [
        new("enabled", "MEMORY_ENABLED", Bounds: null, static (settings, value) => settings with { Enabled = value != 0 }),
        new(
            "retention_days",
            "MEMORY_RETENTION_DAYS",
            (MemorySettings.RetentionDaysMin, MemorySettings.RetentionDaysMax),
            static (settings, value) => settings with { RetentionDays = value }),
        new(
            "max_matches",
            "MEMORY_MAX_MATCHES",
            (MemorySettings.MaxMatchesMin, MemorySettings.MaxMatchesMax),
            static (settings, value) => settings with { MaxMatches = value }),

        // The founding system comments on pull requests and issues; a block copied from there says whether, and is right to.
        new("comment_on_pr", Variable: null, Bounds: null, static (settings, _) => settings),
        new("comment_on_incident_issue", Variable: null, Bounds: null, static (settings, _) => settings),
    ];

    /// <summary>What it must be in the file.</summary>
    internal string ExpectedInFile => ExpectedNumber ?? "true or false";

    /// <summary>What it must be in the environment.</summary>
    internal string ExpectedInEnvironment => ExpectedNumber ?? "1, true or yes, or 0, false or no";

    private string? ExpectedNumber => Bounds is { } bounds ? $"a whole number from {bounds.Min} to {bounds.Max}" : null;

    /// <summary>Its value in the file, or null if that is none it may have.</summary>
    internal int? ReadJson(JsonTokenType type, ReadOnlySpan<byte> value) => (type, Bounds) switch
    {
        (JsonTokenType.True, null) => 1,
        (JsonTokenType.False, null) => 0,
        (JsonTokenType.Number, not null) => ReadNumber(Encoding.ASCII.GetString(value)),
        _ => null,
    };

    /// <summary>Its value in the environment, or null if that is none it may have. Case and blanks around it do not matter.</summary>
    internal int? ReadText(string text) => Bounds is not null ? ReadNumber(text.Trim()) : text.Trim().ToUpperInvariant() switch
    {
        "1" or "TRUE" or "YES" => 1,
        "0" or "FALSE" or "NO" => 0,
        _ => null,
    };

    private int? ReadNumber(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
        && Bounds is { } bounds && number >= bounds.Min && number <= bounds.Max
            ? number
            : null;
}
