using Daybook.Secrets;
using Xunit;

namespace Daybook.Tests.Secrets;

public sealed class SecretNamesTests
{
    private static readonly SecretScanner Scanner = new();

    [Theory]
    [InlineData("System.Xml, Version=4.0.0.0, Culture=neutral, PublicKeyToken=b77a5c561934e089")]
    [InlineData("correlation_token: 01234567-89ab-4cde-8f01-23456789abcd")]
    [InlineData("idempotency-token=01234567-89ab-4cde-8f01-23456789abcd")]
    [InlineData("{\"nextPageToken\": \"CAUQAA4k9Zx2Lm7Qp1\"}")]
    [InlineData("x-continuation-token: eyJDVCI6IjEifQ7xK2m")]
    [InlineData("NextToken=AAMA-EFRSURBSGh2a9x3Lm")]
    [InlineData("lock_token=01234567-89ab-4cde-8f01-23456789abcd")]
    [InlineData("last_password: 2026-11-01T12:00:00.123Z")]
    public void A_name_that_only_ends_like_that_of_a_secret_makes_none(string text) => Assert.Equal(text, Scanner.Redact(text).Value);

    [Theory]
    [InlineData("token")]
    [InlineData("access_token")]
    [InlineData("X-Auth-Token")]
    [InlineData("client_secret")]
    public void A_uuid_is_a_secret_where_its_name_is_that_of_one(string name) =>
        Assert.Single(Scanner.Redact($"{name}=01234567-89ab-4cde-8f01-23456789abcd").Findings);

    [Theory]
    [InlineData("auth", "required")]
    [InlineData("auth", "c29tZXRoaW5nIGVsc2U=")]
    [InlineData("oauth", "enabled1")]
    public void Auth_is_a_secret_only_where_a_name_and_a_password_are_encoded(string name, string value)
    {
        string text = $"{{\"{name}\":\"{value}\"}}";
        Assert.Equal(text, Scanner.Redact(text).Value);
    }
}
