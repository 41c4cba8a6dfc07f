using System.Diagnostics;
using System.Text.Json;
using Daybook.Embedded;
using Daybook.Tasks;
using Daybook.Testing;
using Xunit;

namespace Daybook.Mcp.Tests.Processes;

/// <summary><c>daybook mcp</c> as a process of its own.</summary>
internal sealed class ServerProcess : IDisposable
{
    public const string Hello =
        """{"jsonrpc":"2.0","id":"hello","method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"raw","version":"1"}}}""";

    private readonly Process process;
    private int lastId;

    public ServerProcess(string folder, string? log = null)
    {
        var start = new ProcessStartInfo(Command[0], [.. Command.Skip(1), "mcp"])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DAYBOOK_LOG"] = log;
        start.Environment["DAYBOOK_AGENT"] = null;
        start.Environment["DAYBOOK_SESSION"] = null;
        process = Process.Start(start)!;
        Errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>The program and its first arguments: the one that was built with the tests, unless another is to be tested, as the published one.</summary>
    public static IReadOnlyList<string> Command =>
        Environment.GetEnvironmentVariable("DAYBOOK_TEST_PROGRAM") is { Length: > 0 } program ? [program] : ["dotnet", Path.Combine(AppContext.BaseDirectory, "Daybook.Cli.dll")];

    public Task<string> Errors { get; }

    public int ExitCode => process.ExitCode;

    /// <summary>A folder that is a git work tree to whoever only looks.</summary>
    public static TempDirectory NewFolder()
    {
        var folder = new TempDirectory();
        Directory.CreateDirectory(folder.At(".git"));
        File.WriteAllText(folder.At(".git", "HEAD"), "ref: refs/heads/main\n");
        return folder;
    }

    /// <summary>A store in such a folder, with tasks to do.</summary>
    public static async Task<EmbeddedStore> NewStoreAsync(TempDirectory folder, params IEnumerable<NewTask> tasks)
    {
        var search = new StoreSearch { WorkingDirectory = folder.Path, Environment = static _ => null };
        string path = StoreCreator.Create(EmbeddedPorts.System(), search, StoreLocationKind.Repo).Path;
        EmbeddedStore store = await EmbeddedStore.OpenAsync(new EmbeddedOptions { Directory = path }, TestContext.Current.CancellationToken);
        foreach (NewTask task in tasks)
        {
            await store.Tasks.CreateAsync(task, new TaskActor { Agent = "planner" }, TestContext.Current.CancellationToken);
        }

        return store;
    }

    public void Send(string line)
    {
        process.StandardInput.WriteLine(line);
        process.StandardInput.Flush();
    }

    public async Task<JsonElement> ReadAsync() =>
        JsonElement.Parse(await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) ?? throw new EndOfStreamException());

    public async Task<JsonElement> HelloAsync()
    {
        Send(Hello);
        JsonElement answer = await ReadAsync();
        Send("""{"jsonrpc":"2.0","method":"notifications/initialized"}""");
        return answer;
    }

    /// <summary>Calls a tool and waits for its result.</summary>
    public async Task<JsonElement> CallAsync(string tool, string arguments)
    {
        Send("{\"jsonrpc\":\"2.0\",\"id\":" + ++lastId + ",\"method\":\"tools/call\",\"params\":{\"name\":\"" + tool + "\",\"arguments\":" + arguments + "}}");
        return (await ReadAsync()).GetProperty("result");
    }

    /// <summary>Ends its input and waits for it to end, without a look at what it says.</summary>
    public async Task EndUnreadAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
    }

    /// <summary>Ends the input and waits for the end of the process.</summary>
    /// <returns>What it had still to say.</returns>
    public async Task<string> EndAsync()
    {
        process.StandardInput.Close();
        string rest = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return rest;
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }

        process.Dispose();
    }
}
