namespace Daybook.Embedded.Operations;

/// <summary>What is made of the lines of a log beside those of operations, as they are read.</summary>
/// <typeparam name="T">What a line says.</typeparam>
internal sealed class SideLogReading<T>
{
    /// <summary>What the lines say.</summary>
    internal List<T> Entries { get; } = [];

    /// <summary>The lines that are no JSON object: torn ones, and garbage.</summary>
    internal ProblemList Damaged { get; } = new();

    /// <summary>The lines that are an object and say nothing that is known here. They belong to another program, or to a newer version.</summary>
    internal ProblemList Foreign { get; } = new();

    /// <summary>Receives the lines that are an object, as they stand.</summary>
    internal OperationReading.Keeping Keep { get; init; } = static _ => { };
}
