namespace Daybook.Operations;

/// <summary>The words for the kind of work that an operation is.</summary>
public static class OperationMode
{
    /// <summary>Something is made or changed.</summary>
    public const string TaskExecution = "task_execution";

    /// <summary>Advice is given.</summary>
    public const string Advisory = "advisory";

    /// <summary>A step of a mission is taken.</summary>
    public const string MissionStep = "mission_step";

    /// <summary>A question is answered.</summary>
    public const string Query = "query";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [TaskExecution, Advisory, MissionStep, Query];

    /// <summary>Whether work of this kind leaves something behind that can be evidence of it.</summary>
    public static bool TakesEvidence(string mode) => mode is TaskExecution or MissionStep;
}
