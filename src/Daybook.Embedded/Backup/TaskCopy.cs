using Daybook.Durability.FileSystem;
using Daybook.Durability.Locks;
using Daybook.Embedded.Tasks;

namespace Daybook.Embedded.Backup;

/// <summary>
/// Copies tasks. All files are opened under the lock of whoever writes them, then copied without it: an open file stays what it is, whatever
/// becomes of its name. The journal is opened last, so that nothing else knows more than it does.
/// </summary>
internal sealed class TaskCopy(CopySource source, TaskPlaces places)
{
    /// <summary>Copies everything but the views that the journal tells anew.</summary>
    /// <param name="target">Takes the copy.</param>
    /// <param name="prefix">The path of the folder in it.</param>
    internal void Run(StagedFiles target, string prefix)
    {
        var open = new List<(string Path, IFile File, long Length)>();
        try
        {
            using (FileLock? held = source.Lock(places.Lock))
            {
                OpenAll(open, prefix);
            }

            foreach ((string path, IFile file, long length) in open)
            {
                target.Add(path, file, length, isShared: false);
            }
        }
        finally
        {
            open.ForEach(static entry => entry.File.Dispose());
        }
    }

    private void OpenAll(List<(string Path, IFile File, long Length)> open, string prefix)
    {
        string own = prefix + (places.OwnDirectory == places.Directory ? "" : Path.GetFileName(places.OwnDirectory) + "/");
        foreach (string document in new[] { places.Context, places.ContextBackup, places.Current, places.CurrentBackup })
        {
            Open(open, prefix + Path.GetFileName(document), document, isLog: false);
        }

        foreach (string name in source.Names(places.History).Where(static name => HistoryMonth.Parse(name) is not null))
        {
            Open(open, $"{prefix}history/{name}", Path.Join(places.History, name), isLog: name.EndsWith(JournalArchive.PlainSuffix, StringComparison.Ordinal));
        }

        FileStat? live = source.FileSystem.Stat(places.Journal);
        foreach ((string path, bool isPacked) in JournalArchive.Files(source.FileSystem, places))
        {
            // A rotation that died left the live journal a name in the archive; as a file of its own its events would count twice.
            if (source.FileSystem.Stat(path) is { } archived && live?.IsSameFile(archived) != true)
            {
                Open(open, $"{own}archive/{Path.GetFileName(path)}", path, isLog: !isPacked);
            }
        }

        Open(open, own + Path.GetFileName(places.Journal), places.Journal, isLog: true);
    }

    private void Open(List<(string Path, IFile File, long Length)> open, string path, string from, bool isLog)
    {
        if (source.Open(from) is { } file)
        {
            open.Add((path, file, isLog ? CopySource.WholeLines(file) : file.Stat().Length));
        }
    }
}
