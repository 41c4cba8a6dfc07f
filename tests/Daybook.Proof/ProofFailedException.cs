namespace Daybook.Proof;

/// <summary>A case against a claim, or a proof that would not have found one. The message says how to see it again.</summary>
internal sealed class ProofFailedException : Exception
{
    public ProofFailedException(string message)
        : base(message)
    {
    }

    public ProofFailedException(string message, Exception cause)
        : base(message, cause)
    {
    }
}
