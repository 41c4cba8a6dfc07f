using Daybook.Mcp.Http;
using Microsoft.Extensions.Primitives;
using Xunit;

namespace Daybook.Mcp.Tests.Http;

public sealed class BearerTokenTests
{
    private static readonly BearerToken Token = new("s3cret");

    [Theory]
    [InlineData("Bearer s3cret", true)]
    [InlineData("bearer s3cret", true)]
    [InlineData("Bearer  s3cret ", true)]
    [InlineData("Bearer s3cre", false)]
    [InlineData("Bearer s3crets", false)]
    [InlineData("Bearer S3CRET", false)]
    [InlineData("Bearer ", false)]
    [InlineData("Bearer", false)]
    [InlineData("Basic s3cret", false)]
    [InlineData("s3cret", false)]
    [InlineData("", false)]
    public void Only_the_whole_secret_in_its_scheme_is_taken(string header, bool isTaken) => Assert.Equal(isTaken, Token.IsIn(header));

    [Fact]
    public void No_header_carries_nothing() => Assert.False(Token.IsIn(StringValues.Empty));

    [Fact]
    public void Two_headers_carry_nothing() => Assert.False(Token.IsIn(new StringValues(["Bearer s3cret", "Bearer s3cret"])));
}
