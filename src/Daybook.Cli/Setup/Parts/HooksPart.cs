using System.Text.Json;
using System.Text.RegularExpressions;
using Daybook.Cli.Harnesses;
using Daybook.Cli.Setup.Text;

namespace Daybook.Cli.Setup.Parts;

/// <summary>The hooks in a harness's file.</summary>
/// <param name="path">The file, for messages.</param>
/// <param name="harness">The harness.</param>
/// <param name="command">The program and the arguments that start Daybook.</param>
internal sealed partial class HooksPart(string path, Harness harness, CommandWords command) : JsonPart(path, harness.Hooks.Empty)
{
    // Longer than a hook ever takes, so that only a hanging machine is told of.
    private const int TimeoutSeconds = 10;

    /// <inheritdoc/>
    public override string Kind => "hooks";

    /// <inheritdoc/>
    protected override IReadOnlyList<JsonItem> Items(JsonSpan root) =>
        [.. harness.Moments.Select(moment => new JsonItem(moment.Word, PathOf(root, moment), null, mark => Hook(moment, mark)))];

    /// <inheritdoc/>
    protected override bool IsTheirs(JsonSpan root) => false;

    /// <inheritdoc/>
    protected override List<JsonPlace> Find(JsonSpan root)
    {
        var found = new List<JsonPlace>();
        Search(root, [], found);
        return found;
    }

    private IReadOnlyList<string> PathOf(JsonSpan root, HookMoment moment)
    {
        HookFile file = harness.Hooks;
        if (!file.IsLenient)
        {
            return [.. file.Under, moment.Name];
        }

        JsonSpan? wrapped = root.Find("hooks")?.Value;
        string pascal = string.Concat(moment.Name.Split('_').Select(static word => char.ToUpperInvariant(word[0]) + word[1..]));
        string name = (wrapped ?? root).Find(pascal) is null ? moment.Name : pascal;
        return wrapped is null ? [name] : ["hooks", name];
    }

    private string Hook(HookMoment moment, string mark)
    {
        string[] words = ["hook", harness.Name, moment.Word, SetupMark.Option, mark];
        return CompactJson.Of(json =>
        {
            json.WriteStartObject();
            switch (harness.Hooks.Shape)
            {
                case HookShape.Grouped:
                    WriteGroup(json, moment, command.ForShell(words));
                    break;
                case HookShape.PerShell:
                    json.WriteString("type", "command");
                    json.WriteString("bash", command.ForShell(words));
                    json.WriteString("powershell", command.ForPowerShell(words));
                    json.WriteNumber("timeoutSec", TimeoutSeconds);
                    break;
                default:
                    json.WriteString("command", command.ForShell(words));
                    break;
            }

            json.WriteEndObject();
        });
    }

    private static void WriteGroup(Utf8JsonWriter json, HookMoment moment, string line)
    {
        if (moment.Matcher is { } matcher)
        {
            json.WriteString("matcher", matcher);
        }

        json.WriteStartArray("hooks");
        json.WriteStartObject();
        json.WriteString("type", "command");
        json.WriteString("command", line);
        json.WriteNumber("timeout", TimeoutSeconds);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    /// <summary>Looks for commands with a mark. What they stand in is ours with them, unless somebody has added a command of their own to it.</summary>
    private void Search(JsonSpan container, IReadOnlyList<(JsonSpan Container, JsonEntry Entry)> above, List<JsonPlace> found)
    {
        foreach (JsonEntry entry in container.Entries)
        {
            (JsonSpan Container, JsonEntry Entry)[] chain = [.. above, (container, entry)];
            if (entry.Value.IsContainer)
            {
                Search(entry.Value, chain, found);
            }
            else if (entry.Value.Text is { } text && Command().Match(text) is { Success: true } match
                && match.Groups["harness"].Value == harness.Name && SetupMark.Read(match.Groups["mark"].Value) is { } mark)
            {
                Add(match.Groups["word"].Value, mark, chain, found);
            }
        }
    }

    private static void Add(string word, SetupMark mark, (JsonSpan Container, JsonEntry Entry)[] chain, List<JsonPlace> found)
    {
        int item = Array.FindLastIndex(chain, static link => link.Entry.Name is null);
        if (item < 0)
        {
            return;
        }

        bool isGrouped = item >= 2 && chain[item - 1].Entry.Name == "hooks" && chain[item - 2].Entry.Name is null;
        int whole = isGrouped ? item - 2 : item;
        int own = isGrouped && chain[item].Container.Entries.Count > 1 ? item : whole;
        if (!found.Exists(place => place.Entry.Start == chain[own].Entry.Start))
        {
            string[] names = [.. chain[..whole].Select(static link => link.Entry.Name).OfType<string>()];
            found.Add(new JsonPlace(word, mark, names, chain[own].Container, chain[own].Entry, own == whole ? null : chain[whole].Entry));
        }
    }

    [GeneratedRegex(@" hook (?<harness>[a-z]+) (?<word>[a-z-]+) --mark (?<mark>\S+)$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Command();
}
