using Daybook.Operations;

namespace Daybook.Embedded.Operations;

/// <summary>Finds what is wrong with the lines of logs beside those of operations, and writes such a log anew without what nobody can read.</summary>
internal sealed class SideLogCheck(OperationPlaces places, OperationMending mending)
{
    /// <summary>Looks at one log, and mends it where that is wanted.</summary>
    internal IEnumerable<Finding> Look<T>(SideLog<T> log, bool isFix)
    {
        (SideLogReading<T>? reading, Finding? refused) = ReadOrFind(log);
        if (refused is not null)
        {
            yield return refused;
        }

        if (reading is null)
        {
            yield break;
        }

        string advice = reading.Damaged.Count > 0 ? mending.AdviceFor(log.FilePath) : "";
        bool isMended = isFix && reading.Damaged.Count > 0 && mending.Mend(log);
        foreach (Problem problem in reading.Damaged.Items)
        {
            yield return Found("damaged_line", Finding.Error, problem.Path, problem.Line, problem.Reason, advice, isMended);
        }

        foreach (Problem problem in reading.Foreign.Items)
        {
            yield return Found(
                "unreadable", Finding.Info, problem.Path, problem.Line, $"the line says nothing that is known here: {problem.Reason}", "nothing: another program or a newer version wrote it, and it stays", isFixed: false);
        }
    }

    private (SideLogReading<T>? Reading, Finding? Refused) ReadOrFind<T>(SideLog<T> log)
    {
        try
        {
            return (log.ReadAll(), null);
        }
        catch (Exception refused) when (OperationRefusal.IsOne(refused))
        {
            return (null, Found(
                OperationRefusal.WordOf(refused), Finding.Error, places.Told(log.FilePath), null, refused.Message, "check what stands there and who owns it", isFixed: false));
        }
    }

    private static Finding Found(string problem, string severity, string path, long? line, string meaning, string fix, bool isFixed) =>
        new(OperationRecord.KindName, problem, severity, path, line, meaning, fix, isFixed);
}
