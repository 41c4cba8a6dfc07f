using System.Text;
using Daybook.Durability.FileSystem;
using Daybook.Durability.Logs;
using Daybook.Testing.Disk;
using FsCheck;
using FsCheck.Fluent;

namespace Daybook.Durability.Tests.Logs;

/// <summary>Lines as a naive reader finds them, byte by byte, and the files in which readers differ from it if they differ at all.</summary>
internal static class NaiveLines
{
    internal const string Path = "/lines";

    /// <summary>What the readers' buffers make special: lines just below, at and above 4 KiB and 256 KiB.</summary>
    private static readonly int[] Lengths =
    [
        0, 0, 1, 2, 3, 7, 8, 9, 4093, 4094, 4095, 4096, 4097, 8190, 8191, 8192, 262_142, 262_143, 262_144, 262_145,
    ];

    private static readonly int[] Maxima = [0, 1, 7, 8, 4093, 4094, 4095, 4096, 262_142, 262_143, 262_144, LogLimits.LineBytesMaximum];

    /// <summary>Files of a few lines, whose last one may lack its newline.</summary>
    internal static Arbitrary<Case> Cases { get; } = Arb.From(
        from lengths in Gen.Choose(0, Lengths.Length - 1).Select(index => Lengths[index]).ArrayOf().Resize(7)
        from endings in Gen.Elements("\n", "\n", "\r\n", "\r\r\n", "").ArrayOf(lengths.Length)
        from maximum in Gen.Elements(Maxima)
        from shortRead in Gen.Elements(0, 0, 4093, 100_000)
        select new Case(Compose(lengths, endings), maximum, shortRead));

    /// <summary>Any bytes at all, of an alphabet in which line ends are frequent.</summary>
    internal static Arbitrary<Case> Snippets { get; } = Arb.From(
        from letters in Gen.Elements('\n', '\r', 'a', '\0').ArrayOf()
        from maximum in Gen.Choose(0, 5)
        from shortRead in Gen.Elements(0, 1, 3)
        select new Case(new string(letters), maximum, shortRead));

    /// <summary>Splits at newlines, byte by byte.</summary>
    internal static List<Line> Split(byte[] bytes, int from, int until, int maximum)
    {
        var lines = new List<Line>();
        for (int start = from; start < until;)
        {
            int end = start;
            while (end < until && bytes[end] != '\n')
            {
                end++;
            }

            bool ended = end < until;
            bool carriageReturn = ended && end > start && bytes[end - 1] == '\r';
            int length = end - start - (carriageReturn ? 1 : 0);
            LineEnding ending = carriageReturn ? LineEnding.CarriageReturnNewline : ended ? LineEnding.Newline : LineEnding.None;
            lines.Add(new Line(start, length, ending, length > maximum ? "" : Encoding.Latin1.GetString(bytes, start, length)));
            start = end + 1;
        }

        return lines;
    }

    internal static Line Seen(LogLine line) => new(line.Offset, line.Length, line.Ending, Encoding.Latin1.GetString(line.Bytes));

    /// <summary>The content on a simulated disk that gives it in pieces if the case says so.</summary>
    internal static IFile Open(Case example)
    {
        SimulatedFileSystem disk = new();
        disk.PlantFile(Path, example.Bytes);
        if (example.ShortRead > 0)
        {
            disk.Inject(Fault.ShortRead(example.ShortRead) with { ForGood = true });
        }

        return disk.Open(Path, OpenMode.Read);
    }

    private static string Compose(int[] lengths, string[] endings)
    {
        StringBuilder text = new();
        for (int index = 0; index < lengths.Length; index++)
        {
            text.Append((char)('a' + (index % 26)), lengths[index]).Append(index).Append(endings[index]);
        }

        return text.ToString();
    }

    /// <summary>One file, the longest line that is loaded, and how few bytes a read gives (0 for all).</summary>
    internal sealed record Case(string Text, int Maximum, int ShortRead)
    {
        internal byte[] Bytes { get; } = Encoding.Latin1.GetBytes(Text);

        public override string ToString()
        {
            string text = Text.Length > 200 ? $"{Text.Length} bytes" : Text.Replace("\n", "\\n", StringComparison.Ordinal);
            return $"[{text}] lines {string.Join(',', Text.Split('\n').Select(line => line.Length))} maximum {Maximum} short {ShortRead}";
        }
    }

    internal sealed record Line(long Offset, long Length, LineEnding Ending, string Text);
}
