using Daybook.Cli.Harnesses;
using Daybook.Cli.Setup.Parts;
using Daybook.Cli.Setup.Text;
using Daybook.Durability.Errors;
using Daybook.Durability.Files;
using Daybook.Durability.FileSystem;
using Daybook.Embedded;
using Daybook.Errors;

namespace Daybook.Cli.Setup;

/// <summary>Sets one harness up in one project: reads all its files first, so that one that cannot be understood leaves all as they are.</summary>
/// <param name="ports">Disk and ids.</param>
/// <param name="harness">The harness.</param>
/// <param name="root">The project's root.</param>
/// <param name="home">The user's home; null where it is not known.</param>
/// <param name="command">How the harness is to start Daybook.</param>
internal sealed class HarnessSetup(EmbeddedPorts ports, Harness harness, string root, string? home, CommandWords command)
{
    private const string SharedInstructions = "AGENTS.md";

    private static readonly string[] Imports = ["@AGENTS.md", "@./AGENTS.md"];

    /// <summary>What writing would do.</summary>
    /// <exception cref="InvalidInputException">A file cannot be understood, or a link stands in the way.</exception>
    public IReadOnlyList<SetupChange> PlanWriting()
    {
        var folders = new HashSet<string>(StringComparer.Ordinal);
        var changes = new List<SetupChange>();
        foreach (SetupFile file in Files())
        {
            byte[]? before = file.Read(ports.FileSystem);
            string? text = before is null ? null : file.TextOf(before);
            SetupState state = file.Part.StateOf(text);
            if (IsSettled(state))
            {
                changes.Add(new SetupChange(file, state, state, before, before, 0));
                continue;
            }

            // A folder is made for the first file that needs it.
            int made = file.Folders.Count(folder => ports.FileSystem.Stat(folder) is null && folders.Add(folder));
            string after = file.Part.Write(text, made);
            SetupState then = file.Part.StateOf(after);
            if (!IsSettled(then))
            {
                throw new InvalidOperationException($"the {file.Part.Kind} in {file.FilePath} would not be what they are to be");
            }

            changes.Add(new SetupChange(file, state, then, before, SetupFile.ContentOf(after, before), made));
        }

        if (Orphan() is { } orphan)
        {
            changes.Add(Removal(orphan) with { State = SetupState.Stale });
        }

        return changes;
    }

    /// <summary>What removing would do.</summary>
    /// <exception cref="InvalidInputException">A file cannot be understood, or a link stands in the way.</exception>
    public IReadOnlyList<SetupChange> PlanRemoving()
    {
        // In the opposite order of writing: a folder goes with the file for which it was made.
        IEnumerable<SetupFile> files = Files().Reverse();
        return [.. (Orphan() is { } orphan ? files.Prepend(orphan) : files).Select(Removal)];
    }

    /// <summary>Does what was planned. When it returns, each file that is as it is to be survives power loss; one that stays as it is, is not written.</summary>
    /// <exception cref="ConflictException">Somebody has changed a file since it was read; files before it in the list are done.</exception>
    /// <exception cref="DurabilityException">The disk refused; files before it in the list are done, and the same command goes on from there.</exception>
    public void Apply(IReadOnlyList<SetupChange> changes)
    {
        foreach (SetupChange change in changes)
        {
            if (change.Action == "unchanged")
            {
                Confirm(change.File);
                continue;
            }

            byte[]? now = change.File.Read(ports.FileSystem);
            if (!(now ?? []).AsSpan().SequenceEqual(change.Before ?? []) || now is null != change.Before is null)
            {
                throw new ConflictException($"{change.File.FilePath} was changed meanwhile") { Path = change.File.FilePath, Hint = "run the command again" };
            }

            if (change.After is { } content)
            {
                Write(change.File, content);
            }
            else
            {
                Delete(change);
            }
        }
    }

    /// <summary>Makes a file durable that is as it is to be: whoever wrote it may have been refused, or killed before it was.</summary>
    private void Confirm(SetupFile file)
    {
        if (ports.FileSystem.Stat(file.FilePath) is { Kind: FileKind.Regular })
        {
            using IFile there = ports.FileSystem.Open(file.FilePath, OpenMode.Read);
            there.Flush();
            DirectoryTree.Sync(ports.FileSystem, Path.GetDirectoryName(file.FilePath) ?? file.Root, file.Root);
        }
    }

