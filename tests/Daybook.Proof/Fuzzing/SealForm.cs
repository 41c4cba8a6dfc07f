namespace Daybook.Proof.Fuzzing;

/// <summary>How an input carries its checksum.</summary>
internal enum SealForm
{
    /// <summary>It has none.</summary>
    None,

    /// <summary>As the last member of a line.</summary>
    Line,

    /// <summary>As the last member of an indented document.</summary>
    Document,
}
