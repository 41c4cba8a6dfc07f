namespace Daybook.Cli.Setup.Parts;

/// <summary>An entry that setup keeps in a JSON file.</summary>
/// <param name="Id">What tells it from the others of the file.</param>
/// <param name="Path">The names of the objects and the list, or object, that it stands in.</param>
/// <param name="Name">Its own name in an object; null in a list.</param>
/// <param name="Value">Its value with a mark, without blanks.</param>
internal sealed record JsonItem(string Id, IReadOnlyList<string> Path, string? Name, Func<string, string> Value)
{
    /// <summary>The entry as it stands in the file, without blanks.</summary>
    public string Compact(string mark) => Compact(Name, Value(mark));

    /// <summary>A member of an object, or an item of a list, without blanks.</summary>
    public static string Compact(string? name, string value) => name is null ? value : $"\"{name}\":{value}";
}
