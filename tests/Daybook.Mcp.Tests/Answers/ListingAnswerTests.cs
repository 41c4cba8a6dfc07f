using System.Text.Json;
using Daybook.Json;
using Daybook.Mcp.Answers;
using Daybook.Mcp.Calling;
using Daybook.Tasks;
using Xunit;

namespace Daybook.Mcp.Tests.Answers;

/// <summary>What was asked for goes before what was found wrong on the way.</summary>
public sealed class ListingAnswerTests
{
    private static readonly ListingAnswer<TaskRecord> Answers = new("task", new HashSet<string> { "id", "name" }, static task => task.Id);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Many_problems_take_no_room_from_the_items(bool isDetailed)
    {
        ToolAnswer answer = await AnswerAsync(items: 10, problems: 2_000, isDetailed);
        JsonElement shape = answer.Structured!.Value;
        Assert.Equal(10, shape.GetProperty("items").GetArrayLength());
        Assert.Equal(2_000, shape.GetProperty("problem_count").GetInt32());
        Assert.True(shape.GetProperty("truncated").GetBoolean());
        Assert.False(shape.TryGetProperty("problems", out _));
        Assert.Contains("2000 problems, daybook doctor tells more", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Few_problems_are_told()
    {
        JsonElement shape = (await AnswerAsync(items: 10, problems: 2, isDetailed: false)).Structured!.Value;
        Assert.Equal((10, 2), (shape.GetProperty("items").GetArrayLength(), shape.GetProperty("problems").GetArrayLength()));
        Assert.False(shape.TryGetProperty("truncated", out _));
    }

    [Fact]
    public async Task One_item_of_any_size_fits()
    {
        TaskRecord task = TaskOf(1) with { Name = new string('日', 100_000) };
        var page = new Listing<TaskRecord>([task], 1, null, null);
        var form = new AnswerForm(IsDetailed: true, null, null);
        ToolAnswer answer = await Answers.ReadAsync(
            form, 10, _ => Task.FromResult(page), static page => page.Items, RecordsJson.Default.ListingTaskRecord, "none");
        Assert.InRange(Shortening.Size(answer.Structured!.Value) + Shortening.SizeOf(answer.Text), 1, form.Budget);
        Assert.Equal(task.Id, answer.Structured.Value.GetProperty("items")[0].GetProperty("id").GetString());
    }

    private static Task<ToolAnswer> AnswerAsync(int items, int problems, bool isDetailed)
    {
        Problem[] found =
            [.. Enumerable.Range(0, problems).Select(static number => new Problem($"tasks/journal-{number}.jsonl", number, null, "cannot be read"))];
        return Answers.ReadAsync(
            new AnswerForm(isDetailed, null, null),
            items,
            limit => Task.FromResult(new Listing<TaskRecord>([.. Enumerable.Range(0, limit).Select(TaskOf)], items, null, found)),
            static page => page.Items,
            RecordsJson.Default.ListingTaskRecord,
            "none");
    }

    private static TaskRecord TaskOf(int number) => new() { Id = $"0194f3a2-{number}", Name = "Fix the pool", CreatedAt = DateTimeOffset.UnixEpoch };
}
