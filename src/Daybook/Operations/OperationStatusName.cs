namespace Daybook.Operations;

/// <summary>The names of the states on the wire.</summary>
public static class OperationStatusName
{
    /// <summary>All names, in the order of <see cref="OperationStatus"/>.</summary>
    public static IReadOnlyList<string> All { get; } = ["open", "closed"];

    /// <summary>The name of a state.</summary>
    public static string Of(OperationStatus status) => All[(int)status];

    /// <summary>The state with a name, or null.</summary>
    public static OperationStatus? Parse(string name) => name switch
    {
        "open" => OperationStatus.Open,
        "closed" => OperationStatus.Closed,
        _ => null,
    };
}
