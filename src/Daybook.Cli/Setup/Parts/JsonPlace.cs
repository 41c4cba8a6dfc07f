using Daybook.Cli.Harnesses;
using Daybook.Cli.Setup.Text;

namespace Daybook.Cli.Setup.Parts;

/// <summary>An entry of setup that was found in a file.</summary>
/// <param name="Id">Which it is.</param>
/// <param name="Mark">Its mark.</param>
/// <param name="Path">The names of what it stands in, as far as it has names.</param>
/// <param name="Container">The object or list that it stands in.</param>
/// <param name="Entry">Itself.</param>
/// <param name="Group">The entry that it shares with others, where setup wrote one for it alone; null where it has that.</param>
internal sealed record JsonPlace(string Id, SetupMark Mark, IReadOnlyList<string> Path, JsonSpan Container, JsonEntry Entry, JsonEntry? Group)
{
    /// <summary>What it says, without blanks, as if nothing stood beside it.</summary>
    public string ValueIn(string text)
    {
        string own = text[Entry.Value.Start..Entry.Value.End];
        return CompactJson.OfText(Group is { Value: var group } ? $"{text[group.Start..Container.Start]}[{own}]{text[Container.End..group.End]}" : own);
    }
}
