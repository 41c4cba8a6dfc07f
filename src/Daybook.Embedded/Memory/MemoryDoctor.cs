using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;
using Daybook.Durability.Locks;
using Daybook.Durability.Logs;
using Daybook.Memory;

namespace Daybook.Embedded.Memory;

/// <summary>Finds what is wrong with the memory file and its surroundings, and mends it with the old bytes set aside.</summary>
public sealed class MemoryDoctor
{
    private const string FixCommand = "daybook doctor memory --fix";

    private readonly EmbeddedPorts ports;
    private readonly MemoryPlaces places;
    private readonly MemorySetupCheck setup;
    private readonly EmbeddedOptions options;

    internal MemoryDoctor(EmbeddedPorts ports, MemoryPlaces places, MemorySetup setup, EmbeddedOptions options)
    {
        this.ports = ports;
        this.places = places;
        this.setup = new MemorySetupCheck(ports, places, setup);
        this.options = options;
    }

    /// <summary>Looks at everything and changes nothing.</summary>
    /// <param name="bytes">Told how far the file is read.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    /// <returns>What is wrong; of damaged lines the first thousand, and then one finding with the number of the rest.</returns>
    public Task<IReadOnlyList<Finding>> ExamineAsync(IProgress<long>? bytes, CancellationToken cancellationToken) =>
        KernelErrors.TranslateAsync<IReadOnlyList<Finding>>(() => Examine(bytes, isLocked: false, cancellationToken), cancellationToken);

    /// <summary>
    /// Mends what can be mended, and looks again. When the task completes the mended log survives power loss, and the old one stands under
    /// <c>quarantine/</c>. A second run finds nothing.
    /// </summary>
    /// <returns>What was wrong, each with whether it is mended.</returns>
    /// <exception cref="Daybook.Errors.BusyException">The log stayed locked by another process.</exception>
    /// <exception cref="Daybook.Errors.StorageException">The disk refused; the log is as it was.</exception>
    public Task<IReadOnlyList<Finding>> FixAsync(IProgress<long>? bytes, CancellationToken cancellationToken) =>
        KernelErrors.TranslateAsync<IReadOnlyList<Finding>>(() => Fix(bytes, cancellationToken), cancellationToken);

    private List<Finding> Examine(IProgress<long>? bytes, bool isLocked, CancellationToken cancellationToken)
    {
        try
        {
            List<Finding> findings =
            [
                .. setup.Examine(),
                .. new MemorySurroundings(ports, places, isLocked).Examine(),
                .. new ArchiveCheck(ports, places, options).Examine(cancellationToken),
                .. SegmentLines().Examine(ports.FileSystem, FixCommand),
                .. AmendmentLines().Examine(ports.FileSystem, FixCommand),
            ];
            using IFile? file = setup.IsFolderGone ? null : places.OpenForReading(ports.FileSystem);
            if (file is not null)
            {
                ExamineLines(file, findings, bytes, cancellationToken);
                findings.AddRange(setup.ExamineRepeats(file, cancellationToken));
            }

            return findings;
        }
        catch (UnsafeFileException unsafeFile)
        {
            return [Found("unsafe_file", Finding.Error, unsafeFile.Path, null, unsafeFile.Message, "remove it or move it away")];
        }
    }

    private static void ExamineLines(IFile file, List<Finding> findings, IProgress<long>? bytes, CancellationToken cancellationToken)
    {
        long length = file.Stat().Length;
        long reported = 0;
        long more = 0;
        using var reader = new LineReader(file, 0, length);
        var check = new MemoryLineCheck();
        while (reader.Read(out LogLine line))
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (LineFault fault in check.Look(line))
            {
                if (findings.Count < ProblemList.ItemsMax)
                {
                    findings.Add(Found(fault.Problem, fault.Severity, file.Path, line.Number, fault.Meaning, FixCommand));
                }
                else
                {
                    more++;
                }
            }

            if (line.End - reported >= LogLimits.LineBytesMaximum)
            {
                reported = line.End;
                bytes?.Report(reported);
            }
        }

        if (more > 0)
        {
            findings.Add(Found("more", Finding.Warning, file.Path, null, $"{more} more damaged lines", FixCommand));
        }
    }

    internal List<Finding> Fix(IProgress<long>? bytes, CancellationToken cancellationToken)
    {
        bool hasArchive = ports.FileSystem.Stat(places.ArchiveDirectory) is { Kind: FileKind.Directory };
        if (!hasArchive && Examine(null, isLocked: false, cancellationToken).Count == 0)
        {
            return [];
        }

        if (setup.IsFolderGone)
        {
            return Examine(bytes, isLocked: false, cancellationToken);
        }

        using FileLock held = MemoryLog.LockRewriting(ports, places, options, options.LockWait);
        List<Finding> before = Examine(bytes, isLocked: true, cancellationToken);
        setup.Fix(before);
        if (hasArchive)
        {
            new ArchiveRepair(ports, places, options, QuarantinePath).Repair(bytes, cancellationToken);
        }

        if (AmendmentLines().Examine(ports.FileSystem, FixCommand).Count > 0)
        {
            Rewrite(MemoryLog.Amendments(places, options), AmendmentLines().Mend, "amendments", null);
        }

        if (before.Exists(finding => finding.Path == places.Log && MemoryLineCheck.IsLineProblem(finding.Problem)))
        {
            Rewrite(MemoryLog.Options(places, options), MemoryLineCheck.Mend, "memory", bytes);
        }

        // Last, and with another look: what a repair sets aside has the modes of where it stood.
        var surroundings = new MemorySurroundings(ports, places, isLocked: true);
        surroundings.Fix([.. surroundings.Examine()]);
        List<Finding> after = Examine(null, isLocked: true, cancellationToken);
        return
        [
            .. before.Select(finding => finding with { Fixed = !after.Exists(left => IsSame(left, finding)) }),
            .. after.Where(left => !before.Exists(finding => IsSame(left, finding))),
        ];
    }

    private static bool IsSame(Finding one, Finding other) => one.Problem == other.Problem && one.Path == other.Path;

    private void Rewrite(AppendLogOptions log, LineMender mender, string name, IProgress<long>? bytes)
    {
        using var metrics = new DurabilityMetrics();
        new LogRewriter(ports.FileSystem, log, ports.Clock, ports.Time, metrics).Rewrite(mender, QuarantinePath(name), bytes);
    }

    private string QuarantinePath(string name) => Path.Join(places.QuarantineDirectory, ports.QuarantineName(name, ".jsonl"));

    private SmallLogCheck SegmentLines() => new(places.SegmentList, static line => SegmentLine.Read(line) is not null);

    private SmallLogCheck AmendmentLines() => new(
        places.Amendments,
        static line =>
        {
            AmendmentLine.Read(line, out bool isSound);
            return isSound;
        });

    private static Finding Found(string problem, string severity, string path, long? line, string meaning, string fix) =>
        new(MemoryRecord.KindName, problem, severity, path, line, meaning, fix, Fixed: false);
}
