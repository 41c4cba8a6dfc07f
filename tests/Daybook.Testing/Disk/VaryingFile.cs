namespace Daybook.Testing.Disk;

/// <summary>
/// The contents that a power loss may leave of a file. Up to four unflushed writes: every subset of them, and each with any one of
/// its writes torn in every way. More: every prefix, each write torn with either the earlier ones or all others kept, and random
/// mixtures.
/// </summary>
internal sealed class VaryingFile : VaryingNode
{
    private const int SubsetWritesMaximum = 4;
    private const int Mixtures = 256;

    private static readonly Survival[] Tears = [Survival.Cut, Survival.HeadOnly, Survival.TailOnly];

    private readonly DiskNode durable;
    private readonly PendingWrite[] writes;
    private readonly List<WriteFate[]> variants = [];

    internal VaryingFile(CachedNode node, DiskNode durable, Random random)
        : base(node.Slot)
    {
        this.durable = durable;
        writes = [.. node.Writes];
        variants.Add(Prefix(0));
        variants.Add(Prefix(writes.Length));
        if (writes.Length <= SubsetWritesMaximum)
        {
            AddSubsets();
        }
        else
        {
            AddPrefixes();
            AddMixtures(random);
        }
    }

    internal override int Count => variants.Count;

    internal override DiskNode Materialize(int variant)
    {
        WriteFate[] fates = variants[variant];
        FileContent content = durable.Content.Fork();
        for (int i = 0; i < writes.Length; i++)
        {
            writes[i].Apply(content, fates[i]);
        }

        return durable with { Content = content };
    }

    internal override string Describe(int variant)
    {
        WriteFate[] fates = variants[variant];
        return string.Join(", ", writes.Select((write, i) => $"{write}: {fates[i]}"));
    }

    private void AddSubsets()
    {
        for (int subset = 1; subset < 1 << writes.Length; subset++)
        {
            WriteFate[] fates = [.. Enumerable.Range(0, writes.Length).Select(i => (subset >> i & 1) == 1 ? WriteFate.Kept : WriteFate.Lost)];
            variants.Add(fates);
            for (int torn = 0; torn < writes.Length; torn++)
            {
                if (fates[torn] == WriteFate.Kept)
                {
                    AddTears(fates, torn);
                }
            }
        }
    }

    private void AddPrefixes()
    {
        WriteFate[] all = Prefix(writes.Length);
        for (int torn = 0; torn < writes.Length; torn++)
        {
            variants.Add(Prefix(torn));
            AddTears(Prefix(torn), torn);
            AddTears(all, torn);
        }
    }

    private void AddMixtures(Random random)
    {
        for (int i = 0; i < Mixtures; i++)
        {
            variants.Add([.. writes.Select(write => AnyFate(write, random))]);
        }
    }

    private void AddTears(WriteFate[] others, int torn)
    {
        if (writes[torn].Bytes is not { } bytes)
        {
            return;
        }

        variants.Add(With(others, torn, new WriteFate(Survival.LengthOnly)));
        foreach (int at in TearPoints.Of(bytes.Length))
        {
            foreach (Survival tear in Tears)
            {
                variants.Add(With(others, torn, new WriteFate(tear, at)));
            }
        }
    }

    private WriteFate[] Prefix(int kept) => [.. writes.Select((_, i) => i < kept ? WriteFate.Kept : WriteFate.Lost)];

    private static WriteFate[] With(WriteFate[] fates, int index, WriteFate fate)
    {
        WriteFate[] changed = [.. fates];
        changed[index] = fate;
        return changed;
    }

    private static WriteFate AnyFate(PendingWrite write, Random random) => (random.Next(4), write.Bytes) switch
    {
        (0, _) => WriteFate.Lost,
        (1, { Length: > 1 } bytes) => new WriteFate(Tears[random.Next(Tears.Length)], random.Next(1, bytes.Length)),
        _ => WriteFate.Kept,
    };
}
