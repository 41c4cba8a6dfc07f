using System.Security.Cryptography;
using System.Text;

namespace Daybook.Mcp.Calling;

/// <summary>
/// The id that follows from an idempotency key: the store itself then knows a repeated call, also one that comes after a restart of the
/// server or to another server. It looks like any other id of its kind, a UUID of version 4.
/// </summary>
internal static class KeyedId
{
    private const int GuidBytes = 16;

    /// <summary>The id; null without a key, so that the store assigns one.</summary>
    /// <param name="tool">The tool, since one key may be used for two tools.</param>
    /// <param name="caller">Who calls: two agents that choose the same key mean two things.</param>
    /// <param name="key">The key.</param>
    public static string? Of(string tool, Caller caller, string? key)
    {
        if (string.IsNullOrEmpty(key))
        {
            return null;
        }

        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes($"daybook\n{tool}\n{caller.Agent}\n{caller.Author}\n{key}"));
        hash[6] = (byte)((hash[6] & 0x0F) | 0x40);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash.AsSpan(0, GuidBytes), bigEndian: true).ToString();
    }
}
