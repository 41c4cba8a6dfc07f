using System.Text.Json;
using Daybook.Durability.FileSystem;
using Daybook.Durability.Logs;
using Daybook.Errors;
using Daybook.Operations;

namespace Daybook.Embedded.Operations;

/// <summary>What a log says. Lines that cannot be understood are told and hide nothing else.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="Problems">The lines that are skipped or doubted.</param>
/// <param name="OtherId">The id of another operation that its first line names; the log is then not used.</param>
/// <param name="Length">The bytes of it.</param>
/// <param name="EndsInNewline">Whether its last line is whole.</param>
internal sealed record OperationReading(
    OperationRecord Operation, IReadOnlyList<Problem> Problems, string? OtherId, long Length, bool EndsInNewline)
{
    /// <summary>The problem of a log that starts with a byte order mark; nothing of the log is lost by it.</summary>
    internal const string ByteOrderMark = "the file starts with a byte order mark";

    /// <summary>Takes a line that says something, without its newline and without the mark that an editor put before it.</summary>
    internal delegate void Keeping(ReadOnlySpan<byte> line);

    /// <summary>Reads an open log.</summary>
    /// <param name="file">The log.</param>
    /// <param name="id">The operation that its name tells.</param>
    /// <exception cref="Daybook.Durability.Errors.FileSystemException">It cannot be read.</exception>
    internal static OperationReading Of(IFile file, string id) => Of(file, id, static _ => { });

    /// <summary>Reads an open log, and hands over each line that is neither skipped nor doubted: problems are kept up to a number only.</summary>
    internal static OperationReading Of(IFile file, string id, Keeping keep)
    {
        long length = file.Stat().Length;
        OperationRecord? operation = null;
        var problems = new ProblemList();
        string? otherId = null;
        bool endsInNewline = true;
        using var reader = new LineReader(file, 0, length);
        while (reader.Read(out LogLine line))
        {
            endsInNewline = line.Ending != LineEnding.None;
            ReadOnlySpan<byte> bytes = LineShape.WithoutByteOrderMark(line);
            if (bytes.Length < line.Bytes.Length)
            {
                problems.Add(new Problem(file.Path, line.Number, line.Offset, ByteOrderMark));
            }

            if (Understand(line, bytes, out string fault) is not { } happened)
            {
                problems.Add(new Problem(file.Path, line.Number, line.Offset, fault));
                continue;
            }

            if (happened.InvocationId.Length > 0 && happened.InvocationId != id)
            {
                otherId ??= happened is OperationEvent.Started ? happened.InvocationId : null;
                problems.Add(new Problem(file.Path, line.Number, line.Offset, $"it is about operation {happened.InvocationId}, and stands in the log of {id}"));
                continue;
            }

            long doubts = problems.Count;
            operation = Apply(operation, happened, id, file.Path, line, problems);
            if (problems.Count == doubts)
            {
                keep(bytes);
            }
        }

        return new OperationReading(operation ?? OperationLifecycle.WithoutStart(id), problems.Items, otherId, length, endsInNewline);
    }

    /// <summary>The event on a line; null where there is none, and why.</summary>
    private static OperationEvent? Understand(LogLine line, ReadOnlySpan<byte> bytes, out string fault)
    {
        fault = "";
        if (line.IsTooLong)
        {
            fault = $"the line has {line.Length} bytes, more than the {LogLimits.LineBytesMaximum} that are read";
            return null;
        }

        if (!LineShape.MayBeObject(bytes))
        {
            fault = LineShape.Refusal(line, "event", LineShape.NoObject);
            return null;
        }

        try
        {
            return OperationEventReader.Read(bytes);
        }
        catch (JsonException failure)
        {
            fault = LineShape.Refusal(line, "event", failure.Message);
            return null;
        }
    }

    private static OperationRecord? Apply(
        OperationRecord? operation, OperationEvent happened, string id, string path, LogLine line, ProblemList problems)
    {
        if (happened is OperationEvent.Unknown)
        {
            return operation;
        }

        try
        {
            // A first line that comes late says what an earlier one could not.
            return operation is { HasStart: false } && happened is OperationEvent.Started started
                ? WithStart(operation, started.Operation)
                : OperationLifecycle.Apply(operation, happened);
        }
        catch (ConflictException)
        {
            problems.Add(new Problem(path, line.Number, line.Offset, $"{happened.Name} for the second time in the log of {id}; the first one counts"));
            return operation;
        }
    }

    private static OperationRecord WithStart(OperationRecord known, OperationRecord start) => start with
    {
        Status = known.Status,
        Outcome = known.Outcome,
        ClosedBy = known.ClosedBy,
        CompletedAt = known.CompletedAt,
        EvidenceRef = known.EvidenceRef,
        Links = known.Links,
    };
}
