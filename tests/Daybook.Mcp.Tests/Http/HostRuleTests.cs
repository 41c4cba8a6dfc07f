using System.Net;
using Daybook.Mcp.Http;
using Microsoft.Extensions.Primitives;
using Xunit;

namespace Daybook.Mcp.Tests.Http;

public sealed class HostRuleTests
{
    private static readonly HostRule Rule = new(new IPEndPoint(IPAddress.Loopback, 4711));

    [Theory]
    [InlineData("127.0.0.1:4711")]
    [InlineData("localhost:4711")]
    [InlineData("LocalHost:4711")]
    [InlineData("[::1]:4711")]
    public void The_names_of_this_server_are_allowed(string host) => Assert.True(Rule.Allows(host));

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("localhost")]
    [InlineData("localhost:80")]
    [InlineData("localhost.:4711")]
    [InlineData("evil.example")]
    [InlineData("evil.example:4711")]
    [InlineData("localhost.evil.example:4711")]
    [InlineData("localhost:4711@evil.example")]
    [InlineData("user@localhost:4711")]
    [InlineData("127.0.0.1.nip.io:4711")]
    [InlineData("2130706433:4711")]
    [InlineData(" localhost:4711")]
    public void Any_other_name_is_not(string? host) => Assert.False(Rule.Allows(host));

    [Fact]
    public void Two_hosts_are_none() => Assert.False(Rule.Allows(new StringValues(["localhost:4711", "localhost:4711"])));

    [Fact]
    public void On_the_port_of_the_web_the_port_may_be_left_out() => Assert.True(new HostRule(new IPEndPoint(IPAddress.Loopback, 80)).Allows("localhost"));

    [Fact]
    public void A_server_on_one_address_goes_by_that_address()
    {
        var rule = new HostRule(IPEndPoint.Parse("192.0.2.7:4711"));
        Assert.True(rule.Allows("192.0.2.7:4711"));
        Assert.False(rule.Allows("192.0.2.8:4711"));
    }

    [Theory]
    [InlineData("0.0.0.0:4711", "192.0.2.7:4711", true)]
    [InlineData("[::]:4711", "[2001:db8::7]:4711", true)]
    [InlineData("0.0.0.0:80", "192.0.2.7", true)]
    [InlineData("0.0.0.0:4711", "192.0.2.7", false)]
    [InlineData("0.0.0.0:4711", "192.0.2.7:4712", false)]
    [InlineData("0.0.0.0:4711", "evil.example:4711", false)]
    public void A_server_on_all_addresses_goes_by_any_address_and_by_no_name(string bound, string host, bool isAllowed) =>
        Assert.Equal(isAllowed, new HostRule(IPEndPoint.Parse(bound)).Allows(host));
}
