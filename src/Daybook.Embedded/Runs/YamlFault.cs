namespace Daybook.Embedded.Runs;

/// <summary>Why a document cannot be read, and where. Caught where the file's name is known.</summary>
internal sealed class YamlFault(long line, string reason) : FormatException(reason)
{
    /// <summary>The line, counted from 1.</summary>
    internal long Line { get; } = line;
}
