namespace Daybook.Cli.Output;

/// <summary>What a piece of text is to its reader; a terminal with colours shows it.</summary>
internal enum Tone
{
    /// <summary>Nothing special.</summary>
    Plain,

    /// <summary>What the eye should find first.</summary>
    Strong,

    /// <summary>Detail.</summary>
    Faint,

    /// <summary>All is well.</summary>
    Good,

    /// <summary>Worth a look.</summary>
    Warning,

    /// <summary>Something is wrong.</summary>
    Bad,
}
