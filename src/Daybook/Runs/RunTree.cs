namespace Daybook.Runs;

/// <summary>Makes a tree of runs: children below the run that started them, older attempts below the newest restart.</summary>
public static class RunTree
{
    /// <summary>How deep a tree goes; what would be deeper stands at the top instead, since readers of the JSON form have bounds too.</summary>
    public const int DepthMax = 50;

    /// <summary>
    /// The tree of some runs. A run whose parent is not among them stands at the top, and so does one whose links lead back to itself.
    /// </summary>
    /// <returns>The runs at the top, newest first.</returns>
    public static IReadOnlyList<RunNode> Of(IEnumerable<RunView> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        RunView[] all = [.. runs.OrderBy(view => RunPosition.Of(view.Run))];
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int number = 0; number < all.Length; number++)
        {
            numbers.TryAdd(all[number].Run.RunId, number);
        }

        Link[] links = LinksOf(all, numbers);
        CutDeep(links);
        return Nodes(all, links);
    }

    /// <summary>What each run stands below. Every run has at most one such link, so a link closes a circle if both ends hang together already.</summary>
    private static Link[] LinksOf(RunView[] all, Dictionary<string, int> numbers)
    {
        var links = new Link[all.Length];
        Array.Fill(links, new Link(-1, false));
        int[] groups = [.. Enumerable.Range(0, all.Length)];

        // Newest first: of two restarts of one run, the newer one takes it.
        for (int number = 0; number < all.Length; number++)
        {
            if (all[number].Run.PreviousRunId is { Length: > 0 } previous && numbers.TryGetValue(previous, out int older) && links[older].Above < 0)
            {
                Join(links, groups, older, new Link(number, true));
            }
        }

        for (int number = 0; number < all.Length; number++)
        {
            if (links[number].Above < 0 && ParentOf(number, all, numbers, links) is { Length: > 0 } parent && numbers.TryGetValue(parent, out int above))
            {
                Join(links, groups, number, new Link(above, false));
            }
        }

        return links;
    }

    /// <summary>Who started a run; of a restart that does not say so, who started the newest attempt before it that does.</summary>
    private static string? ParentOf(int number, RunView[] all, Dictionary<string, int> numbers, Link[] links)
    {
        while (all[number].Run is { ParentRunId: null or "", PreviousRunId: { Length: > 0 } previous }
            && numbers.TryGetValue(previous, out int older) && links[older] == new Link(number, true))
        {
            number = older;
        }

        return all[number].Run.ParentRunId;
    }

    private static void Join(Link[] links, int[] groups, int number, Link link)
    {
        int below = GroupOf(groups, number);
        int above = GroupOf(groups, link.Above);
        if (below != above)
        {
            groups[below] = above;
            links[number] = link;
        }
    }

    private static int GroupOf(int[] groups, int number)
    {
        while (groups[number] != number)
        {
            number = groups[number] = groups[groups[number]];
        }

        return number;
    }

    private static void CutDeep(Link[] links)
    {
        int[] depths = new int[links.Length];
        var way = new Stack<int>();
        for (int number = 0; number < links.Length; number++)
        {
            for (int step = number; step >= 0 && depths[step] == 0; step = links[step].Above)
            {
                way.Push(step);
            }

            while (way.TryPop(out int step))
            {
                int above = links[step].Above;
                depths[step] = above < 0 ? 1 : depths[above] + 1;
                if (depths[step] > DepthMax)
                {
                    links[step] = new Link(-1, false);
                    depths[step] = 1;
                }
            }
        }
    }

    private static List<RunNode> Nodes(RunView[] all, Link[] links)
    {
        var children = new List<RunNode>[all.Length];
        var previous = new List<RunNode>[all.Length];
        var nodes = new RunNode[all.Length];
        for (int number = 0; number < all.Length; number++)
        {
            nodes[number] = new RunNode(all[number], children[number] = [], previous[number] = []);
        }

        var top = new List<RunNode>();
        for (int number = 0; number < all.Length; number++)
        {
            (links[number].Above < 0 ? top : links[number].IsRestart ? previous[links[number].Above] : children[links[number].Above]).Add(nodes[number]);
        }

        return top;
    }

    private readonly record struct Link(int Above, bool IsRestart);
}
