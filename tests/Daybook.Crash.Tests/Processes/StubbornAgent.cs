using System.Diagnostics;
using System.Globalization;
using Daybook.Crash.Tests.Tasks;
using Daybook.Proof.Processes;
using Xunit;

namespace Daybook.Crash.Tests.Processes;

/// <summary>An agent that does mixed task commands by the library in a process of its own, and each time it is killed in another one.</summary>
/// <param name="folder">The store.</param>
/// <param name="name">The agent.</param>
/// <param name="commands">How many outcomes it has to tell.</param>
/// <param name="seed">Makes what it does repeatable.</param>
/// <param name="ledger">Where acknowledgements are noted.</param>
internal sealed class StubbornAgent(string folder, string name, int commands, int seed, EventLedger ledger) : IVictim
{
    private const string Worker = "Daybook.Crash.Worker.dll";

    private readonly Lock guard = new();
    private DaybookProcess? atWork;
    private bool wasKilled;

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
            ledger.NoteKill(name);
            atWork = null;
            wasKilled = true;
            return true;
        }
    }

    /// <summary>Does all commands.</summary>
    public async Task RunAsync()
    {
        int told = 0;
        for (int life = 0; told < commands; life++)
        {
            wasKilled = false;
            await using var process = new DaybookProcess(Start(commands - told, life));
            while (await process.ReadLineAsync() is { } line)
            {
                told++;
                ledger.Note(name, process.Id, line);
                lock (guard)
                {
                    atWork = wasKilled ? null : process;
                }
            }

            if (!IsKilledByUs())
            {
                (await process.EndAsync(TestTimeout.Default)).MustSucceed();
                Assert.Equal(commands, told);
            }
        }
    }

    private bool IsKilledByUs()
    {
        lock (guard)
        {
            atWork = null;
            return wasKilled;
        }
    }

    private ProcessStartInfo Start(int left, int life)
    {
        string dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        string[] arguments =
        [
            Path.Join(AppContext.BaseDirectory, Worker), folder, name,
            left.ToString(CultureInfo.InvariantCulture), (seed + life).ToString(CultureInfo.InvariantCulture),
        ];
        return new ProcessStartInfo(dotnet, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
    }
}