    private SetupChange Removal(SetupFile file)
    {
        byte[]? before = file.Read(ports.FileSystem);
        string? text = before is null ? null : file.TextOf(before);
        SetupRemoval removal = text is null ? new SetupRemoval(null, 0) : file.Part.Remove(text);
        byte[]? after = removal.Text is { } rest ? SetupFile.ContentOf(rest, before) : null;
        return new SetupChange(file, file.Part.StateOf(text), SetupState.Missing, before, after, removal.Folders);
    }

    private static bool IsSettled(SetupState state) => state is SetupState.Current or SetupState.Edited or SetupState.Theirs;

    private void Write(SetupFile file, byte[] content)
    {
        foreach (string folder in file.Folders)
        {
            DirectoryTree.Create(ports.FileSystem, folder, file.IsPrivate ? FilePermissions.PrivateDirectory : FilePermissions.SharedDirectory);
        }

        new AtomicFile(ports.FileSystem, () => ports.Ids.NewId().ToString("n"))
            .Write(file.FilePath, content, file.IsPrivate ? FilePermissions.PrivateFile : FilePermissions.SharedFile);
    }

    private void Delete(SetupChange change)
    {
        ports.FileSystem.Delete(change.File.FilePath);
        string[] inner = [.. change.File.Folders.Reverse()];
        ports.FileSystem.SyncDirectory(inner.FirstOrDefault() ?? change.File.Root);
        foreach (string folder in inner.Take(change.Folders).TakeWhile(folder => ports.FileSystem.List(folder).Count == 0))
        {
            ports.FileSystem.DeleteDirectory(folder);
            ports.FileSystem.SyncDirectory(Path.GetDirectoryName(folder) ?? change.File.Root);
        }
    }

    private IReadOnlyList<SetupFile> Files()
    {
        string serverRoot = !harness.Server.IsOfUser ? root : home ?? throw new InvalidInputException($"{harness.Title} keeps MCP servers in the home folder, and HOME is not set")
        {
            Hint = "set HOME",
        };
        string server = Path.Join(serverRoot, harness.Server.Path);
        string hooks = Path.Join(root, harness.Hooks.Path);
        return
        [
            new(root, harness.Hooks.Path, false, new HooksPart(hooks, harness, command)),
            new(serverRoot, harness.Server.Path, harness.Server.IsOfUser, harness.Server.IsToml ? new TomlServerPart(server, harness, command) : new ServerPart(server, harness.Server, command)),
            InstructionsIn(InstructionsName()),
        ];
    }

    /// <summary>The file of the instructions; of one that only imports <c>AGENTS.md</c> it is that one, unless they stand in it already.</summary>
    private string InstructionsName()
    {
        string name = harness.Instructions.Path;
        if (!harness.Instructions.MayImport)
        {
            return name;
        }

        SetupFile own = InstructionsIn(name);
        if (own.Read(ports.FileSystem) is not { } content || own.TextOf(content) is var text && MarkedBlock.Find(text, CommentForm.Markdown, own.FilePath) is not null)
        {
            return name;
        }

        bool isStub = PlainLines.Of(own.TextOf(content), hasFences: true).Any(line => Imports.Contains(line.Line.Trim()));
        return isStub ? SharedInstructions : name;
    }

    private SetupFile InstructionsIn(string name) => new(root, name, false, new InstructionsPart(Path.Join(root, name), harness))
    {
        InsteadOfLink = harness.Instructions.MayImport && name != SharedInstructions ? $"by a file that says {Imports[0]}" : null,
    };

    /// <summary>The other of the two files, where instructions for this harness were left when a stub became a file of its own.</summary>
    private SetupFile? Orphan()
    {
        if (!harness.Instructions.MayImport || InstructionsName() == SharedInstructions)
        {
            return null;
        }

        SetupFile shared = InstructionsIn(SharedInstructions);
        try
        {
            return shared.Read(ports.FileSystem) is { } content && shared.Part.StateOf(shared.TextOf(content)) != SetupState.Missing ? shared : null;
        }
        catch (InvalidInputException)
        {
            // Nothing is to be written into it; what it is like is its owner's business.
            return null;
        }
    }
}
