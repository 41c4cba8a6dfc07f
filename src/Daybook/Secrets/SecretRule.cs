namespace Daybook.Secrets;

/// <summary>How one kind of secret is recognised by its shape.</summary>
/// <param name="Kind">The name of the kind in marks.</param>
/// <param name="Notation">The shape, in the notation of <see cref="SecretPattern.Parse"/>.</param>
/// <param name="MustLookRandom">Whether words can have this shape too, so that only what looks random counts.</param>
internal sealed record SecretRule(string Kind, string Notation, bool MustLookRandom)
{
    /// <summary>The shape.</summary>
    internal SecretPattern Pattern { get; } = SecretPattern.Parse(Notation);

    internal static SecretRule Sure(string kind, string notation) => new(kind, notation, MustLookRandom: false);

    internal static SecretRule Likely(string kind, string notation) => new(kind, notation, MustLookRandom: true);
}
