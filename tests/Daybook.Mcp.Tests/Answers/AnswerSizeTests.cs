using System.Text;
using System.Text.Json;
using Daybook.Tasks;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using Xunit;

namespace Daybook.Mcp.Tests.Answers;

/// <summary>An answer is read by a model, which pays for each byte: under 4,000 when nothing is said, never above 100,000.</summary>
public sealed class AnswerSizeTests
{
    private const int DefaultBytesMax = 4_000;
    private const int BytesMax = 100_000;

    [Fact]
    public async Task Default_answers_are_under_4000_bytes_and_none_is_above_100000()
    {
        await using McpScope scope = await McpScope.StartAsync();
        string id = await FillAsync(scope);
        string[] calls =
        [
            "state_prime {}", """state_search {"query":"pool"}""", """memory_query {"text":"pool"}""", "task_ready {}", $$"""task_show {"id":"{{id}}"}""", "run_tree {}",
            """recall_suggest {"category":"coding"}""",
        ];
        foreach (string call in calls)
        {
            string[] parts = call.Split(' ', 2);
            Assert.InRange(await SizeAsync(scope, parts[0], parts[1]), 1, DefaultBytesMax);
            if (parts[0] is not "recall_suggest")
            {
                string detailed = parts[1] == "{}" ? """{"response_format":"detailed"}""" : parts[1][..^1] + ",\"response_format\":\"detailed\"}";
                Assert.InRange(await SizeAsync(scope, parts[0], detailed), 1, BytesMax);
            }

            if (parts[0] is "state_search" or "memory_query" or "task_ready")
            {
                string all = parts[1] == "{}" ? """{"limit":100}""" : parts[1][..^1] + ",\"limit\":100}";
                Assert.InRange(await SizeAsync(scope, parts[0], all), 1, BytesMax);
            }
        }
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"response_format":"detailed"}""")]
    [InlineData("""{"limit":100}""")]
    public async Task Pages_that_were_made_shorter_leave_nothing_out(string arguments)
    {
        await using McpScope scope = await McpScope.StartAsync();
        await FillAsync(scope);
        var seen = new List<string>();
        for (string? cursor = ""; cursor is not null;)
        {
            JsonElement page = await scope.SucceedAsync("task_ready", cursor.Length == 0 ? arguments : arguments[..^1] + (arguments.Length > 2 ? "," : "") + $"\"cursor\":\"{cursor}\"}}");
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()!));
            cursor = page.TryGetProperty("next_cursor", out JsonElement next) ? next.GetString() : null;
        }

        Page<TaskRecord> all = await scope.Store.Tasks.ListReadyAsync(new TaskListing { Limit = 1000 }, TestContext.Current.CancellationToken);
        Assert.Equal(all.Items.Select(task => task.Id), seen);
    }

    [Fact]
    public async Task What_is_cut_says_so()
    {
        await using McpScope scope = await McpScope.StartAsync();
        string id = await FillAsync(scope);
        CallToolResult shown = await scope.CallAsync("task_show", $$"""{"id":"{{id}}","response_format":"detailed"}""");
        Assert.True(shown.StructuredContent!.Value.GetProperty("truncated").GetBoolean());
        Assert.Contains("Truncated", McpScope.TextOf(shown), StringComparison.Ordinal);
    }

    private static async Task<int> SizeAsync(McpScope scope, string tool, string arguments)
    {
        CallToolResult result = await scope.CallAsync(tool, arguments);
        Assert.True(result.IsError is not true, McpScope.TextOf(result));
        return JsonSerializer.SerializeToUtf8Bytes(result, McpJsonUtilities.DefaultOptions).Length;
    }

    /// <summary>Forty tasks with long texts in letters that are long when they are escaped, and as many memories.</summary>
    private static async Task<string> FillAsync(McpScope scope)
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        var actor = new TaskActor { Agent = "filler" };
        string id = "";
        for (int number = 0; number < 40; number++)
        {
            string text = $"pool {number} " + new StringBuilder().Insert(0, "Größe ", 500);
            id = (await scope.Store.Tasks.CreateAsync(new NewTask { Name = text[..400], Description = text, Tags = ["größe", "db"] }, actor, cancellationToken)).Id;
            await scope.Store.Memory.AddAsync(new() { Type = "note", Title = text[..400], Summary = text, Paths = [.. Enumerable.Range(0, 30).Select(n => $"src/größe{n}.cs")] }, cancellationToken);
            await scope.Store.Runs.CreateAsync(new() { ProjectId = "p", TaskId = $"t{number}", AgentType = "codex" }, cancellationToken);
        }

        await scope.Store.Tasks.ChangeAsync(id, new TaskChange.Edit(new TaskEdit { Description = new string('ö', 100_000) }), actor, cancellationToken);
        return id;
    }
}
