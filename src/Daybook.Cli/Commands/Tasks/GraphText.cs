using System.Globalization;
using Daybook.Tasks;

namespace Daybook.Cli.Commands.Tasks;

/// <summary>A graph of tasks as text for programs that draw. An arrow goes from what has to be done first to what waits for it.</summary>
internal static class GraphText
{
    /// <summary>For Graphviz.</summary>
    public static IEnumerable<string> Dot(TaskGraph graph)
    {
        HashSet<string> critical = [.. graph.CriticalPath];
        HashSet<TaskGraphEdge> bold = [.. graph.CriticalPath.Zip(graph.CriticalPath.Skip(1), (first, then) => new TaskGraphEdge(then, first))];
        yield return "digraph tasks {";
        yield return "  rankdir=LR;";
        yield return "  node [shape=box];";
        foreach (TaskRecord task in graph.Nodes)
        {
            string label = $"{DotText(task.Name)}\\n{TaskStateName.Of(task.Status)}";
            yield return $"  \"{DotText(task.Id)}\" [label=\"{label}\"{(critical.Contains(task.Id) ? ", style=bold" : "")}];";
        }

        foreach (TaskGraphEdge edge in graph.Edges)
        {
            yield return $"  \"{DotText(edge.DependsOn)}\" -> \"{DotText(edge.TaskId)}\"{(bold.Contains(edge) ? " [style=bold]" : "")};";
        }

        yield return "}";
    }

    /// <summary>For Mermaid, which Markdown viewers draw.</summary>
    public static IEnumerable<string> Mermaid(TaskGraph graph)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        yield return "graph LR";
        foreach (TaskRecord task in graph.Nodes)
        {
            yield return $"  {NameOf(task.Id)}[\"{MermaidText(task.Name)}<br/>{TaskStateName.Of(task.Status)}\"]";
        }

        foreach (TaskGraphEdge edge in graph.Edges)
        {
            yield return $"  {NameOf(edge.DependsOn)} --> {NameOf(edge.TaskId)}";
        }

        if (graph.CriticalPath.Count > 0)
        {
            yield return "  classDef critical stroke-width:3px";
            yield return $"  class {string.Join(',', graph.CriticalPath.Select(NameOf))} critical";
        }

        // Ids of other systems may have letters that mean something to Mermaid.
        string NameOf(string id)
        {
            if (!names.TryGetValue(id, out string? name))
            {
                names[id] = name = string.Create(CultureInfo.InvariantCulture, $"t{names.Count + 1}");
            }

            return name;
        }
    }

    private static string DotText(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);

    // Every letter that could end the label or be markup in it is written by its number.
    private static string MermaidText(string text) => string.Concat(text.Select(letter =>
        letter is '"' or '#' or '<' or '>' or '&' or '`' or '[' or ']' or '\\' ? string.Create(CultureInfo.InvariantCulture, $"#{(int)letter};") : $"{letter}"));
}
