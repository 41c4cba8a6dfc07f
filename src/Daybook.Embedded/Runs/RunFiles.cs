using Daybook.Durability.Errors;
using Daybook.Durability.Files;
using Daybook.Durability.FileSystem;
using Daybook.Errors;
using Daybook.Runs;

namespace Daybook.Embedded.Runs;

/// <summary>Reads the record of one run, and replaces it whole.</summary>
internal sealed class RunFiles(EmbeddedPorts ports, RunPlaces places)
{
    /// <summary>Reads a record, directly and without a lock: a file is always whole.</summary>
    /// <returns>Null where a folder holds no record.</returns>
    /// <exception cref="YamlFault">It cannot be understood, and where.</exception>
    /// <exception cref="NewerFormatException">A newer version wrote it.</exception>
    /// <exception cref="DurabilityException">It cannot be read.</exception>
    internal RunDocument? Read(RunEntry entry)
    {
        if (ports.FileSystem.Stat(entry.Folder) is { Kind: not FileKind.Directory } other)
        {
            throw new UnsafeFileException(entry.Folder, other.Kind);
        }

        if (ReadContent(entry.File, out _) is { } content)
        {
            return RunDocument.Parse(content, entry);
        }

        return ReadContent(entry.LegacyFile, out DateTimeOffset modified) is { } legacy
            ? RunDocument.New(CwdFile.Read(legacy, modified, entry)) with { IsLegacy = true }
            : null;
    }

    /// <summary>Reads a record that a call is about.</summary>
    /// <exception cref="NotFoundException">There is none.</exception>
    /// <exception cref="CorruptStoreException">It cannot be understood.</exception>
    internal RunDocument ReadRequired(RunEntry entry)
    {
        try
        {
            return Read(entry) ?? throw new NotFoundException($"run {entry.RunId} has a folder and no record in it")
            {
                Id = entry.RunId,
                Path = entry.Folder,
                Hint = "daybook doctor runs tells more",
            };
        }
        catch (YamlFault fault)
        {
            string path = FileOf(entry);
            throw new CorruptStoreException($"{path} cannot be read: {fault.Message}", fault)
            {
                Id = entry.RunId,
                Path = path,
                Line = fault.Line,
                Hint = "mend it by hand, or move the folder of the run away",
            };
        }
    }

    /// <summary>
    /// A run as it is shown now. A record of a run whose process is gone is read once more: whoever ends a run is gone a moment after the end was
    /// noted, and that may have been since the first look.
    /// </summary>
    internal RunView View(RunEntry entry, RunDocument document, RunLiveness liveness)
    {
        RunView view = liveness.View(document.Record, entry.Folder);
        bool mayHaveEnded = view.State == RunStatus.Interrupted && view.Run.Status == RunStatus.Running;
        return mayHaveEnded && ReadOrReport(entry, new ProblemList()) is { } later ? liveness.View(later.Record, entry.Folder) : view;
    }

    /// <summary>Reads a record for a listing; what is wrong with it becomes a problem.</summary>
    /// <returns>Null where there is a problem, or nothing any more.</returns>
    internal RunDocument? ReadOrReport(RunEntry entry, ProblemList problems)
    {
        try
        {
            return ReadUnderstood(entry, problems);
        }
        catch (YamlFault fault)
        {
            problems.Add(new Problem(FileOf(entry), fault.Line, null, fault.Message));
        }
        catch (NewerFormatException newer)
        {
            problems.Add(new Problem(entry.File, null, null, newer.Message));
        }

        return null;
    }

    /// <summary>The file that holds the record, in whichever shape.</summary>
    private string FileOf(RunEntry entry) => ports.FileSystem.Stat(entry.File) is null ? entry.LegacyFile : entry.File;

    /// <summary>Reads a record as for a listing, for a call that must not go on beside one that it does not understand.</summary>
    /// <exception cref="YamlFault">It cannot be understood, and where.</exception>
    /// <exception cref="NewerFormatException">A newer version wrote it.</exception>
    internal RunDocument? ReadUnderstood(RunEntry entry, ProblemList problems)
    {
        try
        {
            RunDocument? document = Read(entry);
            if (document is null && ports.FileSystem.Stat(entry.Folder) is not null)
            {
                problems.Add(new Problem(entry.Folder, null, null, "a folder of a run without a record in it"));
            }
            else if (document is not null && document.Fields.TryGetValue(RunField.RunId, out YamlValue? id) && id.Text is { Length: > 0 } told && told != entry.RunId)
            {
                problems.Add(new Problem(entry.File, id.Line, null, $"it says that it is run {told}, and stands in the folder of {entry.RunId}"));
            }

            return document;
        }
        catch (Exception refused) when (refused is UnsafeFileException or FileSystemException { Error: FileSystemError.Denied or FileSystemError.InputOutput or FileSystemError.WrongKind })
        {
            problems.Add(new Problem(entry.File, null, null, refused.Message));
        }

        return null;
    }

    /// <summary>Replaces a record. When it returns the new one survives power loss.</summary>
    internal void Replace(RunEntry entry, RunDocument document, RunRecord changed)
    {
        byte[] content = document.Encode(changed, places.Shape);
        CheckSize(content, entry);
        new AtomicFile(ports.FileSystem, ports.NewTempName).Write(entry.File, content, places.Shape.FilePermissions);
    }

    /// <summary>Makes a record durable that another process may have written just now.</summary>
    internal void Sync(RunEntry entry)
    {
        using (IFile? file = ports.FileSystem.OpenIfThere(entry.File))
        {
            file?.Flush();
        }

        ports.FileSystem.SyncDirectory(entry.Folder);
        SyncNames(entry);
    }

    /// <summary>Makes the names of a run's folder and of those above it durable, which its creator may not have come to.</summary>
    internal void SyncNames(RunEntry entry)
    {
        ports.FileSystem.SyncDirectory(entry.Task.Runs);
        places.SyncNames(ports.FileSystem, entry.Task.Runs);
    }

    /// <summary>Refuses a record that no reader would take.</summary>
    internal static void CheckSize(byte[] content, RunEntry entry)
    {
        if (content.Length > YamlReader.BytesMaximum)
        {
            throw new InvalidInputException($"the record of run {entry.RunId} would have {content.Length} bytes; it may have {YamlReader.BytesMaximum}");
        }
    }

    private byte[]? ReadContent(string path, out DateTimeOffset modified)
    {
        modified = default;
        try
        {
            using IFile file = ports.FileSystem.Open(path, OpenMode.Read);
            FileStat stat = file.Stat();
            modified = stat.Modified;
            if (stat.Length > YamlReader.BytesMaximum)
            {
                throw new YamlFault(1, $"it has {stat.Length} bytes, and no such file is larger than {YamlReader.BytesMaximum}");
            }

            byte[] content = new byte[stat.Length];
            return content[..file.ReadFully(content, 0)];
        }
        catch (FileSystemException absent) when (absent.Error == FileSystemError.NotFound)
        {
            return null;
        }
    }
}
