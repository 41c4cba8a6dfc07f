namespace Daybook.Proof.Fuzzing;

/// <summary>A parser under attack: valid inputs to begin with, and one run of it on any bytes.</summary>
internal interface IFuzzTarget
{
    /// <summary>What it is called in reports and in names of findings.</summary>
    string Name { get; }

    /// <summary>Valid inputs. Everything that is tried comes from them.</summary>
    IReadOnlyList<byte[]> Seeds { get; }

    /// <summary>Words of the format, of which one is put in now and then.</summary>
    IReadOnlyList<string> Tokens { get; }

    /// <summary>Whether an input is only looked at once its checksum is right, so that half of what is tried is given a right one.</summary>
    SealForm Seal { get; }

    /// <summary>
    /// Runs it on an input, and what else must hold of its answer. May be called by several threads at once.
    /// </summary>
    /// <exception cref="ClaimBrokenException">The answer is wrong.</exception>
    void Run(ReadOnlySpan<byte> input);

    /// <summary>Whether the parser promises this exception for bad input. Those of the contracts are promised by every parser.</summary>
    bool Documents(Exception failure);
}
