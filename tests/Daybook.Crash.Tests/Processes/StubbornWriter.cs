using Daybook.Crash.Tests.Logs;
using Daybook.Proof.Processes;
using Xunit;

namespace Daybook.Crash.Tests.Processes;

/// <summary>
/// A process that adds records, and each time it is killed another one that goes on with the first record that was not
/// acknowledged: the record may be stored or not, and its id makes that no difference.
/// </summary>
internal sealed class StubbornWriter : IVictim
{
    private readonly DaybookProgram program;
    private readonly AcknowledgementLedger ledger;
    private readonly string[] ids;
    private readonly int underWayMax;
    private readonly int titleCharacters;
    private readonly Lock guard = new();
    private DaybookProcess? atWork;
    private bool wasKilled;

    /// <summary>Plans the records.</summary>
    /// <param name="program">The program.</param>
    /// <param name="ledger">Where acknowledgements are noted.</param>
    /// <param name="name">The start of each id.</param>
    /// <param name="count">How many records.</param>
    /// <param name="underWayMax">How many records are sent before an answer is waited for.</param>
    /// <param name="titleCharacters">How long each title is; a kill can tear a line in two only where it crosses a page.</param>
    public StubbornWriter(
        DaybookProgram program, AcknowledgementLedger ledger, string name, int count, int underWayMax, int titleCharacters)
    {
        this.program = program;
        this.ledger = ledger;
        this.underWayMax = underWayMax;
        this.titleCharacters = titleCharacters;
        ids = [.. Enumerable.Range(0, count).Select(number => $"{name}-{number:000}")];
    }

    /// <inheritdoc/>
    public bool TryKill()
    {
        lock (guard)
        {
            if (atWork is null)
            {
                return false;
            }

            atWork.Kill();
            atWork = null;
            wasKilled = true;
            return true;
        }
    }

    /// <summary>Adds all records.</summary>
    public async Task RunAsync()
    {
        int acknowledged = 0;
        while (acknowledged < ids.Length)
        {
            wasKilled = false;
            await using DaybookProcess process = program.Start("memory", "add", "--from-json", "-", "--quiet");
            acknowledged = await FeedAsync(process, acknowledged);
            if (!IsKilledByUs())
            {
                (await process.EndAsync(TestTimeout.Default)).MustSucceed();
                Assert.Equal(ids.Length, acknowledged);
            }
        }
    }

    /// <summary>Sends records and notes the answers until there are no more of either.</summary>
    /// <returns>The number of the first record that was not acknowledged.</returns>
    private async Task<int> FeedAsync(DaybookProcess process, int first)
    {
        int sent = first;
        for (int next = first; next < ids.Length; next++)
        {
            int until = Math.Min(ids.Length, next + underWayMax);
            await process.SendAsync(string.Concat(ids[sent..until].Select(RecordOf)));
            sent = until;
            if (await process.ReadLineAsync() is not { } line)
            {
                return next;
            }

            // What a killed process has answered may still be in the pipe, and counts.
            Assert.Equal(ids[next], line);
            ledger.Note(line);
            if (next == first)
            {
                lock (guard)
                {
                    atWork = process;
                }
            }
        }

        return ids.Length;
    }

    private bool IsKilledByUs()
    {
        lock (guard)
        {
            atWork = null;
            return wasKilled;
        }
    }

    private string RecordOf(string id) => $$"""{"id":"{{id}}","type":"note","title":"{{new string('x', titleCharacters)}}"}""" + "\n";
}
