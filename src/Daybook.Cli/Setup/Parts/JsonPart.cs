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

    private string Bare => empty.TrimEnd('\n');

    /// <inheritdoc/>
    public SetupState StateOf(string? text)
    {
        if (text is null)
        {
            return SetupState.Missing;
        }

        JsonSpan root = Root(text);
        if (IsTheirs(root))
        {
            return SetupState.Theirs;
        }

        List<JsonPlace> found = Find(root);
        IReadOnlyList<JsonItem> items = Items(root);
        return found.Count == 0 ? SetupState.Missing
            : !found.TrueForAll(place => IsKnown(text, place)) || !items.All(item => IsSettled(text, item, found)) ? SetupState.Stale
            : found.Exists(place => IsEdited(text, place)) ? SetupState.Edited
            : SetupState.Current;
    }

    /// <inheritdoc/>
    public string Write(string? text, int folders)
    {
        bool isBlank = text is not null && string.IsNullOrWhiteSpace(text);
        string now = isBlank ? text + Bare : text ?? empty;
        int? made = text is null ? folders : null;
        foreach (JsonItem item in Items(Root(now)))
        {
            JsonSpan root = Root(now);
            if (IsSettled(now, item, Find(root)))
            {
                continue;
            }

            now = Untouched(now, item).Count == 0 ? Append(now, item, made, isBlank ? item.Path.Count + 1 : 0) : Renew(now, item);
            made = null;
            isBlank = false;
        }

        // What an older version wrote and this one does not.
        while (Find(Root(now)).Find(place => !IsKnown(now, place)) is { } old)
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
        for (List<JsonPlace> found = Find(Root(now)); found.Count > 0; found = Find(Root(now)))
        {
            string[] order = [.. Items(Root(now)).Select(static item => item.Id)];
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

    private bool IsKnown(string text, JsonPlace place) => Items(Root(text)).Any(item => item.Id == place.Id);

    private static SetupMark MarkOf(JsonItem item, int containers, int? folders) => SetupMark.Of(item.Compact(""), containers, folders);

    private static bool IsCurrent(string text, JsonItem item, JsonPlace place)
    {
        SetupMark expected = MarkOf(item, place.Mark.Containers, place.Mark.Folders);
        return IsAtHome(item, place) && place.Mark == expected && place.ValueIn(text) == item.Value(expected.ToString());
    }

    private static bool IsAtHome(JsonItem item, JsonPlace place) => item.Path.SequenceEqual(place.Path, StringComparer.Ordinal);

    /// <summary>Whether an entry says something else than what its mark was made of: then somebody has changed it by hand.</summary>
    private static bool IsEdited(string text, JsonPlace place)
    {
        string written = place.ValueIn(text).Replace(place.Mark.ToString(), "", StringComparison.Ordinal);
        return SetupMark.Of(JsonItem.Compact(place.Entry.Name, written), 0, null).Hash != place.Mark.Hash;
    }

    /// <summary>Whether there is nothing to write: it stands there once as it is to be, or somebody has made it their own.</summary>
    private static bool IsSettled(string text, JsonItem item, List<JsonPlace> found)
    {
        List<JsonPlace> own = found.FindAll(place => place.Id == item.Id);
        List<JsonPlace> untouched = own.FindAll(place => !IsEdited(text, place));
        return untouched.Count == 0 ? own.Count > 0 : untouched is [var only] && IsCurrent(text, item, only);
    }

    private List<JsonPlace> Untouched(string text, JsonItem item) =>
        Find(Root(text)).FindAll(place => place.Id == item.Id && !IsEdited(text, place));

    /// <summary>Puts an entry in.</summary>
    /// <param name="text">The file.</param>
    /// <param name="item">The entry.</param>
    /// <param name="folders">How many folders were made for the file; null where it was there.</param>
    /// <param name="containers">How many of the lists and objects around it, with the file's own, were made for it or the entry in whose stead it comes.</param>
    private string Append(string text, JsonItem item, int? folders, int containers)
    {
        JsonSpan container = Root(text);
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
        string compact = item.Compact(MarkOf(item, missing == 0 ? 0 : Math.Max(missing, containers), folders).ToString());
        for (int level = item.Path.Count - 1; level >= depth; level--)
        {
            bool isList = level == item.Path.Count - 1 && item.Name is null;
            compact = $"\"{item.Path[level]}\":{(isList ? $"[{compact}]" : $"{{{compact}}}")}";
        }

        return JsonEdit.Append(text, container, compact, TextStyle.Of(text));
    }

    /// <summary>Renews an entry in its place. One that stands where the harness does not look for it, or in somebody's group, comes anew.</summary>
    private string Renew(string text, JsonItem item)
    {
        string now = text;
        int? folders = null;
        int containers = 0;
        while (true)
        {
            List<JsonPlace> found = Untouched(now, item);
            JsonPlace? kept = found.Find(place => place.Group is null && IsAtHome(item, place));
            if (found.Find(place => !ReferenceEquals(place, kept)) is not { } other)
            {
                return kept is null
                    ? Append(now, item, folders, containers)
                    : JsonEdit.Replace(now, kept.Entry, item.Compact(MarkOf(item, kept.Mark.Containers, kept.Mark.Folders ?? folders).ToString()), TextStyle.Of(now));
            }

            // What was made around it also holds the new one, where only the innermost name differs.
            containers = item.Path.SkipLast(1).SequenceEqual(other.Path.SkipLast(1), StringComparer.Ordinal) ? Math.Max(containers, other.Mark.Containers) : containers;
            folders ??= other.Mark.Folders;
            now = Remove(now, other);
        }
    }

    /// <summary>Takes an entry out, and what was made around it if nobody uses that.</summary>
    private string Remove(string text, JsonPlace place)
    {
        string now = JsonEdit.Remove(text, place.Container, place.Entry, TextStyle.Of(text));
        string[] names = [.. place.Path];
        int made;
        for (made = place.Mark.Containers; made > 0 && names.Length > 0; made--)
        {
            JsonSpan parent = Root(now);
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

        // The file was blank before.
        JsonSpan root = Root(now);
        return made > 0 && names.Length == 0 && now[root.Start..root.End] == Bare ? now.Remove(root.Start, Bare.Length) : now;
    }

    /// <summary>The object that the file is; a blank one is taken for one without members.</summary>
    private JsonSpan Root(string text) => string.IsNullOrWhiteSpace(text) ? new JsonSpan(JsonKind.Object, 0, 0, [], null) : JsonOutline.Read(text, path);
}
