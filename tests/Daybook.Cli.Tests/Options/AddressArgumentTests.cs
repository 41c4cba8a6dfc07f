using System.CommandLine;
using System.Net;
using Daybook.Cli.Options;
using Xunit;

namespace Daybook.Cli.Tests.Options;

public sealed class AddressArgumentTests
{
    private readonly Option<IPEndPoint?> option = new("--http") { CustomParser = AddressArgument.Read };

    [Theory]
    [InlineData("127.0.0.1:4711", "127.0.0.1:4711")]
    [InlineData("127.0.0.1:0", "127.0.0.1:0")]
    [InlineData("localhost:4711", "127.0.0.1:4711")]
    [InlineData("[::1]:4711", "[::1]:4711")]
    [InlineData("0.0.0.0:4711", "0.0.0.0:4711")]
    public void An_address_has_a_port(string text, string address) =>
        Assert.Equal(IPEndPoint.Parse(address), new RootCommand { option }.Parse(["--http", text]).GetValue(option));

    [Theory]
    [InlineData("4711")]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.1:")]
    [InlineData("::1")]
    [InlineData("127.0.0.1:65536")]
    [InlineData("example.org:4711")]
    [InlineData("http://127.0.0.1:4711")]
    public void Anything_else_is_said_to_be_none(string text) =>
        Assert.Contains("is not an address with a port", Assert.Single(new RootCommand { option }.Parse(["--http", text]).Errors).Message, StringComparison.Ordinal);
}
