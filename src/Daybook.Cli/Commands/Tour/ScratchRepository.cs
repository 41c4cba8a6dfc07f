using Daybook.Cli.Processes;
using Daybook.Embedded;

namespace Daybook.Cli.Commands.Tour;

/// <summary>A git repository for the tour: a clone of the one around the working directory, or a new one.</summary>
internal sealed class ScratchRepository(Surroundings surroundings, string directory)
{
    private const string SomeFile = "src/db.cs";

    /// <summary>Where it is.</summary>
    public string Directory { get; } = directory;

    /// <summary>A file that the tour's records are about.</summary>
    public string FilePath { get; private set; } = SomeFile;

    /// <summary>Makes it.</summary>
    /// <returns>What was done, as a phrase.</returns>
    public async Task<string> CreateAsync(CancellationToken cancellationToken)
    {
        string parent = Path.GetDirectoryName(Directory) ?? Directory;
        if (StoreLocator.WorkTreeRoot(surroundings.Ports.FileSystem, surroundings.WorkingDirectory.Value) is { } root)
        {
            await GitAsync(parent, ["clone", "--quiet", "--", root, Directory], cancellationToken);
            FilePath = await FirstFileAsync(cancellationToken) ?? SomeFile;
            return $"cloned {root}";
        }

        await GitAsync(parent, ["init", "--quiet", Directory], cancellationToken);
        string[] identity = ["-c", "user.name=Daybook", "-c", "user.email=daybook@localhost", "-c", "commit.gpgsign=false"];
        await GitAsync(Directory, [.. identity, "commit", "--quiet", "--allow-empty", "-m", "Begin"], cancellationToken);
        return "made a new repository, since there is none here to clone";
    }

    /// <summary>How to start a process in it that knows no other repository or store.</summary>
    public ChildStart Process(IReadOnlyList<string> command) => new(command, Directory)
    {
        WithoutVariables = [.. GitVariables.OfOneRepository, "DAYBOOK_STORE", "DAYBOOK_RUN", "DAYBOOK_TASK", FoundingMemory.VariableName],
    };

    /// <summary>Runs git in it.</summary>
    /// <returns>What it printed.</returns>
    public Task<string> GitAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken) => GitAsync(Directory, arguments, cancellationToken);

    private async Task<string?> FirstFileAsync(CancellationToken cancellationToken)
    {
        string listed = await GitAsync(Directory, ["-c", "core.quotepath=off", "ls-files"], cancellationToken);
        string[] files = listed.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return files.FirstOrDefault(file => file.Contains('/', StringComparison.Ordinal)) ?? files.FirstOrDefault();
    }

    private async Task<string> GitAsync(string where, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        ChildStart start = Process(["git", .. arguments]) with { WorkingDirectory = where };
        ChildResult result = await ChildProcess.RunAsync(start, cancellationToken);
        return result.ExitCode == 0
            ? result.Output
            : throw new CheckFailedException($"git {string.Join(' ', arguments)} ended with {result.ExitCode}: {result.Errors.Trim()}");
    }
}
