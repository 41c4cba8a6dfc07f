using Daybook.Cli.Processes;
using Daybook.Durability.Processes;
using Daybook.Embedded;
using Daybook.Errors;

namespace Daybook.Cli;

/// <summary>The composition root: the only place that names the real disk, clocks, streams and environment.</summary>
internal static class Composition
{
    private const string AssemblyFileName = "Daybook.Cli.dll";

    /// <summary>Runs one command in the real world.</summary>
    /// <returns>The exit code.</returns>
    public static Task<int> RunAsync(IReadOnlyList<string> arguments) =>
        new CommandLine(RealSurroundings()).RunAsync(arguments, CancellationToken.None);

    private static Surroundings RealSurroundings() => new()
    {
        Ports = EmbeddedPorts.System(),
        Git = new GitStatus(TimeProvider.System),
        Spawner = new PosixProcessSpawner(),
        Input = StandardDescriptors.Open(StandardDescriptors.Input),
        Output = StandardDescriptors.Open(StandardDescriptors.Output),
        Error = StandardDescriptors.Open(StandardDescriptors.Errors),
        IsOutputTerminal = !Console.IsOutputRedirected,
        IsErrorTerminal = !Console.IsErrorRedirected,
        Columns = new Lazy<int?>(static () => StandardDescriptors.ColumnsOf(StandardDescriptors.Output) ?? StandardDescriptors.ColumnsOf(StandardDescriptors.Errors)),
        Environment = Environment.GetEnvironmentVariable,
        FindAltered = OwnBytes.FindAltered,
        WorkingDirectory = new Lazy<string>(OwnFolder),
        TempDirectory = Path.GetTempPath(),
        Actor = $"{UserName()}@{Environment.MachineName}",
        OwnCommand = OwnCommand(),
    };

    /// <summary>Whose account it is: by name, else as the environment calls it. A container may have no list of users.</summary>
    private static string UserName()
    {
        string name;
        try
        {
            name = Environment.UserName;
        }
        catch (IOException)
        {
            name = "";
        }

        return name.Length > 0 ? name : Environment.GetEnvironmentVariable("USER") is { Length: > 0 } user ? user : "somebody";
    }

    private static string OwnFolder()
    {
        try
        {
            return Environment.CurrentDirectory;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            throw new NotFoundException("the working directory is not there any more") { Hint = "cd to a folder that is there" };
        }
    }

    /// <summary>The program is either an executable of its own or an assembly that <c>dotnet</c> runs.</summary>
    private static string[] OwnCommand()
    {
        string program = Environment.ProcessPath ?? "daybook";
        bool isHosted = Path.GetFileNameWithoutExtension(program).Equals("dotnet", StringComparison.OrdinalIgnoreCase);
        return isHosted ? [program, Path.Join(AppContext.BaseDirectory, AssemblyFileName)] : [program];
    }
}
