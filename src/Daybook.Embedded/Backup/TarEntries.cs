using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Daybook.Embedded.Backup;

/// <summary>
/// Reads a tar of plain files to its last byte. The one that .NET brings compares no sums and leaves alone what follows the last entry, so an
/// archive that it reads need not be the one that was written. Whatever is not as POSIX has it is an <see cref="InvalidDataException"/>.
/// </summary>
/// <param name="unpacked">The tar.</param>
internal sealed class TarEntries(Stream unpacked)
{
    private const int BlockBytes = 512;
    private const byte PlainFile = (byte)'0';
    private const byte OldPlainFile = 0;
    private const byte Attributes = (byte)'x';

    /// <summary>A name of the longest that an archive takes, and what else stands beside it.</summary>
    private const int AttributesBytesMax = 1 << 16;

    /// <summary>Tar fills its last record, of twenty blocks unless it is told another number.</summary>
    private const int EndBytesMax = 1 << 20;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly byte[] block = new byte[BlockBytes];
    private long left;
    private int padding;

    /// <summary>How many bytes were read.</summary>
    internal long BytesRead { get; private set; }

    /// <summary>Goes on to the next file, past what was not read of this one.</summary>
    /// <returns>Its name and its length; null at the end, after which nothing comes.</returns>
    internal (string Name, long Length)? Next()
    {
        SkipContent();
        string? name = null;
        long? length = null;
        while (ReadHeader())
        {
            switch (block[156])
            {
                case PlainFile or OldPlainFile:
                    name ??= PlainName();
                    Begin(length ?? Octal(124, 12));
                    return (name, left);
                case Attributes when name is null:
                    (name, length) = ReadAttributes(Octal(124, 12));
                    break;
                default:
                    throw new InvalidDataException($"{PlainName()} is no plain file");
            }
        }

        return (name, length) is (null, null) ? null : throw new InvalidDataException($"it ends before {name ?? "a file"}");
    }

    /// <summary>Reads on in the present file; 0 at its end.</summary>
    internal int Read(Span<byte> buffer)
    {
        if (left == 0)
        {
            return 0;
        }

        int read = unpacked.Read(buffer[..(int)Math.Min(left, buffer.Length)]);
        if (read == 0)
        {
            throw new InvalidDataException("it ends in the middle of a file");
        }

        left -= read;
        BytesRead += read;
        return read;
    }

    private void Begin(long length)
    {
        left = length;
        padding = (int)(-length & (BlockBytes - 1));
    }

    private void SkipContent()
    {
        while (Read(block) > 0)
        {
        }

        ReadExactly(block.AsSpan(0, padding));
        if (block.AsSpan(0, padding).ContainsAnyExcept((byte)0))
        {
            throw new InvalidDataException("something stands between two files");
        }

        padding = 0;
    }

    /// <summary>Reads a header; answers no at the end, of which all is read.</summary>
    private bool ReadHeader()
    {
        ReadExactly(block);
        if (!block.AsSpan().ContainsAnyExcept((byte)0))
        {
            ReadEnd();
            return false;
        }

        int sum = 0;
        for (int index = 0; index < block.Length; index++)
        {
            sum += index is >= 148 and < 156 ? ' ' : block[index];
        }

        return sum == Octal(148, 8) ? true : throw new InvalidDataException("the header of a file has another sum than it says");
    }

    /// <summary>The second of the two empty blocks that make an end, and more of them, as tar fills its last record.</summary>
    private void ReadEnd()
    {
        long start = BytesRead;
        ReadExactly(block);
        for (int read = BlockBytes; read > 0; read = unpacked.Read(block), BytesRead += read)
        {
            if (block.AsSpan(0, read).ContainsAnyExcept((byte)0) || BytesRead - start > EndBytesMax)
            {
                throw new InvalidDataException("something stands behind its end");
            }
        }
    }

    private string PlainName()
    {
        string name = Text(0, 100);
        string folder = block.AsSpan(257, 6).SequenceEqual("ustar\0"u8) ? Text(345, 155) : "";
        return folder.Length == 0 ? name : $"{folder}/{name}";
    }

    /// <summary>What a plain header has no room for: lines of <c>length key=value</c>, the length being that of the whole line.</summary>
    private (string? Name, long? Length) ReadAttributes(long length)
    {
        byte[] content = length <= AttributesBytesMax ? new byte[length] : throw new InvalidDataException("the header of a file is too long");
        Begin(length);
        left = 0;
        ReadExactly(content);
        SkipContent();
        string? name = null;
        long? size = null;
        ReadOnlySpan<byte> rest = content;
        while (rest.Length > 0)
        {
            if (!Utf8Parser.TryParse(rest, out int line, out int digits) || line <= digits + 1 || line > rest.Length || rest[line - 1] != '\n')
            {
                throw new InvalidDataException("the header of a file cannot be read");
            }

            string[] attribute = Utf8.GetString(rest[(digits + 1)..(line - 1)]).Split('=', 2);
            name = attribute is ["path", string path] ? path : name;
            size = attribute is ["size", string bytes] ? long.Parse(bytes, NumberStyles.None, CultureInfo.InvariantCulture) : size;
            rest = rest[line..];
        }

        return (name, size);
    }

    private string Text(int start, int length)
    {
        ReadOnlySpan<byte> field = block.AsSpan(start, length);
        int end = field.IndexOf((byte)0);
        return Utf8.GetString(end < 0 ? field : field[..end]);
    }

    private long Octal(int start, int length)
    {
        long value = 0;
        foreach (byte digit in block.AsSpan(start, length).Trim(" \0"u8))
        {
            value = digit is >= (byte)'0' and <= (byte)'7' ? (value << 3) + digit - '0' : throw new InvalidDataException("the header of a file cannot be read");
        }

        return value;
    }

    private void ReadExactly(Span<byte> buffer)
    {
        int read = unpacked.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        BytesRead += read;
        if (read < buffer.Length)
        {
            throw new InvalidDataException("it has no end");
        }
    }
}
