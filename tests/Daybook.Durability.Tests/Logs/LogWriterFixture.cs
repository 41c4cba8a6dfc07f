using Daybook.Durability.FileSystem;
using Daybook.Durability.Logs;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Durability.Tests.Logs;

/// <summary>A simulated disk on which writers of one log stay open, so that a lock that they forget is seen.</summary>
public abstract class LogWriterFixture
{

    private protected LogWriterFixture()
    {
        Disk.PlantDirectory(SimulatedLog.Root);

        // No boot begins at nothing with a store.
        Clock.Advance(TimeSpan.FromHours(1));
    }

    private protected SimulatedFileSystem Disk { get; } = new();

    private protected SimulatedClock Clock { get; } = new();

    private protected static string Mark => SimulatedLog.Options.WatermarkPath;

    private protected long Length => Disk.Stat(SimulatedLog.Path)?.Length ?? -1;

    private protected ulong Identity => FileIdentity.Of(Disk.BootId, Disk.Stat(SimulatedLog.Path) ?? default);

    private protected LogWriter Open() => SimulatedLog.Open(Disk, Clock);

    private protected LogWriter OpenOnce(string record = "one")
    {
        LogWriter writer = Open();
        Append(writer, record);
        return writer;
    }

    private protected LogWriter OpenHolding()
    {
        LogWriter writer = Open();
        Hold(writer);
        return writer;
    }

    private protected void Hold(LogWriter writer, string record = "alone")
    {
        for (int number = 0; !writer.IsHolding; number++)
        {
            Assert.True(number < 100);
            Append(writer, $"{record}-{number}");
        }
    }

    private protected LogEntry Try(LogWriter writer, string record) => Assert.Single(SimulatedLog.Append(writer, new Ledger(Disk), record));

    private protected void Append(LogWriter writer, string record) => Assert.Null(Try(writer, record).Failure);

    private protected IFile Lock(string path)
    {
        IFile file = Disk.Open(path, path == Mark ? OpenMode.OpenOrCreate : OpenMode.Append);
        Assert.True(file.TryLock(LockMode.Exclusive));
        return file;
    }

    private protected void MustBeFree()
    {
        Lock(SimulatedLog.Path).Dispose();
        Lock(Mark).Dispose();
    }

    private protected void PutInPlace(string content)
    {
        Disk.PlantFile("/store/memory/new", content);
        Disk.Rename("/store/memory/new", SimulatedLog.Path);
    }
}
