using Daybook.Durability.Files;
using Daybook.Durability.FileSystem;
using Daybook.Durability.Logs;

namespace Daybook.Embedded.Tasks;

/// <summary>
/// Packs files of lines that get no more of them: months that are over, journals that were replaced. The plain file goes only when the
/// packed one is durable and holds all of it. Used under the lock of the tasks only.
/// </summary>
internal static class HistoryPacking
{
    /// <summary>Packs every month but the latest. When it returns what was packed survives power loss.</summary>
    internal static void PackClosed(EmbeddedPorts ports, string history)
    {
        foreach (HistoryMonth month in HistoryMonth.All(ports.FileSystem, history).Skip(1))
        {
            Pack(ports, month.PlainPath(history), month.PackedPath(history));
        }
    }

    /// <summary>Adds the lines of a plain file to those of a packed one and removes the plain file.</summary>
    internal static void Pack(EmbeddedPorts ports, string plainPath, string packedPath)
    {
        IFileSystem fileSystem = ports.FileSystem;
        if (fileSystem.Stat(plainPath) is not { Kind: FileKind.Regular })
        {
            return;
        }

        string folder = Path.GetDirectoryName(packedPath) ?? "";
        using (IFile plain = fileSystem.Open(plainPath, OpenMode.Read))
        using (PackedLines? packed = PackedLines.Open(fileSystem, packedPath))
        {
            if (packed?.IsComplete == false)
            {
                // What is behind the damage would be gone with the old file; a repair looks for it, and packs then.
                return;
            }

            if (packed is null || !packed.EndsWith(plain))
            {
                string temp = Path.Join(folder, $".{Path.GetFileName(packedPath)}.{ports.NewTempName()}{AtomicFile.TempSuffix}");
                using IFile target = fileSystem.Open(temp, OpenMode.CreateNew);
                Write(plain, packed, target);
                target.Flush();
                fileSystem.Rename(temp, packedPath);
            }
        }

        fileSystem.SyncDirectory(folder);
        fileSystem.Delete(plainPath);
    }

    private static void Write(IFile plain, PackedLines? packed, IFile target)
    {
        var output = new LineFileWriter(target, packed?.CopyTo(target) ?? 0, isPacked: true);
        using var reader = new LineReader(plain, 0, plain.Stat().Length);
        while (reader.Read(out LogLine line))
        {
            if (!line.IsTooLong)
            {
                output.Add(line.Bytes);
            }
        }

        output.Finish();
    }
}
