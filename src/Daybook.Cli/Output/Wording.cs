namespace Daybook.Cli.Output;

/// <summary>Small words in sentences for people.</summary>
internal static class Wording
{
    /// <summary>Why memory takes nothing in and finds nothing.</summary>
    public const string MemoryDisabled = "memory is switched off, by memory.enabled in daybook.json or by MEMORY_ENABLED";

    /// <summary><c>1 record</c>, <c>2 records</c>.</summary>
    public static string Count(long number, string noun) => number == 1 ? $"1 {noun}" : $"{number} {noun}s";
}
