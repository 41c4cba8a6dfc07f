namespace Daybook.Cli.Input;

/// <summary>How far a JSON value is after a line.</summary>
internal enum JsonProgress
{
    /// <summary>More must follow.</summary>
    Unfinished,

    /// <summary>It is complete.</summary>
    Whole,

    /// <summary>No value can look like this.</summary>
    Broken,
}
