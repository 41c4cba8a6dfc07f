using System.Text.Json;
using Daybook.Errors;
using Xunit;

namespace Daybook.Mcp.Tests.Tools;

/// <summary>Whatever fails, the model reads what happened and what to do, under the name that the one table of errors has for it.</summary>
public sealed class FailureTests
{
    public static TheoryData<string> Names => [.. ErrorTable.Rows.Select(row => row.Name).Except(["check_failed", "unreachable"])];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Every_failure_has_its_name_and_a_next_step(string name)
    {
        await using McpScope scope = await McpScope.StartAsync();
        scope.Workplace.Failure = FailureOf(name);
        JsonElement error = await scope.FailAsync("task_ready");
        Assert.Equal(name, error.GetProperty("code").GetString());
        Assert.NotEmpty(error.GetProperty("hint").GetString()!);
        Assert.DoesNotContain("   at ", error.GetRawText(), StringComparison.Ordinal);
    }

    private static Exception FailureOf(string name) => name switch
    {
        "usage" => new InvalidInputException("x"),
        "not_found" => new NotFoundException("x"),
        "conflict" => new ConflictException("x"),
        "corrupt" => new CorruptStoreException("x"),
        "newer_format" => new NewerFormatException("f", 9, 1),
        "storage" => new StorageException("x"),
        "durability_unknown" => new DurabilityUnknownException("x", "id"),
        "busy" => new BusyException("x"),
        "interrupted" => new OperationCanceledException(),
        _ => new InvalidOperationException("x"),
    };
}
