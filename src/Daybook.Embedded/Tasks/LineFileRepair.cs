using System.Buffers;
using Daybook.Durability.Files;
using Daybook.Durability.FileSystem;
using Daybook.Durability.Logs;

namespace Daybook.Embedded.Tasks;

/// <summary>Writes a file of lines anew without what does not belong there. The old file stands in the quarantine first.</summary>
internal sealed class LineFileRepair(EmbeddedPorts ports, TaskPlaces places)
{
    private readonly ArrayBufferWriter<byte> mended = new();

    /// <summary>Rewrites a packed or plain file of a journal. When it returns both files survive power loss.</summary>
    internal void Rewrite(string path, bool isPacked, TaskLineCheck check) => Replace(path, isPacked, output =>
    {
        if (isPacked)
        {
            CopyPacked(path, check, (line, _) => output.Add(line));
            return;
        }

        using IFile plain = ports.FileSystem.Open(path, OpenMode.Read);
        CopyPlain(plain, plain.Stat().Length, check, (line, _) => output.Add(line));
    });

    /// <summary>Puts a new file of lines at a path; what stood there stays under another name.</summary>
    internal void Replace(string path, bool isPacked, Action<LineFileWriter> fill)
    {
        if (ports.FileSystem.Stat(path) is not null)
        {
            Quarantine.Link(ports, places, path);
        }

        new AtomicFile(ports.FileSystem, ports.NewTempName).Write(
            path,
            file =>
            {
                var output = new LineFileWriter(file, 0, isPacked);
                fill(output);
                output.Finish();
            },
            FilePermissions.PrivateFile);
    }

    /// <summary>Shows what stays of the lines of a packed file, damage passed over.</summary>
    internal void CopyPacked(string path, TaskLineCheck check, HistoryReading.Visitor visit)
    {
        using PackedLines? packed = PackedLines.Salvage(ports.FileSystem, path);
        packed?.Forward(0, (line, _) => Show(line, check, visit));
    }

    /// <summary>Shows what stays of the lines of a plain file up to an offset.</summary>
    internal void CopyPlain(IFile plain, long until, TaskLineCheck check, HistoryReading.Visitor visit)
    {
        using var reader = new LineReader(plain, 0, until);
        while (reader.Read(out LogLine line))
        {
            Show(line.Bytes, check, visit);
        }
    }

    private void Show(ReadOnlySpan<byte> line, TaskLineCheck check, HistoryReading.Visitor visit)
    {
        mended.ResetWrittenCount();
        if (check.Mend(line, mended))
        {
            visit(mended.WrittenSpan, 0);
        }
    }
}
