namespace Daybook.Durability.Logs;

/// <summary>The bounds of a log.</summary>
public static class LogLimits
{
    /// <summary>
    /// The longest line, 1 MiB without its newline. Longer ones are refused before a byte is written, and passed over by offset
    /// when another program wrote them, so that a reader's memory stays flat.
    /// </summary>
    public const int LineBytesMaximum = 1 << 20;

    /// <summary>The bytes one shared write takes on before it is cut: enough for one flush to serve thousands, little enough to keep them in cache.</summary>
    internal const int BatchBytesMaximum = 4 << 20;

    /// <summary>The bytes a reader asks for at a time.</summary>
    internal const int ChunkBytes = 256 << 10;
}
