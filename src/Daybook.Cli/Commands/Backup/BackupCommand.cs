using System.CommandLine;
using Daybook.Backup;
using Daybook.Embedded;

namespace Daybook.Cli.Commands.Backup;

/// <summary><c>daybook backup</c></summary>
internal sealed class BackupCommand : DaybookCommand
{
    private readonly Argument<string> file = new("file") { Description = "The archive, a gzipped tar; a file that is there is never replaced" };

    /// <summary>Builds the command.</summary>
    public BackupCommand(CommandFrame frame)
        : base(
            frame,
            "backup",
            "Copies the whole store into one archive while others go on writing, and reads it again before it answers.",
            "daybook backup ../daybook-before-the-move.tar.gz",
            "daybook backup /mnt/usb/daybook.tar.gz --json") => Add(file);

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        string path = Path.GetFullPath(call.Parsed.GetRequiredValue(file), call.Surroundings.WorkingDirectory.Value);
        await using EmbeddedStore store = await call.Stores.OpenToChangeAsync(cancellationToken);
        StoreArchive archive = await call.Console.PatientlyAsync("Backing up", _ => store.BackUpAsync(path, cancellationToken));
        ArchiveAnswer.Print(call, archive, "Backed up to ");
        return 0;
    }
}
