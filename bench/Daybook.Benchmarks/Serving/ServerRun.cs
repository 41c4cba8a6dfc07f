using System.Diagnostics;
using System.Text.Json;

namespace Daybook.Benchmarks.Serving;

/// <summary>A server of the Model Context Protocol as a process, spoken to line by line.</summary>
internal sealed class ServerRun : IDisposable
{
    private readonly Process process;
    private int lastId;

    private ServerRun(Process process) => this.process = process;

    /// <summary>Starts one.</summary>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="variables">Variables of its environment.</param>
    internal static ServerRun Start(IReadOnlyList<string> command, params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach ((string name, string value) in variables)
        {
            start.Environment[name] = value;
        }

        Process process = Process.Start(start) ?? throw new InvalidOperationException($"{command[0]} did not start");
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginErrorReadLine();
        return new ServerRun(process);
    }

    /// <summary>The handshake and the list of tools.</summary>
    internal async Task<JsonElement> BeginAsync()
    {
        await AskAsync("initialize", """{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"bench","version":"1"}}""");
        await process.StandardInput.WriteLineAsync("""{"jsonrpc":"2.0","method":"notifications/initialized"}""");
        return await AskAsync("tools/list", "{}");
    }

    /// <summary>Calls a tool. A call that fails has not been measured.</summary>
    internal async Task<JsonElement> CallAsync(string tool, string arguments)
    {
        JsonElement answer = await AskAsync("tools/call", "{\"name\":\"" + tool + "\",\"arguments\":" + arguments + "}");
        return answer.TryGetProperty("isError", out JsonElement isError) && isError.ValueKind == JsonValueKind.True
            ? throw new InvalidOperationException(answer.GetRawText())
            : answer;
    }

    /// <summary>Ends the input and waits for the end of the process.</summary>
    public void Dispose()
    {
        process.StandardInput.Close();
        process.WaitForExit();
        process.Dispose();
    }

    private async Task<JsonElement> AskAsync(string method, string parameters)
    {
        int id = ++lastId;
        await process.StandardInput.WriteLineAsync("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"" + method + "\",\"params\":" + parameters + "}");
        await process.StandardInput.FlushAsync();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            JsonElement message = JsonElement.Parse(line);
            if (message.TryGetProperty("id", out JsonElement answered) && answered.ValueKind == JsonValueKind.Number && answered.GetInt32() == id)
            {
                return message.TryGetProperty("result", out JsonElement result) ? result : throw new InvalidOperationException(line);
            }
        }

        throw new InvalidOperationException("the server ended");
    }
}
