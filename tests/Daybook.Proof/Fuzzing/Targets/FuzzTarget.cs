using System.Text;

namespace Daybook.Proof.Fuzzing.Targets;

/// <summary>What most targets have in common.</summary>
/// <param name="name">What it is called.</param>
/// <param name="seeds">Valid inputs.</param>
/// <param name="tokens">Words of the format.</param>
internal abstract class FuzzTarget(string name, IReadOnlyList<byte[]> seeds, params IReadOnlyList<string> tokens) : IFuzzTarget
{
    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public IReadOnlyList<byte[]> Seeds => seeds;

    /// <inheritdoc/>
    public IReadOnlyList<string> Tokens => tokens;

    /// <inheritdoc/>
    public virtual SealForm Seal => SealForm.None;

    /// <inheritdoc/>
    public abstract void Run(ReadOnlySpan<byte> input);

    /// <inheritdoc/>
    public virtual bool Documents(Exception failure) => false;

    /// <summary>Says that something holds.</summary>
    /// <exception cref="ClaimBrokenException">It does not.</exception>
    protected static void Claim(bool holds, string what)
    {
        if (!holds)
        {
            throw new ClaimBrokenException(what);
        }
    }

    /// <summary>Says that what was written of an answer, and read and written again, is the same.</summary>
    /// <exception cref="ClaimBrokenException">It is not.</exception>
    protected static void ClaimSame(ReadOnlySpan<byte> written, ReadOnlySpan<byte> again)
    {
        if (!written.SequenceEqual(again))
        {
            throw new ClaimBrokenException($"written and read again it is another\n    first: {Encoding.UTF8.GetString(written)}\n    then:  {Encoding.UTF8.GetString(again)}");
        }
    }

    /// <summary>An input as a program hears it on its command line: what is no UTF-8 is replaced.</summary>
    protected static string TextOf(ReadOnlySpan<byte> input) => Encoding.UTF8.GetString(input);
}
