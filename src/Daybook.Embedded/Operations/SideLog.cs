using System.Text.Json;
using Daybook.Durability.FileSystem;
using Daybook.Durability.Logs;

namespace Daybook.Embedded.Operations;

/// <summary>A log beside those of operations: lines that say something about several of them.</summary>
/// <typeparam name="T">What a line says.</typeparam>
/// <param name="ports">The outside world.</param>
/// <param name="places">Where logs are.</param>
/// <param name="options">How long to wait for others.</param>
/// <param name="path">The log.</param>
/// <param name="read">Reads a line; throws <see cref="JsonException"/> where it says nothing of the kind.</param>
internal sealed class SideLog<T>(EmbeddedPorts ports, OperationPlaces places, EmbeddedOptions options, string path, SideLog<T>.Reading read)
{
    /// <summary>Reads a line.</summary>
    internal delegate T Reading(ReadOnlySpan<byte> line);

    /// <summary>The log.</summary>
    internal string FilePath => path;

    /// <summary>Adds lines, given without their newlines. When it returns they survive power loss.</summary>
    /// <exception cref="Daybook.Durability.Errors.DurabilityException">The disk refused, or another process kept the lock.</exception>
    internal void Append(IReadOnlyList<ReadOnlyMemory<byte>> lines)
    {
        var log = new RareLog(
            ports.FileSystem,
            new AppendLogOptions
            {
                Path = path,
                WatermarkPath = Path.Join(places.LockDirectory, $"operations.{Path.GetFileNameWithoutExtension(path)}.watermark"),
                Root = places.Root,
                Permissions = places.IsAdopted ? FilePermissions.SharedFile : FilePermissions.PrivateFile,
                LockWait = options.LockWait,
                HolderLabel = options.HolderLabel,
            },
            ports.Clock,
            ports.Time);
        log.Append(lines);
    }

    /// <summary>Reads it all. Merges of git leave blank lines in it, which are passed over.</summary>
    internal IReadOnlyList<T> ReadAll(ProblemList problems)
    {
        places.CheckAll(ports.FileSystem);
        using IFile? file = ports.FileSystem.OpenIfThere(path);
        List<T> entries = [];
        if (file is null)
        {
            return entries;
        }

        using var reader = new LineReader(file, 0, file.Stat().Length);
        while (reader.Read(out LogLine line))
        {
            if (line.Length == 0)
            {
                continue;
            }

            try
            {
                entries.Add(line.IsTooLong ? throw new JsonException($"the line has {line.Length} bytes") : read(line.Bytes));
            }
            catch (JsonException damaged)
            {
                problems.Add(new Problem(places.Told(path), line.Number, line.Offset, damaged.Message));
            }
        }

        return entries;
    }
}
