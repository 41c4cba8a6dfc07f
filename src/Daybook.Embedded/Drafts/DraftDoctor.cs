using Daybook.Drafts;
using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;
using Daybook.Errors;

namespace Daybook.Embedded.Drafts;

/// <summary>Finds what is wrong with the database of drafts, and mends it. A damaged database is kept, and its rows go into a fresh one.</summary>
public sealed class DraftDoctor
{
    private const string FixCommand = "daybook doctor drafts --fix";
    private const string Damaged = "damaged_database";
    private const string ForeignLog = "foreign_log";
    private const string Interrupted = "interrupted_repair";

    private readonly EmbeddedPorts ports;
    private readonly DraftPlaces places;
    private readonly DraftDatabase database;
    private readonly DraftRepair repair;
    private readonly DraftCheck check;
    private readonly DraftSoundness soundness;
    private readonly FileSurroundings surroundings;

    internal DraftDoctor(EmbeddedPorts ports, DraftPlaces places, EmbeddedOptions options, DraftDatabase database, DraftOpening opening)
    {
        this.ports = ports;
        this.places = places;
        this.database = database;
        repair = new DraftRepair(ports, places, options, opening);
        check = new DraftCheck(places);
        soundness = opening.Soundness;
        surroundings = new FileSurroundings(ports, Draft.KindName, places.Root);
    }

    /// <summary>Looks at everything and changes nothing.</summary>
    /// <returns>What is wrong; at most <see cref="ProblemList.ItemsMax"/> findings.</returns>
    /// <exception cref="BusyException">Another process kept the database locked.</exception>
    /// <exception cref="StorageException">The disk refused.</exception>
    public Task<IReadOnlyList<Finding>> ExamineAsync(CancellationToken cancellationToken) =>
        KernelErrors.TranslateAsync<IReadOnlyList<Finding>>(() => [.. Look().Take(ProblemList.ItemsMax)], cancellationToken);

    /// <summary>
    /// Takes the rows of a damaged database into a fresh one, puts a log that belongs to another database aside, and makes views and missing tables anew. What is
    /// replaced is in the quarantine before. When the task completes all of that survives power loss. A second run finds nothing more to mend.
    /// </summary>
    /// <returns>What was wrong, each with whether it is mended.</returns>
    /// <exception cref="BusyException">Another process has the database open.</exception>
    /// <exception cref="StorageException">The disk refused; nothing was replaced.</exception>
    public Task<IReadOnlyList<Finding>> FixAsync(CancellationToken cancellationToken) =>
        KernelErrors.TranslateAsync<IReadOnlyList<Finding>>(() => [.. Fix().Take(ProblemList.ItemsMax)], cancellationToken);

    private List<Finding> Fix()
    {
        List<Finding> found = Look();
        if (found.Count == 0 || found.Exists(static finding => finding.Problem is "newer_format" or "unsafe_file"))
        {
            return found;
        }

        var mended = new List<Finding>();
        if (found.Find(static finding => finding.Problem == Interrupted) is { } interrupted)
        {
            database.Close();
            repair.Finish();
            mended.Add(interrupted with { Fixed = true });
            found = Look();
        }

        if (found.Find(static finding => finding.Problem is Damaged or ForeignLog) is { } broken && !places.IsAdopted)
        {
            database.Close();
            SalvageResult result = repair.Salvage(connection => check.Examine(connection));
            if (result == SalvageResult.NothingReadable)
            {
                found[found.IndexOf(broken)] = broken with { Fix = "bring a copy back, or move it away to begin anew; it was left as it is" };
            }
            else
            {
                string outcome = result == SalvageResult.Mended ? $"the old files are in {places.QuarantineDirectory}" : "another process has mended it by now";
                mended.Add(broken with { Meaning = $"{broken.Meaning}; {outcome}", Fixed = true });
                found = Look();
            }
        }

        if (found.Exists(static finding => finding.Problem == FileSurroundings.LeftoverTemp))
        {
            repair.RemoveLeftovers();
        }

        surroundings.Fix(found.FindAll(static finding => finding.Problem == FileSurroundings.WrongMode));
        if (found.Exists(static finding => DraftCheck.IsOfSchema(finding)))
        {
            database.Write(connection => check.MakeMissing_NeedsLock(connection), id: null);
        }

        HashSet<(string, string, string)> left = [.. Look().Select(Identity)];
        return [.. mended, .. found.ConvertAll(finding => finding with { Fixed = !left.Contains(Identity(finding)) })];
    }

    /// <summary>What one finding is known by. How much of a damaged database can be read is told only while nobody uses it, and may be told once and then not.</summary>
    private static (string, string, string) Identity(Finding finding) =>
        (finding.Problem, finding.Path, finding.Problem is Damaged or ForeignLog ? "" : finding.Meaning);

    private List<Finding> Look()
    {
        var found = new List<Finding>();
        try
        {
            bool isThere = database.IsThere();
            found.AddRange(LookAround());
            if (!isThere)
            {
                return found;
            }

            if (database.Read(DraftCheck.FindDamage, empty: null) is { } words)
            {
                found.Add(OfDamage($"{places.Database} is damaged: {words}", isForeign: false));
            }
            else
            {
                found.AddRange(database.Read(check.Examine, []));
            }
        }
        catch (NewerFormatException newer)
        {
            found.Add(Found("newer_format", Finding.Error, newer.Path, newer.Message, "use the newer daybook that wrote it"));
        }
        catch (UnsafeFileException link)
        {
            found.Add(Found("unsafe_file", Finding.Error, link.Path, link.Message, "remove it or move it away"));
        }
        catch (NotFoundException gone)
        {
            found.Add(Found("missing_database", Finding.Error, gone.Path, gone.Message, gone.Hint ?? ""));
        }
        catch (CorruptStoreException damage)
        {
            found.Add(OfDamage(damage.Message, soundness.IsForeignLog(damage)));
        }

        return found;
    }

    private IEnumerable<Finding> LookAround()
    {
        if (places.IsSwitchPending(ports.FileSystem))
        {
            yield return Found(Interrupted, Finding.Warning, places.Mended, "a repair was interrupted; its fresh database is complete, and reads read it", FixCommand);
        }

        if (ports.FileSystem.Stat(places.SharedMemory) is not null && ports.FileSystem.Stat(places.Log) is null)
        {
            yield return Found(
                "missing_log",
                Finding.Warning,
                places.Log,
                "it is gone although the database was not closed: what was saved last may have been in it",
                $"bring it back if you have it; {FixCommand} goes on without it");
        }

        IEnumerable<(string Path, FileStat Stat)> own = places.IsAdopted ? [] : FileSurroundings.Within(ports.FileSystem, places.Directory);
        foreach (Finding finding in surroundings.Examine(own, static _ => false))
        {
            yield return finding;
        }
    }

    private Finding OfDamage(string meaning, bool isForeign)
    {
        database.Close();
        string saved = repair.Count(!isForeign) is { } words ? $"; {words}" : "";
        string fix = places.IsAdopted ? places.DamageHint : FixCommand;
        return isForeign
            ? Found(ForeignLog, Finding.Error, places.Log, $"it is not the log of the database it stands beside{saved}", fix)
            : Found(Damaged, Finding.Error, places.Database, meaning + saved, fix);
    }

    private static Finding Found(string problem, string severity, string? path, string meaning, string fix) =>
        new(Draft.KindName, problem, severity, path ?? "", null, meaning, fix, Fixed: false);
}
