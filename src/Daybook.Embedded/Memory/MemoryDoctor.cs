using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;
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
        KernelErrors.TranslateAsync<IReadOnlyList<Finding>>(() => Examine(bytes, cancellationToken), cancellationToken);

    /// <summary>
    /// Mends what can be mended, and looks again. When the task completes the mended log survives power loss, and the old one stands under
    /// <c>quarantine/</c>. A second run finds nothing.
    /// </summary>
    /// <returns>What was wrong, each with whether it is mended.</returns>
    /// <exception cref="Daybook.Errors.BusyException">The log stayed locked by another process.</exception>
    /// <exception cref="Daybook.Errors.StorageException">The disk refused; the log is as it was.</exception>
    public Task<IReadOnlyList<Finding>> FixAsync(IProgress<long>? bytes, CancellationToken cancellationToken) =>
        KernelErrors.TranslateAsync<IReadOnlyList<Finding>>(() => Fix(bytes, cancellationToken), cancellationToken);

    private List<Finding> Examine(IProgress<long>? bytes, CancellationToken cancellationToken)
    {
        try
        {
            List<Finding> findings = [.. setup.Examine(), .. new MemorySurroundings(ports, places).Examine()];
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

    private List<Finding> Fix(IProgress<long>? bytes, CancellationToken cancellationToken)
    {
        List<Finding> before = Examine(bytes, cancellationToken);
        if (before.Count == 0)
        {
            return before;
        }

        setup.Fix(before);
        if (before.Exists(static finding => MemoryLineCheck.IsLineProblem(finding.Problem)))
        {
            RewriteLog(bytes);
        }

        // Last, and with another look: what a repair sets aside has the modes of where it stood.
        var surroundings = new MemorySurroundings(ports, places);
        surroundings.Fix([.. surroundings.Examine()]);
        List<Finding> after = Examine(null, cancellationToken);
        return
        [
            .. before.Select(finding => finding with { Fixed = !after.Exists(left => IsSame(left, finding)) }),
            .. after.Where(left => !before.Exists(finding => IsSame(left, finding))),
        ];
    }

    private static bool IsSame(Finding one, Finding other) => one.Problem == other.Problem && one.Path == other.Path;

    private void RewriteLog(IProgress<long>? bytes)
    {
        using var metrics = new DurabilityMetrics();
        var rewriter = new LogRewriter(ports.FileSystem, MemoryLog.Options(places, options), ports.Clock, ports.Time, metrics);
        string name = $"memory-{ports.Time.GetUtcNow():yyyyMMdd'T'HHmmss'Z'}-{ports.UniqueName()[..8]}.jsonl";
        rewriter.Rewrite(MemoryLineCheck.Mend, Path.Join(places.QuarantineDirectory, name), bytes);
    }

    private static Finding Found(string problem, string severity, string path, long? line, string meaning, string fix) =>
        new(MemoryRecord.KindName, problem, severity, path, line, meaning, fix, Fixed: false);
}
