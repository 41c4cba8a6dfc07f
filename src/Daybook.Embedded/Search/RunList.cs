using Daybook.Durability.FileSystem;
using Daybook.Embedded.Runs;
using Daybook.Runs;
using Daybook.Search;

namespace Daybook.Embedded.Search;

/// <summary>
/// Runs, by the looks of their files. A run that has ended changes no more, so beyond the newest thousands its file is not looked at again;
/// one that has not ended is read each time, since its process may be gone.
/// </summary>
internal sealed class RunList(EmbeddedPorts ports, RunPlaces places) : IListedRecords
{
    /// <summary>How many of the newest runs are looked at, ended or not.</summary>
    private const int NewestMax = 4_000;

    private readonly RunCatalogue catalogue = new(ports, places);
    private readonly RunFiles files = new(ports, places);

    /// <inheritdoc/>
    public int Group => SearchGroup.Runs;

    /// <inheritdoc/>
    public int Kind => 2;

    /// <inheritdoc/>
    public IEnumerable<(string Name, long Stamp)> List(IReadOnlyDictionary<string, long> known, ProblemList problems)
    {
        RunEntry[] entries = [.. catalogue.All(null, problems)];
        HashSet<RunEntry>? newest = entries.Length <= NewestMax
            ? null
            : [.. entries.OrderByDescending(static entry => entry.RunId, StringComparer.Ordinal).Take(NewestMax)];
        foreach (RunEntry entry in entries)
        {
            string name = NameOf(entry);
            bool isEnded = known.TryGetValue(name, out long before) && (before & 1) == 0;
            if (isEnded && newest?.Contains(entry) == false)
            {
                yield return (name, before);
                continue;
            }

            FileStat? file = ports.FileSystem.Stat(entry.File) ?? ports.FileSystem.Stat(entry.LegacyFile);
            if (file is { } there)
            {
                long stamp = FileStamp.Of(there);
                yield return (name, isEnded && stamp == before ? before : StampOf(entry, stamp));
            }
        }
    }

    /// <inheritdoc/>
    public SearchDocument? Read(string name, ProblemList problems)
    {
        string[] parts = name.Split('\n');
        RunEntry entry = parts.Length == 3 && parts[0].Length > 0
            ? new RunEntry(places.TaskFolder(parts[0], parts[1]), parts[2])
            : new RunEntry(new TaskFolder("", "", places.Directory), parts[^1]);
        return files.ReadOrReport(entry, problems) is { } document
            ? SearchDocuments.From(files.View(entry, document, new RunLiveness(ports.Processes))) with { Path = entry.File }
            : null;
    }

    private static string NameOf(RunEntry entry) => $"{entry.ProjectId}\n{entry.TaskId}\n{entry.RunId}";

    /// <summary>Odd for a run that has not ended; how it stands is then a part of its stamp.</summary>
    private long StampOf(RunEntry entry, long stamp)
    {
        if (files.ReadOrReport(entry, new ProblemList()) is not { Record.Status: RunStatus.Running } document)
        {
            return stamp;
        }

        RunStatus state = files.View(entry, document, new RunLiveness(ports.Processes)).State;
        return (FileStamp.Of($"{stamp}{state}") & ~1L) | 1;
    }
}
