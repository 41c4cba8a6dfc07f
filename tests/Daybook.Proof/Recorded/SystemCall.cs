using System.Globalization;
using System.Text;

namespace Daybook.Proof.Recorded;

/// <summary>One system call as strace tells it, every string in hexadecimal.</summary>
/// <param name="Thread">The thread that made it.</param>
/// <param name="Name">Its name.</param>
/// <param name="Arguments">Its arguments as they are spelled.</param>
/// <param name="Result">What it returned; below 0 for a failure.</param>
/// <param name="ResultPath">The path of the descriptor that it returned; empty for none.</param>
internal sealed record SystemCall(int Thread, string Name, IReadOnlyList<string> Arguments, long Result, string ResultPath)
{
    private const string HexMark = "\\x";

    /// <summary>An argument that is a number.</summary>
    public long Number(int index) => Arguments[index].StartsWith('0') && Arguments[index].Length > 1
        ? Convert.ToInt64(Arguments[index], 8)
        : long.Parse(Arguments[index], CultureInfo.InvariantCulture);

    /// <summary>The number of a descriptor.</summary>
    public int Descriptor(int index) => int.Parse(Arguments[index].AsSpan(0, Arguments[index].IndexOf('<', StringComparison.Ordinal)), CultureInfo.InvariantCulture);

    /// <summary>The path of a descriptor at the time of the call; empty for a file that has no name any more.</summary>
    public string DescriptorPath(int index) => PathIn(Arguments[index]);

    /// <summary>An argument that is a path, absolute.</summary>
    /// <param name="index">Which.</param>
    /// <param name="directory">Which argument is the descriptor from which a relative one starts.</param>
    public string PathAt(int index, int directory) => System.IO.Path.GetFullPath(Text(index), PathIn(Arguments[directory]));

    /// <summary>An argument that is a text.</summary>
    public string Text(int index) => Encoding.UTF8.GetString(Bytes(index));

    /// <summary>The bytes of an argument, or all bytes of a list of parts.</summary>
    public byte[] Bytes(int index)
    {
        string spelled = Arguments[index];
        var bytes = new List<byte>(spelled.Length / 4);
        for (int open = spelled.IndexOf('"', StringComparison.Ordinal); open >= 0; open = spelled.IndexOf('"', open + 1))
        {
            int close = spelled.IndexOf('"', open + 1);
            Decode(spelled.AsSpan(open + 1, close - open - 1), bytes);
            if (spelled.AsSpan(close + 1).StartsWith("..."))
            {
                throw new InvalidDataException($"strace cut an argument of {Name} off");
            }

            open = close;
        }

        return [.. bytes];
    }

    internal static string PathIn(string spelled)
    {
        int open = spelled.IndexOf('<', StringComparison.Ordinal);
        int close = spelled.IndexOf('>', StringComparison.Ordinal);
        if (open < 0 || spelled.AsSpan(close + 1).StartsWith("(deleted)"))
        {
            return "";
        }

        string inside = spelled[(open + 1)..close];
        if (!inside.StartsWith(HexMark, StringComparison.Ordinal))
        {
            return inside;
        }

        var bytes = new List<byte>();
        Decode(inside, bytes);
        return Encoding.UTF8.GetString([.. bytes]);
    }

    private static void Decode(ReadOnlySpan<char> hex, List<byte> bytes)
    {
        for (int at = 0; at < hex.Length; at += 4)
        {
            bytes.Add(byte.Parse(hex.Slice(at + 2, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
        }
    }
}
