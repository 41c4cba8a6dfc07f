namespace Daybook.Proof.Faults;

/// <summary>One rule of the shim: which call of which function goes wrong, and how.</summary>
/// <param name="Function">The libc function, such as <c>fdatasync</c>.</param>
/// <param name="Call">The first call to go wrong, counted from 1 per process among those under the watched directory.</param>
/// <param name="Error">A name of errno.h such as <c>EIO</c>, <see cref="HalfDone"/>, <see cref="Lost"/> or <see cref="Killed"/>.</param>
/// <param name="IsForGood">Whether every later call goes wrong too.</param>
internal sealed record Fault(string Function, int Call, string Error, bool IsForGood = false)
{
    /// <summary>A read or write that does half of its bytes.</summary>
    public const string HalfDone = "short";

    /// <summary>A write or rename that does nothing and says that it did: what no disk may do, by which the trials themselves are tried.</summary>
    public const string Lost = "lost";

    /// <summary>The process is killed before the call.</summary>
    public const string Killed = "KILL";

    /// <summary>The rule in the words of the shim.</summary>
    public override string ToString() => $"{Function}:{Call}:{Error}:{(IsForGood ? "always" : "once")}";
}
