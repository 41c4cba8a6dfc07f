using System.Globalization;
using Daybook.Durability.Errors;
using Daybook.Errors;

namespace Daybook.Proof.Fuzzing;

/// <summary>One run of a parser on one input, judged.</summary>
internal static class FuzzExecution
{
    /// <summary>
    /// The most that an input of a few kilobytes may make a parser allocate: a thousand times its length, and what the buffers of a log take.
    /// </summary>
    private const long AllocatedBytesMax = 32L << 20;

    /// <summary>Runs it.</summary>
    /// <returns>What is wrong; null where nothing is.</returns>
    public static FuzzFinding? Run(IFuzzTarget target, ReadOnlySpan<byte> input)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            target.Run(input);
        }
        catch (Exception typed) when (typed is DaybookException or DurabilityException || target.Documents(typed))
        {
            // Refused, as promised.
        }
        catch (Exception failure)
        {
            return new FuzzFinding(target.Name, input.ToArray(), failure.ToString());
        }

        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        return allocated <= AllocatedBytesMax ? null : new FuzzFinding(
            target.Name, input.ToArray(), string.Create(CultureInfo.InvariantCulture, $"it took {allocated:N0} bytes of memory"));
    }
}
