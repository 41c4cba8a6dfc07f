using System.CommandLine;
using Daybook.Backup;

namespace Daybook.Cli.Commands.Backup;

/// <summary><c>daybook restore</c></summary>
internal sealed class RestoreCommand : DaybookCommand
{
    private readonly Argument<string> file = new("file") { Description = "An archive that daybook backup made" };

    private readonly Option<bool> replace = new("--replace") { Description = "Move a store that is there aside, beside it, and put the restored one in its place" };

    /// <summary>Builds the command.</summary>
    public RestoreCommand(CommandFrame frame)
        : base(
            frame,
            "restore",
            "Checks an archive and brings its store back in one step. All claims end, and new tokens are above every older one.",
            "daybook restore ../daybook-2026-11-01.tar.gz",
            "daybook restore backup.tar.gz --replace",
            "daybook restore backup.tar.gz --store /tmp/look-into-it")
    {
        Add(file);
        Add(replace);
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        string path = call.Parsed.GetRequiredValue(file);
        StoreArchive restored = await call.Console.PatientlyAsync(
            "Restoring", _ => call.Stores.RestoreAsync(path, call.Value(replace), cancellationToken));
        ArchiveAnswer.Print(call, restored, "Restored ");
        return 0;
    }
}
