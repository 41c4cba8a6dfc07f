using System.Diagnostics;
using System.Text.Json;
using Daybook.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using ModelContextProtocol.Client;
using Xunit;

namespace Daybook.Mcp.Tests.Http;

/// <summary>A process of <c>daybook mcp --http</c> over a store of its own.</summary>
internal sealed class HttpProcess : IDisposable
{
    private readonly TempDirectory folder = new();
    private Process? process;
    private Task<string>? output;
    private Task<string>? words;

    public string Store => folder.At(".daybook");

    public Uri Address { get; private set; } = new("http://127.0.0.1/");

    public string TokenPath { get; private set; } = "";

    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    /// <summary>Makes a store, starts the server and waits until it says where it is.</summary>
    public static async Task<HttpProcess> StartAsync(Dictionary<string, string?> environment)
    {
        var started = new HttpProcess();
        await started.RunAsync("init");
        started.process = started.Start(["mcp", "--http", "127.0.0.1:0", "--json"], environment);
        started.words = started.process.StandardError.ReadToEndAsync(Ending);
        string line = await started.process.StandardOutput.ReadLineAsync(Ending) ?? throw new InvalidOperationException(await started.words);
        started.output = started.process.StandardOutput.ReadToEndAsync(Ending);
        using JsonDocument answer = JsonDocument.Parse(line);
        started.Address = new Uri(answer.RootElement.GetProperty("url").GetString()!);
        started.TokenPath = answer.RootElement.GetProperty("token_path").GetString()!;
        return started;
    }

    /// <summary>Connects the SDK's own client.</summary>
    public async Task<McpClient> ConnectAsync(string version)
    {
        string token = (await File.ReadAllTextAsync(TokenPath, Ending)).Trim();
        var options = new HttpClientTransportOptions
        {
            Endpoint = Address,
            TransportMode = HttpTransportMode.StreamableHttp,
            AdditionalHeaders = new Dictionary<string, string> { ["Authorization"] = $"Bearer {token}" },
        };
        var transport = new HttpClientTransport(options, new HttpClient(new SocketsHttpHandler { UseProxy = false }), NullLoggerFactory.Instance, ownsHttpClient: true);
        return await McpClient.CreateAsync(transport, new McpClientOptions { ProtocolVersion = version }, cancellationToken: Ending);
    }

    /// <summary>Runs another command on the store.</summary>
    public async Task<string> RunAsync(params string[] command)
    {
        using Process other = Start(command, []);
        Task<string> error = other.StandardError.ReadToEndAsync(Ending);
        string said = await other.StandardOutput.ReadToEndAsync(Ending);
        await other.WaitForExitAsync(Ending);
        return other.ExitCode == 0 ? said : throw new InvalidOperationException(await error);
    }

    /// <summary>Tells the server to end, as the system does, and waits for it.</summary>
    /// <returns>Its exit code, what it wrote to stdout beyond its first line, and to stderr.</returns>
    public async Task<(int ExitCode, string Output, string Words)> EndAsync()
    {
        using (Process kill = Process.Start("kill", ["-TERM", process!.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]))
        {
            await kill.WaitForExitAsync(Ending);
        }

        await process.WaitForExitAsync(Ending);
        return (process.ExitCode, await output!, await words!);
    }

    public void Dispose()
    {
        if (process is { HasExited: false })
        {
            process.Kill();
        }

        process?.Dispose();
        folder.Dispose();
    }

    private Process Start(IEnumerable<string> command, Dictionary<string, string?> environment)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Join(AppContext.BaseDirectory, "Daybook.Cli.dll"), .. command])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder.Path,
        };
        start.Environment["DAYBOOK_STORE"] = Store;
        foreach ((string name, string? value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }
}
