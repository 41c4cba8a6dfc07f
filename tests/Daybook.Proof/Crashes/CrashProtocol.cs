using System.Text;
using Daybook.Testing.Disk;

namespace Daybook.Proof.Crashes;

/// <summary>
/// One write protocol with choices of its own that a seed made: what is there before, what is written, and how the store comes back after
/// a crash. The code that writes and recovers is the product's.
/// </summary>
internal abstract class CrashProtocol
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyzäéßñ中文字🙂";

    protected CrashProtocol(CrashStore store, int seed)
    {
        Store = store;
        Random = new Random(seed);
        Mark = $"s{seed:x}";
    }

    protected CrashStore Store { get; }

    /// <summary>Makes the choices, in the constructor only: a protocol is run many times and must make the same calls each time.</summary>
    protected Random Random { get; }

    /// <summary>A word of this seed alone; some durable record holds it, so that no two seeds share a state.</summary>
    protected string Mark { get; }

    /// <summary>What is on the disk before, durable.</summary>
    public abstract void Prepare(SimulatedFileSystem disk);

    /// <summary>Writes, and notes what was wanted and what was acknowledged.</summary>
    public abstract void Run(SimulatedFileSystem disk, Ledger ledger);

    /// <summary>
    /// Comes back after a crash: demands everything that was acknowledged, and that everything whole can be read; lets the next process
    /// recover and write, twice, and demands that the second time changes nothing.
    /// </summary>
    public abstract void Recover(SimulatedFileSystem disk, Ledger ledger);

    /// <summary>Words of many lengths and alphabets.</summary>
    protected string Words(int maximum)
    {
        var words = new StringBuilder();
        for (int left = Random.Next(maximum + 1); left > 0; left--)
        {
            words.Append(Random.Next(8) == 0 ? " " : Random.Next(12) == 0 ? "🙂" : Letters[Random.Next(Letters.Length - 2)].ToString());
        }

        return words.ToString();
    }

    protected static void Demand(bool holds, string claim)
    {
        if (!holds)
        {
            throw new ProofFailedException(claim);
        }
    }

    /// <summary>A problem in words, to tell one of many.</summary>
    protected static string First(ProblemList problems) => problems.Items is [var first, ..] ? first.ToString() : "none";

    /// <summary>The bytes of a file as every process sees them; none for one that is not there.</summary>
    protected static byte[] BytesOf(SimulatedFileSystem disk, string path) => disk.Exists(path) ? disk.ReadBytes(path) : [];
}
