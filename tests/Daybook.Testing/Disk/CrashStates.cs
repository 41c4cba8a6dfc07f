using System.Globalization;
using System.Text;

namespace Daybook.Testing.Disk;

/// <summary>
/// The disks that a power loss now may leave, each once: every combination of what may become of each file and each directory,
/// since nothing orders them but a flush. More combinations than the limit are sampled by the seed, beginning with each variant of
/// each file while all else is lost and while all else is kept.
/// </summary>
public sealed class CrashStates
{
    private readonly SimulatedFileSystem crashed;
    private readonly DiskNode[] chosen;
    private readonly VaryingNode[] varying;
    private readonly int[] variants;
    private readonly HashSet<ulong> seen = [];
    private readonly Random random;
    private readonly long attempts;
    private readonly long systematic;

    /// <summary>Reads the unflushed changes of a machine, which must make no more calls meanwhile.</summary>
    public CrashStates(SimulatedFileSystem crashed, int statesMaximum = int.MaxValue, int seed = 0)
    {
        this.crashed = crashed;
        random = new Random(seed);
        chosen = crashed.DurableNodes();

        // Directories come first, where the choice changes fastest: a table of names is cheaper to make than a file.
        varying =
        [
            .. crashed.DirtyNodes()
                .Select(node => Vary(node, chosen[node.Slot], random))
                .OrderBy(static node => node is VaryingDirectory ? 0 : 1),
        ];
        variants = new int[varying.Length];
        long combinations = 1;
        foreach (VaryingNode node in varying)
        {
            combinations = combinations > statesMaximum ? combinations : combinations * node.Count;
            systematic += 2 * node.Count;
        }

        IsComplete = combinations <= statesMaximum;
        attempts = IsComplete ? combinations : statesMaximum;
    }

    /// <summary>Whether all combinations are listed and not just a sample.</summary>
    public bool IsComplete { get; }

    /// <summary>The position of the current state among all combinations tried, from 0; with the seed it names the state.</summary>
    public long Position { get; private set; } = -1;

    /// <summary>The hash of the current state; see <see cref="SimulatedFileSystem.Hash"/>.</summary>
    public ulong Hash { get; private set; }

    /// <summary>Goes on to the next disk that differs from all before; <c>false</c> after the last.</summary>
    public bool MoveNext()
    {
        while (++Position < attempts)
        {
            Choose(Position);
            Hash = DiskHash.Of(chosen);
            if (seen.Add(Hash))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A machine that starts on the current state; every call gives another one on the same bytes.</summary>
    public SimulatedFileSystem Start() => crashed.Heir([.. chosen], crashed.Boot + 1);

    /// <summary>What was kept, lost and torn in the current state, a line for each file and directory.</summary>
    public string Describe()
    {
        StringBuilder words = new();
        for (int i = 0; i < varying.Length; i++)
        {
            string path = crashed.PathOf(varying[i].Slot);
            words.Append(CultureInfo.InvariantCulture, $"  {path}  {varying[i].Describe(variants[i])}\n");
        }

        return words.ToString();
    }

    private static VaryingNode Vary(CachedNode node, DiskNode durable, Random random) => node.Changes.Count > 0
        ? new VaryingDirectory(node, durable, random)
        : new VaryingFile(node, durable, random);

    private void Choose(long position)
    {
        if (IsComplete)
        {
            long rest = position;
            for (int i = 0; i < varying.Length; i++)
            {
                Set(i, (int)(rest % varying[i].Count), isFirst: position == 0);
                rest /= varying[i].Count;
            }
        }
        else if (systematic <= attempts && position < systematic)
        {
            ChooseOne(position);
        }
        else
        {
            for (int i = 0; i < varying.Length; i++)
            {
                Set(i, random.Next(varying[i].Count), isFirst: position == 0);
            }
        }
    }

    /// <summary>One file in one of its variants, everything else lost or everything else kept.</summary>
    private void ChooseOne(long position)
    {
        int others = position % 2 == 0 ? VaryingNode.AllLost : VaryingNode.AllKept;
        long rest = position / 2;
        for (int i = 0; i < varying.Length; i++)
        {
            bool isTheOne = rest >= 0 && rest < varying[i].Count;
            Set(i, isTheOne ? (int)rest : others, isFirst: position == 0);
            rest -= varying[i].Count;
        }
    }

    private void Set(int index, int variant, bool isFirst)
    {
        if (isFirst || variants[index] != variant)
        {
            variants[index] = variant;
            chosen[varying[index].Slot] = varying[index].Materialize(variant);
        }
    }
}
