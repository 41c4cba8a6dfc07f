namespace Daybook.Cli.Harnesses;

/// <summary>The file in which a harness looks for instructions.</summary>
/// <param name="Path">Where it is, from the project's root.</param>
/// <param name="Empty">What a new one begins with.</param>
internal sealed record InstructionFile(string Path, string Empty)
{
    /// <summary>Whether it may be a stub that imports <c>AGENTS.md</c>; then the instructions belong there.</summary>
    public bool MayImport { get; init; }
}
