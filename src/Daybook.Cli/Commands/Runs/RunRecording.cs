using System.Globalization;
using Daybook.Durability;
using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;
using Daybook.Embedded;
using Daybook.Errors;
using Daybook.Runs;

namespace Daybook.Cli.Commands.Runs;

/// <summary>
/// What <c>run exec</c> writes down. The command matters more than the record: whatever fails here is told on stderr and changes nothing else. It is
/// written on the thread that calls, which has nothing else to do.
/// </summary>
internal sealed class RunRecording : IAsyncDisposable
{
    private readonly CommandCall call;
    private readonly List<IFile> files = [];
    private (string Id, string Folder)? recorded;
    private (int Pid, long? Started)? child;

    private RunRecording(CommandCall call) => this.call = call;

    /// <summary>The run's id; null where it is not recorded.</summary>
    public string? RunId => recorded?.Id;

    /// <summary>The store; null where there is none, or it does not open.</summary>
    public EmbeddedStore? Store { get; private set; }

    /// <summary>Where the prompt was kept; null where it was not.</summary>
    public string? PromptPath { get; private set; }

    private IFileSystem Disk => call.Surroundings.Ports.FileSystem;

    /// <summary>Records a run, durably, and keeps its prompt.</summary>
    public static async Task<RunRecording> BeginAsync(CommandCall call, NewRun run, Func<EmbeddedStore, NewRun, Task<NewRun>> complete, string? promptFile)
    {
        var recording = new RunRecording(call);
        try
        {
            await CallingThread.Lend(() => recording.CreateAsync(run, complete));
        }
        catch (DaybookException failure) when (failure is not InvalidInputException)
        {
            recording.Warn($"the run is not recorded: {failure.Message}");
        }

        if (promptFile is not null)
        {
            recording.KeepPrompt(promptFile);
        }

        return recording;
    }

    /// <summary>The file that captures a stream; null where nothing is recorded.</summary>
    public IFile? Capture(string name)
    {
        IFile? file = Create(name);
        if (file is not null)
        {
            files.Add(file);
        }

        return file;
    }

    /// <summary>Notes which process it became. Of one that is over already this stands beside its end, which is about to be written.</summary>
    public Task NoteChildAsync(int pid)
    {
        long? started = call.Surroundings.Ports.Processes.StartTimeOf(pid);
        child = (pid, started);
        return started is null ? Task.CompletedTask : TryAsync(WithChild, "the process of the run is not noted");
    }

    /// <summary>Records the end.</summary>
    public Task FinishAsync(RunFinish finish) => TryAsync(
        run => RunLifecycle.Finish(WithChild(run), finish, call.Surroundings.Ports.Time.GetUtcNow()),
        $"the end of the run is not recorded (daybook run finish {RunId} --status {RunStatusName.Of(finish.Status)} --exit-code {finish.ExitCode?.ToString(CultureInfo.InvariantCulture)} does it)");

    /// <summary>Says what went wrong beside the command.</summary>
    public void Warn(string text) => call.Warn(text);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        files.ForEach(static file => file.Dispose());
        if (Store is not null)
        {
            await Store.DisposeAsync();
        }
    }

    private async Task CreateAsync(NewRun run, Func<EmbeddedStore, NewRun, Task<NewRun>> complete)
    {
        Store = await call.Stores.OpenToWriteAsync(call.Note, CancellationToken.None);
        NewRun whole = await complete(Store, run);
        RunRecord created = await Store.Runs.CreateAsync(whole, CancellationToken.None);
        recorded = (created.RunId, Store.FolderOf(created));
    }

    private RunRecord WithChild(RunRecord run) =>
        child is { } known ? run with { Pid = known.Pid, Pgid = known.Pid, PidStartTime = known.Started } : run;

    private async Task TryAsync(Func<RunRecord, RunRecord> change, string consequence)
    {
        if (Store is null || recorded is not { } run)
        {
            return;
        }

        try
        {
            await CallingThread.Lend(() => Store.Runs.UpdateAsync(run.Id, change, CancellationToken.None));
        }
        catch (DaybookException failure)
        {
            Warn($"{consequence}: {failure.Message}");
        }
    }

    private void KeepPrompt(string promptFile)
    {
        if (Create(RunFolder.Prompt) is not { } copy)
        {
            return;
        }

        try
        {
            using (copy)
            {
                using IFile prompt = Disk.Open(promptFile, OpenMode.Read);
                byte[] buffer = new byte[LogPrinter.BufferBytes];
                long offset = 0;
                int read;
                while ((read = prompt.Read(buffer, offset)) > 0)
                {
                    copy.WriteFully(buffer.AsSpan(0, read), offset);
                    offset += read;
                }

                copy.Flush();
            }

            Disk.SyncDirectory(recorded?.Folder ?? "");
            PromptPath = copy.Path;
        }
        catch (DurabilityException refused)
        {
            Warn($"the prompt is not kept: {refused.Message}");
        }
    }

    private IFile? Create(string name)
    {
        if (recorded is not { } run)
        {
            return null;
        }

        try
        {
            return Disk.Open(Path.Join(run.Folder, name), OpenMode.CreateNew);
        }
        catch (DurabilityException refused)
        {
            Warn($"{name} is not kept: {refused.Message}");
            return null;
        }
    }
}
