using System.Diagnostics;
using System.Text.Json;
using Daybook.Embedded;
using Daybook.Tasks;
using Daybook.Testing;
using Xunit;

namespace Daybook.Mcp.Tests.Processes;

/// <summary>A harness's hooks and the server that it has started: one agent's work.</summary>
public sealed class HookAndServerTests
{
    [Fact]
    public async Task What_an_agent_does_by_tools_belongs_to_the_session_that_its_hooks_began()
    {
        const string Session = "5b2d4d2e-7d8f-4d5e-9f10-2c3b4a5d6e7f";
        using TempDirectory folder = ServerProcess.NewFolder();
        await (await ServerProcess.NewStoreAsync(folder, new NewTask { Name = "Fix the pool" })).DisposeAsync();
        await HookAsync(folder, "session-start", new { session_id = Session, cwd = folder.Path, hook_event_name = "SessionStart" });
        using var server = new ServerProcess(folder.Path);
        await server.HelloAsync();
        JsonElement claim = (await server.CallAsync("task_claim", "{}")).GetProperty("structuredContent");
        string id = claim.GetProperty("task").GetProperty("id").GetString()!;
        await HookAsync(folder, "post-tool", new
        {
            session_id = Session,
            cwd = folder.Path,
            hook_event_name = "PostToolUse",
            tool_name = "Edit",
            tool_input = new { file_path = folder.At("pool.cs") },
        });

        await using EmbeddedStore store = await EmbeddedStore.OpenAsync(new EmbeddedOptions { Directory = folder.At(".daybook") }, TestContext.Current.CancellationToken);
        IReadOnlyList<SessionRecord> sessions = await store.Sessions.ListAsync(new ProblemList(), TestContext.Current.CancellationToken);
        Assert.Equal(id, Assert.Single(sessions, session => session.Agent != "planner").CurrentTaskId);
        TaskRecord task = await store.Tasks.GetAsync(id, TestContext.Current.CancellationToken);
        Assert.Equal((Session, "pool.cs"), (task.SessionId, Assert.Single(task.Context.FilesModified)));
    }

    private static async Task HookAsync(TempDirectory folder, string word, object payload)
    {
        var start = new ProcessStartInfo(ServerProcess.Command[0], [.. ServerProcess.Command.Skip(1), "hook", "claude", word])
        {
            WorkingDirectory = folder.Path,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment["DAYBOOK_AGENT"] = null;
        start.Environment["DAYBOOK_SESSION"] = null;
        using Process process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(JsonSerializer.Serialize(payload));
        process.StandardInput.Close();
        _ = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }
}
