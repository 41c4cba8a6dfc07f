using Daybook.Proof.Fuzzing;

namespace Daybook.Crash.Tests.Fuzzing;

/// <summary>Faults by kind. No valid input has one: each needs what only a mutation brings.</summary>
internal static class PlantedFaults
{
    private static int Nothing => 0;

    /// <summary>The kinds.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["truncated_escape", "deep_nesting", "half_character", "number_overflow", "lone_sign", "memory"];

    /// <summary>Puts a fault into a parser.</summary>
    public static IFuzzTarget In(IFuzzTarget parser, string kind) => kind switch
    {
        // Reads the sign behind a backslash that is the last.
        "truncated_escape" => new PlantedFault(parser, static input => input.EndsWith("\\"u8), static () => _ = Array.Empty<byte>()[Nothing]),

        // Has room for so many levels.
        "deep_nesting" => new PlantedFault(parser, static input => input.Count((byte)'[') + input.Count((byte)'{') > 200, static () => throw new InsufficientExecutionStackException()),

        // Takes the rest of a character for granted.
        "half_character" => new PlantedFault(parser, static input => input.Length > 1 && input[^1] >= 0xE0, static () => throw new ArgumentOutOfRangeException(nameof(parser))),

        // Takes every row of digits for a number that fits.
        "number_overflow" => new PlantedFault(parser, static input => input.IndexOf("9223372036854775808"u8) >= 0, static () => throw new OverflowException()),

        // Looks for the other half of a line end.
        "lone_sign" => new PlantedFault(parser, static input => input.EndsWith("\r"u8), static () => throw new KeyNotFoundException()),

        // Believes a length.
        "memory" => new PlantedFault(parser, static input => input.Length > 4_000, static () => GC.KeepAlive(new byte[64 << 20])),
        _ => throw new ArgumentException("no such fault", nameof(kind)),
    };
}
