using System.Text.Json.Serialization;

namespace Daybook.Embedded;

/// <summary>Something that doctor found wrong.</summary>
/// <param name="Kind">The kind of record concerned.</param>
/// <param name="Problem">A word for it that programs can rely on, such as <c>torn_line</c>.</param>
/// <param name="Severity"><c>error</c>: records are or can be lost; <c>warning</c>: nothing is lost, but something should be done; <c>info</c>.</param>
/// <param name="Path">The file or directory.</param>
/// <param name="Line">The line, where there is one.</param>
/// <param name="Meaning">What it means, one sentence.</param>
/// <param name="Fix">The command that mends it, or what a person must do.</param>
/// <param name="Fixed">Whether it is mended now.</param>
public sealed record Finding(string Kind, string Problem, string Severity, string Path, long? Line, string Meaning, string Fix, bool Fixed)
{
    /// <summary>Records are lost or can be.</summary>
    public const string Error = "error";

    /// <summary>Nothing is lost, but something should be done.</summary>
    public const string Warning = "warning";

    /// <summary>Good to know; nothing needs to be done, and it counts for no exit code.</summary>
    public const string Info = "info";

    /// <summary>Whether it is left to see to: it is not mended, and more than good to know.</summary>
    [JsonIgnore]
    public bool Remains => !Fixed && Severity != Info;

    /// <summary>What <c>--fix</c> would do about it, where that was asked and there is something.</summary>
    public string? Plan { get; init; }
}
