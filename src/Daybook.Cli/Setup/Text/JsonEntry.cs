namespace Daybook.Cli.Setup.Text;

/// <summary>A member of an object or an item of an array.</summary>
/// <param name="Start">Its first character: that of its name, or of its value where it has none.</param>
/// <param name="Name">Its name; null in an array.</param>
/// <param name="Value">Its value, at whose end it ends.</param>
/// <param name="Comma">Where the comma after it stands; null if there is none.</param>
internal sealed record JsonEntry(int Start, string? Name, JsonSpan Value, int? Comma);
