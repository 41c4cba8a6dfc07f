using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Primitives;

namespace Daybook.Mcp.Http;

/// <summary>The secret that every request has to carry, in its <c>Authorization</c> header and nowhere else. Only its digest is kept.</summary>
internal sealed class BearerToken(string token)
{
    private const string Scheme = "Bearer ";

    private readonly byte[] digest = Digest(token);

    /// <summary>Whether there is exactly one such header and it carries the secret. How long that takes tells nothing of the secret.</summary>
    public bool IsIn(StringValues authorization) =>
        authorization is [{ } value]
        && value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
        && CryptographicOperations.FixedTimeEquals(Digest(value[Scheme.Length..].Trim()), digest);

    private static byte[] Digest(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
