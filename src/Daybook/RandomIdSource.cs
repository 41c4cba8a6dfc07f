using System.Security.Cryptography;

namespace Daybook;

/// <summary>Random ids: UUID version 4. Safe for concurrent use.</summary>
public sealed class RandomIdSource : IIdSource
{
    // One call of the system serves this many ids.
    private const int IdsAtOnce = 64;
    private const int IdBytes = 16;

    private readonly Lock taking = new();
    private readonly byte[] drawn = new byte[IdsAtOnce * IdBytes];
    private int left;

    /// <inheritdoc/>
    public Guid NewId()
    {
        Span<byte> id = stackalloc byte[IdBytes];
        lock (taking)
        {
            if (left == 0)
            {
                RandomNumberGenerator.Fill(drawn);
                left = IdsAtOnce;
            }

            left--;
            drawn.AsSpan(left * IdBytes, IdBytes).CopyTo(id);
        }

        // The version and the variant of RFC 9562.
        id[6] = (byte)((id[6] & 0x0F) | 0x40);
        id[8] = (byte)((id[8] & 0x3F) | 0x80);
        return new Guid(id, bigEndian: true);
    }
}
