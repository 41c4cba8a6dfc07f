namespace Daybook.Secrets;

/// <summary>The names whose values are secrets. They are compared without signs and capitals: <c>Api-Key</c> is <c>api_key</c>.</summary>
internal static class SecretNames
{
    private const int PasswordMin = 8;
    private const int TokenMin = 16;

    /// <summary>Names are at most so long; what is longer in front of them does not matter.</summary>
    private const int NameMax = 40;

    // Names that end as those of secrets do, of what is public or only a place in a listing.
    private static readonly string[] Ordinary =
    [
        "publickeytoken", "correlationtoken", "idempotencytoken", "clientrequesttoken", "cancellationtoken", "fencingtoken", "concurrencytoken",
        "pagetoken", "pagingtoken", "paginationtoken", "nexttoken", "continuationtoken", "continuetoken", "cursortoken", "resumetoken", "synctoken", "skiptoken", "deltatoken",
        "changetoken",
    ];

    // The first that fits gives the kind.
    private static readonly SecretName[] All =
    [
        new("awssecretaccesskey", "aws-secret-key", TokenMin),
        new("secretaccesskey", "aws-secret-key", TokenMin),
        new("awssecretkey", "aws-secret-key", TokenMin),
        new("accountkey", "azure-account-key", TokenMin),
        new("sharedaccesskey", "azure-access-key", TokenMin),
        new("password", "password", PasswordMin),
        new("passwd", "password", PasswordMin),
        new("pwd", "password", PasswordMin),
        new("passphrase", "password", PasswordMin),
        new("secret", "secret", PasswordMin),
        new("secretkey", "secret", TokenMin),
        new("secretvalue", "secret", TokenMin),
        new("accesstoken", "token", TokenMin),
        new("apitoken", "token", TokenMin),
        new("authtoken", "token", TokenMin),
        new("bearertoken", "token", TokenMin),
        new("httptoken", "token", TokenMin),
        new("refreshtoken", "token", TokenMin),
        new("token", "token", TokenMin, IsUuidOrdinary: true),
        new("authorization", "token", TokenMin),
        new("apikey", "api-key", TokenMin),
        new("accesskey", "api-key", TokenMin),
        new("authkey", "api-key", TokenMin),
        new("subscriptionkey", "api-key", TokenMin),
        new("masterkey", "key", TokenMin),
        new("privatekey", "key", TokenMin),
        new("signingkey", "key", TokenMin),
        new("encryptionkey", "key", TokenMin),
        new("sharedkey", "key", TokenMin),
        new("credential", "secret", TokenMin),
        new("credentials", "secret", TokenMin),
        new("auth", "basic-credentials", PasswordMin, IsPairInBase64: true),
    ];

    /// <summary>What a name promises of its value, or null.</summary>
    internal static SecretName? Find(ReadOnlySpan<char> name)
    {
        Span<char> plain = stackalloc char[NameMax];
        int start = NameMax;
        for (int index = name.Length - 1; index >= 0 && start > 0; index--)
        {
            if (char.IsAsciiLetterOrDigit(name[index]))
            {
                plain[--start] = char.ToLowerInvariant(name[index]);
            }
        }

        foreach (SecretName candidate in All)
        {
            if (plain[start..].EndsWith(candidate.Suffix, StringComparison.Ordinal))
            {
                // Consul's ACL tokens are UUIDs, and nothing but "token" is their name.
                bool isSuffixOnly = NameMax - start == candidate.Suffix.Length;
                return IsOrdinary(plain[start..]) ? null : candidate with { IsUuidOrdinary = candidate.IsUuidOrdinary && !isSuffixOnly };
            }
        }

        return null;
    }

    private static bool IsOrdinary(ReadOnlySpan<char> name)
    {
        foreach (string suffix in Ordinary)
        {
            if (name.EndsWith(suffix, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
