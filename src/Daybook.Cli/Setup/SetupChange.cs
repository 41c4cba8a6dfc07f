namespace Daybook.Cli.Setup;

/// <summary>What is to become of one file. Nothing is written yet.</summary>
/// <param name="File">The file.</param>
/// <param name="State">How setup's part stands in it now.</param>
/// <param name="Then">How it stands there then.</param>
/// <param name="Before">Its content; null if there is none.</param>
/// <param name="After">Its content then; null if there is to be none.</param>
/// <param name="Folders">How many folders above it were made for it, and go with it.</param>
internal sealed record SetupChange(SetupFile File, SetupState State, SetupState Then, byte[]? Before, byte[]? After, int Folders)
{
    /// <summary>What is done to the file, in one word.</summary>
    public string Action => (Before, After) switch
    {
        (null, null) => "unchanged",
        (null, _) => "created",
        (_, null) => "deleted",
        _ => Before.AsSpan().SequenceEqual(After) ? "unchanged" : "changed",
    };
}
