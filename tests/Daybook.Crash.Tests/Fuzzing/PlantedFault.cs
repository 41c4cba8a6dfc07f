using Daybook.Proof.Fuzzing;

namespace Daybook.Crash.Tests.Fuzzing;

/// <summary>A parser with a fault of the kind that parsers have, on inputs that are rare and can be reached.</summary>
/// <param name="parser">The parser.</param>
/// <param name="isHit">On which inputs.</param>
/// <param name="fault">What it does then.</param>
internal sealed class PlantedFault(IFuzzTarget parser, PlantedFault.Condition isHit, Action fault) : IFuzzTarget
{
    /// <summary>Whether a fault shows on an input.</summary>
    internal delegate bool Condition(ReadOnlySpan<byte> input);

    public string Name => parser.Name;

    public IReadOnlyList<byte[]> Seeds => parser.Seeds;

    public IReadOnlyList<string> Tokens => parser.Tokens;

    public SealForm Seal => parser.Seal;

    public bool Documents(Exception failure) => parser.Documents(failure);

    public void Run(ReadOnlySpan<byte> input)
    {
        if (isHit(input))
        {
            fault();
        }

        parser.Run(input);
    }
}
