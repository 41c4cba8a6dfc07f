using System.Text;
using Daybook.Durability.FileSystem;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Durability.Tests.Disk;

/// <summary>How many crash states a second one thread gets through; it only prints, since a machine may be busy.</summary>
public sealed class CrashRateTests
{
    private const int Explorations = 100;

    private readonly byte[] buffer = new byte[4096];

    [Fact]
    public void Crash_states_of_a_small_append_protocol_are_counted_by_the_second()
    {
        // The first rounds are slow for the compiler's sake and do not count.
        long states = 0;
        TimeSpan elapsed = TimeSpan.Zero;
        for (int i = -Explorations; i < Explorations; i++)
        {
            CrashReport report = CrashExplorer.Explore(Prepare, AppendRecords, ReopenAndCheck);
            Assert.True(report.IsComplete);
            states += i < 0 ? 0 : report.States;
            elapsed += i < 0 ? TimeSpan.Zero : report.Elapsed;
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{states:N0} crash states, {states / elapsed.TotalSeconds:N0}/s");
    }

    private static void Prepare(SimulatedFileSystem disk)
    {
        disk.CreateDirectory(Steps.Store);
        disk.Put(Steps.Log, "");
    }

    private static void AppendRecords(SimulatedFileSystem disk, Ledger ledger)
    {
        using IFile log = disk.Open(Steps.Log, OpenMode.Append);
        for (int i = 0; i < 3; i++)
        {
            string record = $"{i}:a record of the length that most records have, and it ends in =\n";
            log.Write(Encoding.UTF8.GetBytes(record), 0);
            log.Flush();
            ledger.Acknowledge(record);
        }
    }

    /// <summary>Reads the lines back and checks that the whole ones count up from 0 and reach the last acknowledged.</summary>
    private void ReopenAndCheck(SimulatedFileSystem disk, Ledger ledger)
    {
        using IFile log = disk.Open(Steps.Log, OpenMode.Read);
        ReadOnlySpan<byte> rest = buffer.AsSpan(0, log.Read(buffer, 0));
        int whole = 0;
        for (int end = rest.IndexOf((byte)'\n'); end >= 0; end = rest.IndexOf((byte)'\n'))
        {
            ReadOnlySpan<byte> line = rest[..end];
            if (line.Length > 2 && line[0] == '0' + whole && line[^1] == '=')
            {
                whole++;
            }

            rest = rest[(end + 1)..];
        }

        Assert.True(whole >= ledger.Acknowledged.Count);
    }
}
