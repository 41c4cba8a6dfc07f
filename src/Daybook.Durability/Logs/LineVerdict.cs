namespace Daybook.Durability.Logs;

/// <summary>What a rewrite does with a line.</summary>
public enum LineVerdict
{
    /// <summary>Its bytes stay as they are, ended by a newline.</summary>
    Keep,

    /// <summary>What was written instead takes its place.</summary>
    Replace,

    /// <summary>It goes; the old file keeps it.</summary>
    Drop,
}
