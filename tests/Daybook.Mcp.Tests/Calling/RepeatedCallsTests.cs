using System.Text.Json;
using Daybook.Errors;
using Daybook.Mcp.Calling;
using Xunit;

namespace Daybook.Mcp.Tests.Calling;

public sealed class RepeatedCallsTests
{
    private static readonly Parameter State = new("state", ParameterType.Anything, "");

    private readonly RepeatedCalls repeats = new();

    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_waits_for_a_call_that_is_given_up_does_it_in_its_place()
    {
        using var giveUp = new CancellationTokenSource();
        var never = new TaskCompletionSource<ToolAnswer>();
        Task<ToolAnswer> first = repeats.OnceAsync("k", "a", () => never.Task.WaitAsync(giveUp.Token), giveUp.Token);
        Task<ToolAnswer> second = repeats.OnceAsync("k", "a", () => Answer("second"), Ending);
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.Equal("second", (await second).Text);
        Assert.Equal("second", (await repeats.OnceAsync("k", "a", () => Answer("third"), Ending)).Text);
    }

    [Fact]
    public async Task Whoever_waits_for_a_call_can_give_up_alone()
    {
        using var giveUp = new CancellationTokenSource();
        var slow = new TaskCompletionSource<ToolAnswer>();
        Task<ToolAnswer> first = repeats.OnceAsync("k", "a", () => slow.Task, Ending);
        Task<ToolAnswer> second = repeats.OnceAsync("k", "a", () => Answer("second"), giveUp.Token);
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        slow.SetResult(new ToolAnswer("first", null));
        Assert.Equal("first", (await first).Text);
    }

    [Fact]
    public async Task What_fails_since_it_was_given_up_fails_nobody_else()
    {
        using var giveUp = new CancellationTokenSource();
        var slow = new TaskCompletionSource<ToolAnswer>();
        Task<ToolAnswer> first = repeats.OnceAsync("k", "a", () => slow.Task, giveUp.Token);
        Task<ToolAnswer> second = repeats.OnceAsync("k", "a", () => Answer("second"), Ending);
        await giveUp.CancelAsync();
        slow.SetException(new BusyException("interrupted while waiting"));
        await Assert.ThrowsAsync<BusyException>(() => first);
        Assert.Equal("second", (await second).Text);
    }

    [Fact]
    public void What_stands_for_arguments_is_short_however_long_they_are()
    {
        string one = Fingerprint(new string('x', 1 << 20));
        Assert.Equal(64, one.Length);
        Assert.Equal(one, Fingerprint(new string('x', 1 << 20)));
        Assert.NotEqual(one, Fingerprint(new string('x', (1 << 20) + 1)));
    }

    private static Task<ToolAnswer> Answer(string text) => Task.FromResult(new ToolAnswer(text, null));

    private static string Fingerprint(string state) =>
        new ToolArguments([State], new Dictionary<string, JsonElement> { ["state"] = JsonSerializer.SerializeToElement(state) }).Fingerprint();
}
