namespace Daybook.Testing.Disk;

/// <summary>
/// What a protocol set out to store and what it told its caller is stored. The dead tell nothing: entries after the crash of its
/// machine are ignored.
/// </summary>
public sealed class Ledger
{
    private readonly SimulatedFileSystem disk;
    private readonly Lock gate = new();
    private List<string> attempted = [];
    private List<string> acknowledged = [];
    private bool sharesLists;

    /// <summary>An empty ledger for one machine.</summary>
    public Ledger(SimulatedFileSystem disk)
    {
        this.disk = disk;
    }

    private Ledger(SimulatedFileSystem disk, Ledger inherited)
        : this(disk)
    {
        attempted = inherited.attempted;
        acknowledged = inherited.acknowledged;
        sharesLists = true;
        Length = inherited.Length;
        Hash = inherited.Hash;
    }

    /// <summary>What may be on the disk, in order.</summary>
    public IReadOnlyList<string> Attempted => attempted;

    /// <summary>What must be on the disk, in order.</summary>
    public IReadOnlyList<string> Acknowledged => acknowledged;

    /// <summary>The entries of both lists together.</summary>
    internal int Length { get; private set; }

    /// <summary>Tells ledgers apart within this process.</summary>
    internal int Hash { get; private set; }

    /// <summary>Notes that a record is about to be stored.</summary>
    public void Attempt(string record) => Add(record, isAcknowledged: false);

    /// <summary>Notes that the caller was told a record is stored.</summary>
    public void Acknowledge(string record) => Add(record, isAcknowledged: true);

    /// <summary>The ledger of the machine that comes after; this one gets no more entries.</summary>
    internal Ledger PassOnTo(SimulatedFileSystem next) => new(next, this);

    private void Add(string record, bool isAcknowledged)
    {
        lock (gate)
        {
            if (disk.Crashed)
            {
                return;
            }

            if (sharesLists)
            {
                attempted = [.. attempted];
                acknowledged = [.. acknowledged];
                sharesLists = false;
            }

            (isAcknowledged ? acknowledged : attempted).Add(record);
            Length++;
            Hash = HashCode.Combine(Hash, record, isAcknowledged);
        }
    }
}
