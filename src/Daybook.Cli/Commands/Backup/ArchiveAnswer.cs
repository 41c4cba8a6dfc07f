using Daybook.Backup;
using Daybook.Cli.Output;

namespace Daybook.Cli.Commands.Backup;

/// <summary>What <c>backup</c> and <c>restore</c> answer.</summary>
/// <param name="Path">The archive after a backup, the store after a restore.</param>
/// <param name="Records">How many records of each kind.</param>
/// <param name="Verified">Whether all of the archive was read and compared with its sums.</param>
internal sealed record ArchiveAnswer(string Path, IReadOnlyDictionary<string, long> Records, bool Verified)
{
    /// <summary>Prints the answer.</summary>
    /// <param name="call">The call.</param>
    /// <param name="archive">What was made or brought back.</param>
    /// <param name="what">In words.</param>
    public static void Print(CommandCall call, StoreArchive archive, string what)
    {
        switch (call.Console.Mode)
        {
            case OutputMode.Json:
                call.Console.WriteJson(new ArchiveAnswer(archive.Path, archive.Records, archive.Verified), CliJson.Default.ArchiveAnswer);
                break;
            case OutputMode.Quiet:
                call.Console.WriteId(archive.Path);
                break;
            default:
                call.Console.Text.WriteLine(what, new Piece(archive.Path, Tone.Strong));
                call.Console.Text.WriteLine("with ", string.Join(", ", archive.Records.Select(static kind => $"{kind.Value} {kind.Key}")), "; every byte was checked");
                break;
        }

        foreach (string note in archive.Notes)
        {
            call.Note(note);
        }
    }
}
