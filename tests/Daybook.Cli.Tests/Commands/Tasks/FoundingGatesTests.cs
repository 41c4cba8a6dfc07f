using System.Text.Json;
using Xunit;

namespace Daybook.Cli.Tests.Commands.Tasks;

/// <summary>What the plan that tasks come from asks of its command line: create a test task, look at the files, resume.</summary>
public sealed class FoundingGatesTests
{
    [Fact]
    public async Task In_a_store_of_its_own()
    {
        using var cli = new CliRun();
        await GatesAsync(cli, Path.Combine(cli.Store, "tasks"));
        Assert.True(File.Exists(Path.Combine(cli.Store, "tasks", "journal.jsonl")));
    }

    [Fact]
    public async Task In_a_folder_of_the_founding_shape_that_stays_where_it_is()
    {
        using var cli = new CliRun();
        string folder = Path.Combine(cli.WorkingDirectory, ".auto-dev", "tasks");
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(
            Path.Combine(folder, "current.json"),
            """
            {
              "session_id": "0f0e0d0c-0b0a-4908-8706-050403020100",
              "started_at": "2024-01-20T10:00:00Z",
              "current_task": {
                "id": "5f6e7d8c-9b0a-4f1e-8d2c-3b4a5f6e7d8c",
                "name": "Implement feature X",
                "status": "in_progress",
                "started_at": "2024-01-20T10:30:00Z",
                "context": {"files_modified": ["src/main.rs"], "decisions": ["Use async pattern"]}
              },
              "completed_tasks": [
                {"id": "1a2b3c4d-5e6f-4a7b-8c9d-0e1f2a3b4c5d", "name": "Setup project", "completed_at": "2024-01-20T10:15:00Z", "duration_seconds": 300}
              ],
              "memory": {"project_type": "cli_tool", "key_decisions": [], "learned_patterns": []},
              "their_own": {"kept": true}
            }
            """,
            TestContext.Current.CancellationToken);
        await cli.SucceedAsync("init", "--adopt");
        JsonElement before = (await cli.SucceedAsync("task", "resume", "--json")).Json.GetProperty("current_task");
        Assert.Equal("Implement feature X", before.GetProperty("name").GetString());
        Assert.Equal("cli_tool\n", (await cli.SucceedAsync("context", "get", "project_type")).Output);
        Assert.Equal(2, Directory.GetFileSystemEntries(Path.Combine(cli.WorkingDirectory, ".auto-dev"), "*", SearchOption.AllDirectories).Length);

        await GatesAsync(cli, folder);

        JsonElement current = await CurrentAsync(folder);
        Assert.True(current.GetProperty("their_own").GetProperty("kept").GetBoolean());
        Assert.Contains(
            "Setup project", current.GetProperty("completed_tasks").EnumerateArray().Select(task => task.GetProperty("name").GetString()));
        Assert.False(Directory.Exists(Path.Combine(cli.Store, "tasks")));
        Assert.True(File.Exists(Path.Combine(folder, ".daybook-state", "journal.jsonl")));
        Assert.Equal("completed", (await cli.SucceedAsync("task", "show", "1a2b3c4d", "--json")).Json.GetProperty("status").GetString());
    }

    private static async Task GatesAsync(CliRun cli, string folder)
    {
        string id = await cli.CreateAsync("Test task", "--priority", "0");
        Assert.True(File.Exists(Path.Combine(folder, "current.json")));
        Assert.Contains(id, (await cli.SucceedAsync("task", "resume")).Output, StringComparison.Ordinal);

        await cli.SucceedAsync("task", "start", id);
        JsonElement task = (await CurrentAsync(folder)).GetProperty("current_task");
        Assert.Equal((id, "Test task", "in_progress"), (task.GetProperty("id").GetString(), task.GetProperty("name").GetString(), task.GetProperty("status").GetString()));
        Assert.Equal(id, (await cli.SucceedAsync("task", "resume", "--json")).Json.GetProperty("current_task").GetProperty("id").GetString());

        await cli.SucceedAsync("task", "note", id, "--decision", "Use async pattern");
        Assert.Equal("Use async pattern", (await CurrentAsync(folder)).GetProperty("current_task").GetProperty("context").GetProperty("decisions")[0].GetString());
        await cli.SucceedAsync("session", "scope", "the next thing");
        await cli.SucceedAsync("task", "complete", id);
        await cli.SucceedAsync("context", "append", "key_decisions", "Files are the truth");
        JsonElement current = await CurrentAsync(folder);
        Assert.Equal(id, current.GetProperty("completed_tasks")[0].GetProperty("id").GetString());
        Assert.Equal("Files are the truth", current.GetProperty("memory").GetProperty("key_decisions")[0].GetString());
        await cli.SucceedAsync("session", "end");
        Assert.Single(Directory.GetFiles(Path.Combine(folder, "history")), file => file.EndsWith(".jsonl", StringComparison.Ordinal));

        // The view is written anew from the journal when somebody deletes it.
        File.Delete(Path.Combine(folder, "current.json"));
        Assert.Equal("completed", (await cli.SucceedAsync("task", "show", id, "--json")).Json.GetProperty("status").GetString());
        await cli.CreateAsync("Another");
        Assert.Equal(id, (await CurrentAsync(folder)).GetProperty("completed_tasks")[0].GetProperty("id").GetString());
    }

    private static async Task<JsonElement> CurrentAsync(string folder) => JsonElement.Parse(
        await File.ReadAllTextAsync(Path.Combine(folder, "current.json"), TestContext.Current.CancellationToken));
}
