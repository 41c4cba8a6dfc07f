using System.Text.Json.Nodes;
using Daybook.Mcp.Http;
using Microsoft.AspNetCore.Http;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using Xunit;

namespace Daybook.Mcp.Tests.Http;

public sealed class HeaderAgreementTests
{
    private const string Modern = "2026-07-28";

    private const string Meta = "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\"}";

    [Fact]
    public void Headers_that_repeat_the_body_agree() =>
        Assert.Null(Examine(Call("echo"), version: Modern, method: "tools/call", name: "echo"));

    [Fact]
    public void A_name_may_be_encoded() => Assert.Null(Examine(Call("Grüße"), version: Modern, method: "tools/call", name: "=?base64?R3LDvMOfZQ==?="));

    [Theory]
    [InlineData(null, "echo", "Mcp-Method header is missing")]
    [InlineData("tools/call", null, "Mcp-Name header is missing")]
    [InlineData("tools/list", "echo", "Mcp-Method header is not what the body says")]
    [InlineData("TOOLS/CALL", "echo", "Mcp-Method header is not what the body says")]
    [InlineData("tools/call", "wait", "Mcp-Name header is not what the body says")]
    [InlineData("tools/call", "=?base64?!!!?=", "Mcp-Name header is not what the body says")]
    public void What_lacks_or_differs_is_a_mismatch(string? method, string? name, string reason)
    {
        Refusal refusal = Assert.IsType<Refusal>(Examine(Call("echo"), Modern, method, name));
        Assert.Equal((400, (int)McpErrorCode.HeaderMismatch), (refusal.Status, refusal.Code));
        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_header_that_is_there_twice_is_a_mismatch()
    {
        var headers = new HeaderDictionary { ["MCP-Protocol-Version"] = Modern, ["Mcp-Method"] = new(["tools/list", "tools/list"]) };
        Assert.Equal(-32020, new HeaderAgreement(headers).Examine(Request("tools/list", $"{{{Meta}}}"))?.Code);
        headers["MCP-Protocol-Version"] = new([Modern, "2025-11-25"]);
        Assert.Equal(-32020, new HeaderAgreement(headers).ExamineVersion()?.Code);
    }

    [Theory]
    [InlineData(Modern, "{}")]
    [InlineData(Modern, """{"_meta":{"io.modelcontextprotocol/protocolVersion":"2025-11-25"}}""")]
    [InlineData("2025-11-25", """{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28"}}""")]
    [InlineData(null, """{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28"}}""")]
    public void The_version_in_the_body_is_that_of_the_header(string? version, string parameters) =>
        Assert.Equal(-32020, Examine(Request("tools/list", parameters), version, method: "tools/list", name: null)?.Code);

    [Fact]
    public void An_older_version_asks_for_none_of_these_headers_and_believes_none() =>
        Assert.Multiple(
            () => Assert.Null(Examine(Request("tools/call", """{"name":"echo"}"""), "2025-11-25", method: null, name: null)),
            () => Assert.Equal(-32020, Examine(Request("tools/call", """{"name":"echo"}"""), "2025-11-25", "tools/list", name: null)?.Code));

    [Fact]
    public void A_handshake_asks_for_the_version_of_its_header() =>
        Assert.Multiple(
            () => Assert.Null(Examine(Request("initialize", """{"protocolVersion":"2025-11-25"}"""), "2025-11-25", null, null)),
            () => Assert.Equal(-32020, Examine(Request("initialize", """{"protocolVersion":"2025-06-18"}"""), "2025-11-25", null, null)?.Code));

    [Fact]
    public void An_unknown_version_is_answered_with_those_that_are_known()
    {
        Refusal refusal = Assert.IsType<Refusal>(new HeaderAgreement(new HeaderDictionary { ["MCP-Protocol-Version"] = "1900-01-01" }).ExamineVersion());
        Assert.Equal((400, -32022), (refusal.Status, refusal.Code));
        Assert.Equal(
            """{"supported":["2024-11-05","2025-03-26","2025-06-18","2025-11-25","2026-07-28"],"requested":"1900-01-01"}""", refusal.Details?.ToJsonString());
    }

    [Fact]
    public void A_response_of_the_client_belongs_to_the_older_versions() =>
        Assert.Multiple(
            () => Assert.Null(new HeaderAgreement(Headers("2025-11-25", null, null)).Examine(new JsonRpcResponse { Result = null })),
            () => Assert.NotNull(new HeaderAgreement(Headers(Modern, null, null)).Examine(new JsonRpcResponse { Result = null })));

    private static JsonRpcRequest Call(string name) => Request("tools/call", $$"""{"name":"{{name}}",{{Meta}}}""");

    private static JsonRpcRequest Request(string method, string parameters) => new() { Method = method, Params = JsonNode.Parse(parameters) };

    private static Refusal? Examine(JsonRpcRequest request, string? version, string? method, string? name) =>
        new HeaderAgreement(Headers(version, method, name)).Examine(request);

    private static HeaderDictionary Headers(string? version, string? method, string? name) => new()
    {
        ["MCP-Protocol-Version"] = version,
        ["Mcp-Method"] = method,
        ["Mcp-Name"] = name,
    };
}
