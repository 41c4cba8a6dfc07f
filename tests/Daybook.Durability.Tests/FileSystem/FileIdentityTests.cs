using System.Buffers.Binary;
using Daybook.Durability.FileSystem;
using Xunit;

namespace Daybook.Durability.Tests.FileSystem;

/// <summary>The form is written down in docs/FORMAT.md, since every process must come to the same.</summary>
public sealed class FileIdentityTests
{
    private const ulong Device = 0xFE00_0123_4567_89AB;
    private const ulong Inode = 0x8000_0000_0000_0042;
    private const long Birth = 0x7A12_3456_789A_BCDE;

    [Fact]
    public void It_is_the_hash_that_the_format_names()
    {
        byte[] bytes = new byte[24];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, Device);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(8), Inode);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(16), Birth);
        ulong expected = 14695981039346656037;
        foreach (ulong unit in "boot-1".Select(static letter => (ulong)letter).Concat(bytes.Select(static part => (ulong)part)))
        {
            expected = unchecked((expected ^ unit) * 1099511628211);
        }

        Assert.Equal(expected, FileIdentity.Of("boot-1", Of(Device, Inode, Birth)));
    }

    [Fact]
    public void Another_boot_device_inode_or_birth_is_another_one()
    {
        ulong[] all =
        [
            FileIdentity.Of("boot-1", Of(Device, Inode, Birth)),
            FileIdentity.Of("boot-2", Of(Device, Inode, Birth)),
            FileIdentity.Of("boot-1", Of(Device + 1, Inode, Birth)),
            FileIdentity.Of("boot-1", Of(Device, Inode + 1, Birth)),
            FileIdentity.Of("boot-1", Of(Device, Inode, Birth + 1)),
        ];

        Assert.Equal(all.Length, all.Distinct().Count());
    }

    private static FileStat Of(ulong device, ulong inode, long birth) =>
        new(FileKind.Regular, 0, device, inode, birth, FilePermissions.PrivateFile, 0, 0, 1, default);
}
