namespace Daybook.Embedded.Doctor;

/// <summary>A word that doctor has for something that is wrong.</summary>
/// <param name="Word">The word, as it stands in findings.</param>
/// <param name="Meaning">What it means, wherever it is found.</param>
/// <param name="Mend">What mends it.</param>
/// <param name="Change">What that does to the bytes that are there.</param>
public sealed record KnownProblem(string Word, string Meaning, string Mend, MendKind Change)
{
    /// <summary>What <c>--fix</c> would do about a finding, for those who want to know before.</summary>
    /// <param name="finding">The finding, with this word.</param>
    /// <param name="quarantine">Where bytes are kept that are replaced.</param>
    /// <returns>One sentence; null where only a person can mend it.</returns>
    internal string? Plan(Finding finding, string quarantine) => Change switch
    {
        _ when !finding.Fix.Contains("--fix", StringComparison.Ordinal) => null,
        MendKind.Harmless => $"{Mend} ({finding.Path})",
        MendKind.Kept => $"{Mend} ({finding.Path}); what stands there now is kept in {quarantine}",
        _ => null,
    };
}
