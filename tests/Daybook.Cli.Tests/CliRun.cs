using System.Text;
using Daybook.Cli.Processes;
using Daybook.Durability.Processes;
using Daybook.Embedded;
using Daybook.Embedded.Sqlite;
using Daybook.Errors;
using Daybook.Git;
using Daybook.Testing;
using Xunit;

namespace Daybook.Cli.Tests;

/// <summary>Runs commands in this process, in a directory of their own, on the real disk.</summary>
internal sealed class CliRun : IDisposable
{
    private static readonly SqliteInUse Sqlite = SqliteInUse.Find();

    private readonly Dictionary<string, string> variables = [];

    public CliRun(bool isGit = true)
    {
        Root = Directory.CreateTempSubdirectory("daybook-cli-").FullName;
        WorkingDirectory = Path.Combine(Root, "work");
        Directory.CreateDirectory(WorkingDirectory);
        Set("HOME", Path.Combine(Root, "home"));
        if (isGit)
        {
            // What makes a directory a repository for whoever only looks.
            Directory.CreateDirectory(Path.Combine(WorkingDirectory, ".git"));
            File.WriteAllText(Path.Combine(WorkingDirectory, ".git", "HEAD"), "ref: refs/heads/main\n");
        }
    }

    public string Root { get; }

    public string WorkingDirectory { get; set; }

    public bool IsOutputTerminal { get; set; }

    public bool IsErrorTerminal { get; set; }

    public EmbeddedPorts Ports { get; set; } = EmbeddedPorts.System();

    public IGitChanges Git { get; set; } = new GitStatus(TimeProvider.System);

    public IProcessSpawner Spawner { get; set; } = new PosixProcessSpawner();

    public string Store => Path.Combine(WorkingDirectory, ".daybook");

    public string Log => Path.Combine(Store, "memory", "memory.jsonl");

    /// <summary>Ids and times that are the same in every run.</summary>
    public CliRun Steady()
    {
        Ports = Ports with { Time = new ManualClock(), Ids = new SequentialIds(), Processes = new ManualProcesses() };
        return this;
    }

    /// <summary>Makes the directory a repository that git itself takes for one; the test is skipped where there is no git.</summary>
    public async Task<CliRun> WithGitAsync()
    {
        await GitAsync("init", "--quiet", "--initial-branch=main");
        await GitAsync("config", "user.name", "tester");
        await GitAsync("config", "user.email", "tester@example.org");
        return this;
    }

    /// <summary>Runs git in the directory.</summary>
    /// <returns>What it printed.</returns>
    public async Task<string> GitAsync(params string[] arguments)
    {
        try
        {
            ChildResult result = await ChildProcess.RunAsync(new ChildStart(["git", .. arguments], WorkingDirectory), TestContext.Current.CancellationToken);
            Assert.True(result.ExitCode == 0, result.Errors);
            return result.Output;
        }
        catch (NotFoundException)
        {
            Assert.Skip("git is not installed, so nothing is committed.");
            throw;
        }
    }

    public void Set(string name, string value) => variables[name] = value;

    public Task<CliResult> RunAsync(params string[] arguments) => RunWithInputAsync(Stream.Null, arguments);

    public Task<CliResult> RunWithTextAsync(string input, params string[] arguments) =>
        RunWithInputAsync(new MemoryStream(Encoding.UTF8.GetBytes(input)), arguments);

    public async Task<CliResult> RunWithInputAsync(Stream input, params string[] arguments)
    {
        using var output = new MemoryStream();
        using var error = new MemoryStream();
        int exitCode = await new CommandLine(SurroundingsOf(input, output, error)).RunAsync(arguments, CancellationToken.None);
        return new CliResult(exitCode, Shown(output), Shown(error));
    }

    public Surroundings SurroundingsOf(Stream input, Stream output, Stream error) => new()
    {
        Ports = Ports,
        Git = Git,
        Spawner = Spawner,
        Input = input,
        Output = output,
        Error = error,
        IsOutputTerminal = IsOutputTerminal,
        IsErrorTerminal = IsErrorTerminal,
        Environment = name => variables.GetValueOrDefault(name),
        Columns = new Lazy<int?>((int?)null),
        FindAltered = static _ => null,
        WorkingDirectory = new Lazy<string>(WorkingDirectory),
        TempDirectory = Root,
        Actor = "tester@here",
        OwnCommand = ["dotnet", Path.Combine(AppContext.BaseDirectory, "Daybook.Cli.dll")],
    };

    public void Dispose() => Directory.Delete(Root, recursive: true);

    // The directory has another name in every run, and SQLite another version on every machine.
    private string Shown(MemoryStream stream) => Encoding.UTF8.GetString(stream.ToArray())
        .Replace(Root, "/root", StringComparison.Ordinal)
        .Replace($"{Sqlite.Version} ({Sqlite.Library})", "3.x (library)", StringComparison.Ordinal)
        .Replace($"\"sqlite\":\"{Sqlite.Version}\",\"sqlite_library\":\"{Sqlite.Library}\"", "\"sqlite\":\"3.x\",\"sqlite_library\":\"library\"", StringComparison.Ordinal);
}
