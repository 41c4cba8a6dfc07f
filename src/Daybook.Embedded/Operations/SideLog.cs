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

    private const int LevelsMax = 64;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = LevelsMax };

    /// <summary>The log.</summary>
    internal string FilePath => path;

    /// <summary>Who may read it: in an adopted folder it is for git to track.</summary>
    internal UnixFileMode Permissions => places.IsAdopted ? FilePermissions.SharedFile : FilePermissions.PrivateFile;

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
                Permissions = Permissions,
                LockWait = options.LockWait,
                HolderLabel = options.HolderLabel,
            },
            ports.Clock,
            ports.Time);
        log.Append(lines);
    }

    /// <summary>Reads it all. Merges of git leave blank lines in it, which are passed over.</summary>
    /// <exception cref="Daybook.Durability.Errors.DurabilityException">It cannot be read.</exception>
    internal SideLogReading<T> ReadAll()
    {
        places.CheckAll(ports.FileSystem);
        var reading = new SideLogReading<T>();
        using IFile? file = ports.FileSystem.OpenIfThere(path);
        if (file is not null)
        {
            Read(file, reading);
        }

        return reading;
    }

    /// <summary>What the lines say of a log that doctor looks at; nothing where it cannot be read, which doctor tells.</summary>
    internal IReadOnlyList<T> ReadWhatCanBe()
    {
        try
        {
            return ReadAll().Entries;
        }
        catch (Exception refused) when (OperationRefusal.IsOne(refused))
        {
            return [];
        }
    }

    /// <summary>Reads the open log.</summary>
    internal void Read(IFile file, SideLogReading<T> reading)
    {
        using var reader = new LineReader(file, 0, file.Stat().Length);
        while (reader.Read(out LogLine line))
        {
            if (line.Length > 0)
            {
                Read(line, reading);
            }
        }
    }

    private void Read(LogLine line, SideLogReading<T> reading)
    {
        ReadOnlySpan<byte> bytes = LineShape.WithoutByteOrderMark(line);
        string? fault = line.IsTooLong ? $"the line has {line.Length} bytes, more than the {LogLimits.LineBytesMaximum} that are read"
            : !LineShape.MayBeObject(bytes) ? LineShape.NoObject
            : FaultOf(bytes);
        if (fault is not null)
        {
            reading.Damaged.Add(new Problem(places.Told(path), line.Number, line.Offset, LineShape.Refusal(line, "entry", fault)));
            return;
        }

        reading.Keep(bytes);
        try
        {
            reading.Entries.Add(read(bytes));
        }
        catch (JsonException foreign)
        {
            reading.Foreign.Add(new Problem(places.Told(path), line.Number, line.Offset, foreign.Message));
        }
    }

    private static string? FaultOf(ReadOnlySpan<byte> line)
    {
        try
        {
            bool isObject = JsonElement.Parse(line, Strict).ValueKind == JsonValueKind.Object;
            DocumentJson.CheckTexts(line, LevelsMax);
            return isObject ? null : LineShape.NoObject;
        }
        catch (JsonException damaged)
        {
            return damaged.Message;
        }
        catch (InvalidOperationException)
        {
            return "a text is not valid UTF-8, or has half of a surrogate pair in it";
        }
    }
}
