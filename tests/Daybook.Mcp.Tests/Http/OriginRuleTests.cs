using System.Net;
using Daybook.Mcp.Http;
using Microsoft.Extensions.Primitives;
using Xunit;

namespace Daybook.Mcp.Tests.Http;

public sealed class OriginRuleTests
{
    private static readonly OriginRule Rule = new(new HostRule(new IPEndPoint(IPAddress.Loopback, 4711)));

    [Fact]
    public void A_program_has_no_origin() => Assert.True(Rule.Allows(StringValues.Empty));

    [Theory]
    [InlineData("http://127.0.0.1:4711")]
    [InlineData("http://localhost:4711")]
    public void The_server_itself_is_allowed(string origin) => Assert.True(Rule.Allows(origin));

    [Theory]
    [InlineData("null")]
    [InlineData("")]
    [InlineData("http://evil.example")]
    [InlineData("http://evil.example:4711")]
    [InlineData("https://localhost:4711")]
    [InlineData("http://localhost:4712")]
    [InlineData("http://localhost:4711.evil.example")]
    [InlineData("http://localhost:4711/")]
    public void Any_other_page_is_not(string origin) => Assert.False(Rule.Allows(origin));

    [Fact]
    public void Two_origins_are_not() => Assert.False(Rule.Allows(new StringValues(["http://localhost:4711", "http://localhost:4711"])));
}
