using System.CommandLine.Parsing;
using System.Globalization;

namespace Daybook.Cli.Options;

/// <summary>Whole numbers on the command line.</summary>
internal static class NumberArgument
{
    private const string Refusal = "is not a whole number from 0 on";

    /// <summary>Reads the value of an option that takes a number of zero or more.</summary>
    public static long? ReadLong(ArgumentResult result) => result.ReadText(
        text => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : (long?)null,
        Refusal);

    /// <summary>Reads the value of an option that takes a number of items.</summary>
    public static int? ReadInt(ArgumentResult result) => result.ReadText(
        text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : (int?)null,
        Refusal);
}
