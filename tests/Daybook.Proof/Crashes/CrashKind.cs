namespace Daybook.Proof.Crashes;

/// <summary>A kind of protocol that is crashed.</summary>
/// <param name="Name">What it is called in reports.</param>
/// <param name="Weight">How many states it is to have in proportion to others: what is cheap to check has more.</param>
/// <param name="Create">Makes one with the choices of a seed.</param>
internal sealed record CrashKind(string Name, double Weight, Func<CrashStore, int, CrashProtocol> Create);
