using Daybook.Cli.Harnesses;
using Daybook.Cli.Setup.Text;

namespace Daybook.Cli.Setup.Parts;

/// <summary>Entries of setup in a JSON file of a harness.</summary>
/// <param name="path">The file, for messages.</param>
/// <param name="empty">What a new file begins as.</param>
internal abstract class JsonPart(string path, string empty) : ISetupPart
{
    /// <inheritdoc/>
    public abstract string Kind { get; }

    /// <summary>The file, for messages.</summary>
    protected string FilePath => path;

    /// <inheritdoc/>
    public SetupState StateOf(string? text)
    {
        if (text is null)
        {
            return SetupState.Missing;
        }

        JsonSpan root = JsonOutline.Read(text, path);
        if (IsTheirs(root))
        {
            return SetupState.Theirs;
        }

        List<JsonPlace> found = Find(root);
        IReadOnlyList<JsonItem> items = Items(root);
        return found.Count == 0 ? SetupState.Missing
            : found.Count == items.Count && items.All(item => found.Exists(place => IsCurrent(text, item, place))) ? SetupState.Current
            : SetupState.Stale;
    }

    /// <inheritdoc/>
    public string Write(string? text, int folders)
    {
        string now = text ?? empty;
        int? made = text is null ? folders : null;
        foreach (JsonItem item in Items(JsonOutline.Read(now, path)))
        {
            JsonSpan root = JsonOutline.Read(now, path);
            List<JsonPlace> found = [.. Find(root).Where(place => place.Id == item.Id)];
            if (found is [var only] && IsCurrent(now, item, only))
            {
                continue;
            }

            if (found.Count == 0)
            {
                now = Append(now, root, item, made);
                made = null;
            }
            else
            {
                now = Renew(now, item, found);
            }
        }

        // What an older version wrote and this one does not.
        while (Find(JsonOutline.Read(now, path)).Find(place => !IsKnown(now, place)) is { } old)
        {
            now = Remove(now, old);
        }

        return now;
    }

    /// <inheritdoc/>
    public SetupRemoval Remove(string text)
    {
        string now = text;
        int? folders = null;

        // In the opposite order of writing: what was made for the first entry goes with it, last.
        for (List<JsonPlace> found = Find(JsonOutline.Read(now, path)); found.Count > 0; found = Find(JsonOutline.Read(now, path)))
        {
            string[] order = [.. Items(JsonOutline.Read(now, path)).Select(static item => item.Id)];
            JsonPlace last = found.OrderBy(static place => place.Mark.Folders is not null).ThenByDescending(place => Array.IndexOf(order, place.Id)).First();
            folders = last.Mark.Folders ?? folders;
            now = Remove(now, last);
        }

        return folders is not null && now == empty ? new SetupRemoval(null, folders.Value) : new SetupRemoval(now, 0);
    }

    /// <summary>The entries as this version writes them into a file.</summary>
    protected abstract IReadOnlyList<JsonItem> Items(JsonSpan root);

    /// <summary>The entries of setup that stand in a file, of whatever version.</summary>
    protected abstract List<JsonPlace> Find(JsonSpan root);

    /// <summary>Whether somebody else has written what the entries are for.</summary>
    protected abstract bool IsTheirs(JsonSpan root);

    private bool IsKnown(string text, JsonPlace place) => Items(JsonOutline.Read(text, path)).Any(item => item.Id == place.Id);

    private static SetupMark MarkOf(JsonItem item, int containers, int? folders) => SetupMark.Of(item.Compact(""), containers, folders);

    private static bool IsCurrent(string text, JsonItem item, JsonPlace place)
    {
        SetupMark expected = MarkOf(item, place.Mark.Containers, place.Mark.Folders);
        return item.Id == place.Id
            && item.Path.SequenceEqual(place.Path, StringComparer.Ordinal)
            && place.Mark == expected
            && CompactJson.OfText(text[place.Entry.Value.Start..place.Entry.Value.End]) == item.Value(expected.ToString());
    }

    private string Append(string text, JsonSpan root, JsonItem item, int? folders)
    {
        JsonSpan container = root;
        int depth = 0;
        while (depth < item.Path.Count && container.Find(item.Path[depth]) is { } entry)
        {
            depth++;
            JsonKind expected = depth == item.Path.Count && item.Name is null ? JsonKind.Array : JsonKind.Object;
            container = entry.Value.Kind == expected
                ? entry.Value
                : throw FileFault.At(path, text, entry.Start, $"\"{entry.Name}\" is no {(expected == JsonKind.Array ? "list" : "object")}");
        }

        int missing = item.Path.Count - depth;
        string compact = item.Compact(MarkOf(item, missing, folders).ToString());
        for (int level = item.Path.Count - 1; level >= depth; level--)
        {
            bool isList = level == item.Path.Count - 1 && item.Name is null;
            compact = $"\"{item.Path[level]}\":{(isList ? $"[{compact}]" : $"{{{compact}}}")}";
        }

        return JsonEdit.Append(text, container, compact, TextStyle.Of(text));
    }

    private string Renew(string text, JsonItem item, List<JsonPlace> found)
    {
        string now = text;
        for (int index = found.Count - 1; index > 0; index--)
        {
            now = JsonEdit.Remove(now, found[index].Container, found[index].Entry, TextStyle.Of(now));
        }

        SetupMark old = found[0].Mark;
        JsonPlace place = Find(JsonOutline.Read(now, path)).First(other => other.Id == item.Id);
        return JsonEdit.Replace(now, place.Entry, item.Compact(MarkOf(item, old.Containers, old.Folders).ToString()), TextStyle.Of(now));
    }

    /// <summary>Takes an entry out, and what was made around it if nobody uses that.</summary>
    private string Remove(string text, JsonPlace place)
    {
        string now = JsonEdit.Remove(text, place.Container, place.Entry, TextStyle.Of(text));
        string[] names = [.. place.Path];
        for (int made = place.Mark.Containers; made > 0 && names.Length > 0; made--)
        {
            JsonSpan parent = JsonOutline.Read(now, path);
            foreach (string name in names[..^1])
            {
                parent = parent.Find(name)?.Value ?? parent;
            }

            if (parent.Find(names[^1]) is not { } entry || !string.IsNullOrWhiteSpace(now[(entry.Value.Start + 1)..(entry.Value.End - 1)]))
            {
                break;
            }

            now = JsonEdit.Remove(now, parent, entry, TextStyle.Of(now));
            names = names[..^1];
        }

        return now;
    }
}
