namespace Daybook.Proof.Faults;

/// <summary>What a disk can answer to each function, and how the cases of one command are lined up.</summary>
internal static class FaultTable
{
    private static readonly Dictionary<string, string[]> Errors = new(StringComparer.Ordinal)
    {
        ["open"] = ["EACCES", "EMFILE", "EROFS", "ENOSPC", "EIO", "EINTR", "ESTALE"],
        ["open64"] = ["EACCES", "EMFILE", "EIO", "ENOSPC"],
        ["pread"] = ["EIO", "EINTR", "ESTALE", Fault.HalfDone],
        ["pread64"] = ["EIO", "EINTR", Fault.HalfDone],
        ["write"] = ["ENOSPC", "EIO", "EDQUOT", "EINTR", Fault.HalfDone],
        ["pwrite"] = ["ENOSPC", "EIO", "EDQUOT", "EINTR", Fault.HalfDone],
        ["pwrite64"] = ["ENOSPC", "EIO", "EDQUOT", Fault.HalfDone],
        ["ftruncate"] = ["EIO", "EINTR", "ENOSPC"],
        ["ftruncate64"] = ["EIO", "ENOSPC"],
        ["fdatasync"] = ["EIO", "ENOSPC", "EDQUOT", "EINTR", "ESTALE"],
        ["fsync"] = ["EIO", "ENOSPC", "EROFS", "EINTR"],
        ["flock"] = ["ENOLCK", "EINTR", "EIO"],
        ["rename"] = ["EIO", "EROFS", "ENOSPC", "EACCES"],
        ["link"] = ["ENOSPC", "EIO", "EACCES"],
        ["unlink"] = ["EIO", "EROFS", "EACCES"],
        ["mkdir"] = ["EACCES", "ENOSPC", "EROFS", "EDQUOT"],
        ["fchmod"] = ["EPERM", "EIO", "EROFS"],
        ["statx"] = ["EIO", "EACCES", "EINTR", "ESTALE"],
    };

    /// <summary>
    /// All cases of a command: each of its calls with each error, once and for good, and with the death of the process. First every function
    /// once, then again at other calls, so that any number of them is spread over all.
    /// </summary>
    /// <param name="calls">The calls that it makes on a sound disk.</param>
    /// <param name="random">Decides the order.</param>
    public static IEnumerable<Fault> Of(IReadOnlyList<FaultCall> calls, Random random)
    {
        Queue<Fault>[] byFunction =
        [
            .. calls.GroupBy(static call => call.Function).Select(group => new Queue<Fault>(Of(group.Key, [.. group.Select(static call => call.Number).Distinct()], random))),
        ];
        random.Shuffle(byFunction);
        while (byFunction.Any(static faults => faults.Count > 0))
        {
            foreach (Queue<Fault> faults in byFunction)
            {
                if (faults.TryDequeue(out Fault? next))
                {
                    yield return next;
                }
            }
        }
    }

    private static List<Fault> Of(string function, int[] numbers, Random random)
    {
        string[] errors = [Fault.Killed, .. Errors[function]];
        var faults = new List<Fault>();
        random.Shuffle(numbers);
        for (int round = 0; round < 2 * errors.Length; round++)
        {
            for (int index = 0; index < numbers.Length; index++)
            {
                // Of two rounds, each number meets an error once and for good; a process dies only once.
                string error = errors[(round + index) % errors.Length];
                bool isForGood = ((round / errors.Length) + index) % 2 == 1;
                if (error != Fault.Killed || !isForGood)
                {
                    faults.Add(new Fault(function, numbers[index], error, isForGood));
                }
            }
        }

        return faults;
    }
}
