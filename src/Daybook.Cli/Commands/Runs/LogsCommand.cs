using System.CommandLine;
using Daybook.Durability.FileSystem;
using Daybook.Durability.Processes;
using Daybook.Embedded;
using Daybook.Errors;
using Daybook.Runs;

namespace Daybook.Cli.Commands.Runs;

/// <summary><c>daybook run logs</c></summary>
internal sealed class LogsCommand : DaybookCommand
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly Argument<string> id = RunOptions.Id();
    private readonly Option<bool> follow = new("--follow") { Description = "Go on until the run has ended" };
    private readonly Option<bool> errors = new("--stderr") { Description = "What it wrote to stderr, in place of stdout" };

    /// <summary>Builds the command.</summary>
    public LogsCommand(CommandFrame frame)
        : base(
            frame,
            "logs",
            "Prints what a run wrote. To a terminal and with --json line by line and harmless, else byte for byte.",
            "daybook run logs 20261101-1200 --follow",
            "daybook run logs 20261101-1200 --stderr")
    {
        Add(id);
        Add(follow);
        Add(errors);
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        await using EmbeddedStore store = await call.Stores.OpenToReadAsync(cancellationToken);
        RunView view = await store.Runs.GetAsync(call.Parsed.GetRequiredValue(id), cancellationToken);
        string path = PathOf(view, call.Value(errors));
        bool isFollowed = call.Value(follow);
        IFileSystem disk = call.Surroundings.Ports.FileSystem;
        if (disk.Stat(path) is null && !(isFollowed && IsOpen(view)))
        {
            throw new NotFoundException($"run {view.Run.RunId} has no {path}") { Id = view.Run.RunId, Path = path, Hint = "only run exec captures what a run writes" };
        }

        var printer = new LogPrinter(call);
        long offset = 0;
        while (true)
        {
            // Asked before the read: what was written before the end is then read before the end counts.
            bool isOver = !isFollowed || !IsOpen(await store.Runs.GetAsync(view.Run.RunId, cancellationToken));
            offset = Print(disk, path, offset, printer, cancellationToken);
            if (isOver)
            {
                printer.End();
                return 0;
            }

            call.Console.Flush();
            if (!call.Surroundings.Spawner.HasReader(StandardDescriptors.Output))
            {
                // A run that writes nothing would keep this from noticing that whoever read has gone.
                return 0;
            }

            await Task.Delay(Pause, call.Surroundings.Ports.Time, cancellationToken);
        }
    }

    private static bool IsOpen(RunView view) => view.State is RunStatus.Running or RunStatus.Unknown;

    private static long Print(IFileSystem disk, string path, long offset, LogPrinter printer, CancellationToken cancellationToken)
    {
        if (disk.Stat(path) is null)
        {
            return offset;
        }

        using IFile file = disk.Open(path, OpenMode.Read);
        byte[] buffer = new byte[LogPrinter.BufferBytes];
        int read;
        while ((read = file.Read(buffer, offset)) > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            printer.Print(buffer.AsSpan(0, read));
            offset += read;
        }

        return offset;
    }

    /// <summary>Files of other systems may say that their output is elsewhere; only what stands beside the record is opened.</summary>
    private static string PathOf(RunView view, bool isErrors)
    {
        string own = Path.Join(view.Path, isErrors ? RunFolder.Errors : RunFolder.Output);
        string? told = isErrors ? view.Run.StderrPath : view.Run.StdoutPath;
        return told is { Length: > 0 } name && Path.GetFileName(name) == name ? Path.Join(view.Path, name) : own;
    }
}
