namespace Daybook.Cli.Harnesses;

/// <summary>The file in which a harness looks for hooks.</summary>
/// <param name="Path">Where it is, from the project's root.</param>
/// <param name="Shape">How it spells a hook.</param>
/// <param name="Empty">A file of its kind without any hook: what a new one begins as.</param>
internal sealed record HookFile(string Path, HookShape Shape, string Empty)
{
    /// <summary>The names under which the lists of hooks stand; none where they stand at the root.</summary>
    public IReadOnlyList<string> Under { get; init; } = ["hooks"];

    /// <summary>Whether hooks may stand at the root as well as under <c>hooks</c>, and events be spelled in two ways.</summary>
    public bool IsLenient { get; init; }
}
