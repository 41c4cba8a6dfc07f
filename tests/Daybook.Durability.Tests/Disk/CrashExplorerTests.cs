using System.Text;
using Daybook.Durability.FileSystem;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Durability.Tests.Disk;

/// <summary>The explorer finds the classic mistakes, each planted in a small protocol, and nothing in the same protocol done right.</summary>
public sealed class CrashExplorerTests
{
    private const string Document = "/store/document";
    private const string Temporary = "/store/document.tmp";

    [Fact]
    public void A_correct_append_loses_nothing_through_three_crashes_in_a_row()
    {
        CrashReport report = CrashExplorer.Explore(
            WithEmptyLog,
            static (disk, ledger) => Append(disk, ledger, ["a1", "b2"]),
            static (disk, ledger) => RecoverAndAppend(disk, ledger),
            new CrashOptions { Depth = 3 });

        TestContext.Current.TestOutputHelper?.WriteLine(report.ToString());
        Assert.True(report.IsComplete);
        Assert.InRange(report.DistinctStates, 500, int.MaxValue);
    }

    [Fact]
    public void An_append_without_a_newline_guard_loses_the_record_after_a_torn_tail()
    {
        CrashFailureException found = Find(
            WithEmptyLog,
            static (disk, ledger) => Append(disk, ledger, ["a1", "b2"]),
            static (disk, ledger) =>
            {
                Append(disk, ledger, ["again"], guardsNewline: false);
                CheckLines(disk, ledger);
            });
        Assert.Contains("length without bytes", found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_acknowledgement_before_the_flush_is_found()
    {
        CrashFailureException found = Find(
            WithEmptyLog,
            static (disk, ledger) =>
            {
                using IFile log = disk.Open(Steps.Log, OpenMode.Append);
                log.Put("a1\n");
                ledger.Acknowledge("a1");
                log.Flush();
            },
            CheckLines);
        Assert.Contains("crash before 3 (fdatasync /store/log), power loss", found.Message, StringComparison.Ordinal);
        Assert.Contains("/store/log  write 0+3: lost", found.Message, StringComparison.Ordinal);
        Assert.Contains("acknowledged: a1", found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_new_log_whose_name_was_not_synced_is_found()
    {
        Find(
            static disk => disk.CreateDirectory(Steps.Store),
            static (disk, ledger) => Append(disk, ledger, ["a1"]),
            CheckLines);
    }

    [Fact]
    public void A_correct_replacement_shows_the_old_document_or_the_new()
    {
        CrashReport report = CrashExplorer.Explore(
            WithDocument,
            static (disk, ledger) => Replace(disk, ledger),
            CheckDocument,
            new CrashOptions { Depth = 2 });
        Assert.True(report.IsComplete);
    }

    [Fact]
    public void A_rename_without_a_directory_sync_is_found()
    {
        CrashFailureException found = Find(WithDocument, static (disk, ledger) => Replace(disk, ledger, syncs: false), CheckDocument);
        Assert.Contains("document.tmp->document: lost", found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_temporary_file_without_a_flush_is_found()
    {
        CrashFailureException found = Find(WithDocument, static (disk, ledger) => Replace(disk, ledger, flushes: false), CheckDocument);
        Assert.Contains("not the old document and not the new", found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mistake_in_the_recovery_is_found_when_that_is_crashed_too()
    {
        static void Recover(SimulatedFileSystem disk, Ledger ledger)
        {
            // Cuts the torn tail off by writing the good lines anew: safe unless this crashes too.
            string good = string.Concat(Lines(disk).Where(static line => line is "a1" or "b2").Select(static line => line + "\n"));
            CheckLines(disk, ledger);
            using IFile log = disk.Open(Steps.Log, OpenMode.ReadWrite);
            log.Truncate(0);
            log.Put(good);
            log.Flush();
            CheckLines(disk, ledger);
        }

        static void Protocol(SimulatedFileSystem disk, Ledger ledger) => Append(disk, ledger, ["a1", "b2"]);

        CrashExplorer.Explore(WithEmptyLog, Protocol, Recover);
        CrashFailureException found = Find(WithEmptyLog, Protocol, Recover, new CrashOptions { Depth = 2 });
        Assert.Contains(" > ", found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_kill_shows_what_was_never_flushed_and_a_later_power_loss_takes_it_back()
    {
        // Each process trusts the lines it finds; the one that found them after a kill answers for them without a flush.
        CrashFailureException found = Find(
            WithEmptyLog,
            static (disk, ledger) =>
            {
                using IFile log = disk.Open(Steps.Log, OpenMode.Append);
                log.Put("a1\n");
            },
            static (disk, ledger) =>
            {
                CheckLines(disk, ledger);
                if (Lines(disk) is ["a1"])
                {
                    ledger.Acknowledge("a1");
                    disk.Put("/store/note", "touched");
                }
            },
            new CrashOptions { Depth = 2 });
        Assert.Contains("process killed", found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failure_can_be_run_again_alone()
    {
        static void Protocol(SimulatedFileSystem disk, Ledger ledger) => Replace(disk, ledger, flushes: false);

        CrashFailureException found = Find(WithDocument, Protocol, CheckDocument);
        string replay = found.Message[(found.Message.IndexOf("Replay = \"", StringComparison.Ordinal) + 10)..^1];
        int checks = 0;
        CrashFailureException again = Find(
            WithDocument,
            Protocol,
            (disk, ledger) =>
            {
                checks++;
                CheckDocument(disk, ledger);
            },
            new CrashOptions { Replay = replay });

        Assert.Equal(found.Message, again.Message);
        Assert.Equal(1, checks);
    }

    [Fact]
    public void A_mistake_of_the_protocol_itself_comes_out_as_it_is()
    {
        Assert.Throws<InvalidOperationException>(() => CrashExplorer.Explore(
            WithEmptyLog,
            static (_, _) => throw new InvalidOperationException(),
            CheckLines));
    }

    private static CrashFailureException Find(
        Action<SimulatedFileSystem> setup,
        Action<SimulatedFileSystem, Ledger> protocol,
        Action<SimulatedFileSystem, Ledger> check,
        CrashOptions? options = null) =>
        Assert.Throws<CrashFailureException>(() => CrashExplorer.Explore(setup, protocol, check, options));

    private static void WithEmptyLog(SimulatedFileSystem disk)
    {
        disk.CreateDirectory(Steps.Store);
        disk.Put(Steps.Log, "");
    }

    private static void WithDocument(SimulatedFileSystem disk)
    {
        disk.CreateDirectory(Steps.Store);
        disk.Put(Document, "old document");
    }

    private static void Append(SimulatedFileSystem disk, Ledger ledger, string[] records, bool guardsNewline = true)
    {
        using IFile log = disk.Open(Steps.Log, OpenMode.Append);
        foreach (string record in records)
        {
            string text = log.Text();
            bool isTorn = text.Length > 0 && text[^1] != '\n';
            ledger.Attempt(record);
            log.Put((isTorn && guardsNewline ? "\n" : "") + record + "\n");
            log.Flush();
            ledger.Acknowledge(record);
        }
    }

    private static void RecoverAndAppend(SimulatedFileSystem disk, Ledger ledger)
    {
        CheckLines(disk, ledger);
        Append(disk, ledger, ["again"]);
        CheckLines(disk, ledger);
    }

    private static void CheckLines(SimulatedFileSystem disk, Ledger ledger)
    {
        string[] lines = Lines(disk);
        foreach (string record in ledger.Acknowledged)
        {
            Assert.Contains(record, lines);
        }
    }

    private static string[] Lines(SimulatedFileSystem disk) =>
        disk.Exists(Steps.Log) ? disk.Text(Steps.Log).Split('\n', StringSplitOptions.RemoveEmptyEntries) : [];

    private static void Replace(SimulatedFileSystem disk, Ledger ledger, bool flushes = true, bool syncs = true)
    {
        using (IFile file = disk.Open(Temporary, OpenMode.CreateNew))
        {
            file.Write(Encoding.UTF8.GetBytes("new document"), 0);
            if (flushes)
            {
                file.Flush();
            }
        }

        disk.Rename(Temporary, Document);
        if (syncs)
        {
            disk.SyncDirectory(Steps.Store);
        }

        ledger.Acknowledge("new document");
    }

    private static void CheckDocument(SimulatedFileSystem disk, Ledger ledger)
    {
        string text = disk.Text(Document);
        Assert.True(text is "old document" or "new document", $"'{text}' is not the old document and not the new");
        if (ledger.Acknowledged.Count > 0)
        {
            Assert.Equal("new document", text);
        }
    }
}
