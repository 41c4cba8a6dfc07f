namespace Daybook.Cli.Setup.Text;

/// <summary>A JSON value and where it stands in the text that it was read from.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">Its first character.</param>
/// <param name="End">The character after its last.</param>
/// <param name="Entries">What it contains, in order.</param>
/// <param name="Text">Its value if it is a string.</param>
internal sealed record JsonSpan(JsonKind Kind, int Start, int End, IReadOnlyList<JsonEntry> Entries, string? Text)
{
    /// <summary>Whether it contains values.</summary>
    public bool IsContainer => Kind is JsonKind.Object or JsonKind.Array;

    /// <summary>The member of a name; null if there is none.</summary>
    public JsonEntry? Find(string name) => Entries.FirstOrDefault(entry => entry.Name == name);
}
