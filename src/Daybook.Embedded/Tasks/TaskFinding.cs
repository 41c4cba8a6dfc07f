using Daybook.Tasks;

namespace Daybook.Embedded.Tasks;

/// <summary>Findings about tasks.</summary>
internal static class TaskFinding
{
    private const string FixCommand = "daybook doctor tasks --fix";

    /// <summary>Records are lost or can be.</summary>
    internal static Finding Error(string problem, string path, string meaning) => Of(problem, Finding.Error, path, null, meaning);

    /// <summary>Nothing is lost, but something should be done.</summary>
    internal static Finding Warning(string problem, string path, string meaning) => Of(problem, Finding.Warning, path, null, meaning);

    /// <summary>Something that only a person can mend.</summary>
    internal static Finding ByHand(string problem, string path, string meaning, string fix) =>
        new(TaskRecord.KindName, problem, Finding.Error, path, null, meaning, fix, Fixed: false);

    /// <summary>Adds a line's fault; of very many the number alone.</summary>
    internal static void Add(List<Finding> findings, LineFault fault, string path, long? line)
    {
        if (findings.Count < ProblemList.ItemsMax)
        {
            findings.Add(Of(fault.Problem, fault.Severity, path, line, fault.Meaning));
        }
        else if (findings[^1].Problem != "more" || findings[^1].Path != path)
        {
            findings.Add(Of("more", Finding.Warning, path, line, "more damaged lines follow"));
        }
    }

    private static Finding Of(string problem, string severity, string path, long? line, string meaning) =>
        new(TaskRecord.KindName, problem, severity, path, line, meaning, FixCommand, Fixed: false);
}
