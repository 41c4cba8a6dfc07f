namespace Daybook.Durability.Logs;

/// <summary>How a line ends. Only a newline byte ends a line; a bare carriage return does not.</summary>
public enum LineEnding
{
    /// <summary>The file ends first: a torn line, or one that another program ended without a newline.</summary>
    None,

    /// <summary>A newline, as we write it.</summary>
    Newline,

    /// <summary>A carriage return and a newline, as some editors and git settings make it.</summary>
    CarriageReturnNewline,
}
