using Daybook.Durability.Integrity;
using Xunit;

namespace Daybook.Durability.Tests.Integrity;

public sealed class Crc32CTests
{
    /// <summary>Castagnoli's polynomial with its bits reversed, as RFC 3720 uses it.</summary>
    private const uint Polynomial = 0x82F63B78;

    [Fact]
    public void The_check_value_is_that_of_the_standard() => Assert.Equal(0xE3069283, Crc32C.Compute("123456789"u8));

    [Fact]
    public void Nothing_sums_to_zero() => Assert.Equal(0u, Crc32C.Compute([]));

    [Fact]
    public void Every_length_and_alignment_gives_what_the_bitwise_definition_gives()
    {
        byte[] bytes = new byte[48];
        new Random(1).NextBytes(bytes);
        for (int start = 0; start < 8; start++)
        {
            for (int length = 0; length <= 40; length++)
            {
                Assert.Equal(Bitwise(bytes.AsSpan(start, length)), Crc32C.Compute(bytes.AsSpan(start, length)));
            }
        }
    }

    private static uint Bitwise(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte next in bytes)
        {
            crc ^= next;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ ((crc & 1) * Polynomial);
            }
        }

        return ~crc;
    }
}
