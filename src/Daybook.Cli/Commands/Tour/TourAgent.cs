using System.Globalization;
using System.Text;
using Daybook.Cli.Processes;

namespace Daybook.Cli.Commands.Tour;

/// <summary>A process of this very program that is an agent at work, seen from outside.</summary>
internal sealed class TourAgent(ChildStart start) : IDisposable
{
    private readonly ChildProcess process = ChildProcess.Start(start);

    /// <summary>The number of the process.</summary>
    public int ProcessId => process.Id;

    /// <summary>The task it claimed.</summary>
    public string TaskId { get; private set; } = "";

    /// <summary>The fencing token of that claim.</summary>
    public long Token { get; private set; }

    /// <summary>Waits until it has claimed a task.</summary>
    /// <exception cref="CheckFailedException">It has not.</exception>
    public async Task ClaimAsync(CancellationToken cancellationToken)
    {
        string[] words = (await NextLineAsync(cancellationToken)).Split(' ');
        (TaskId, Token) = (words[0], long.Parse(words[1], CultureInfo.InvariantCulture));
    }

    /// <summary>Tells it what to do.</summary>
    public async Task OrderAsync(string order, CancellationToken cancellationToken)
    {
        await process.Input.WriteAsync(Encoding.UTF8.GetBytes(order + "\n"), cancellationToken);
        await process.Input.FlushAsync(cancellationToken);
    }

    /// <summary>Its next line.</summary>
    /// <exception cref="CheckFailedException">It ended.</exception>
    public async Task<string> NextLineAsync(CancellationToken cancellationToken) =>
        await process.Output.ReadLineAsync(cancellationToken)
        ?? throw new CheckFailedException($"an agent ended: {(await process.ErrorsAsync()).Trim()}");

    /// <summary>Kills it, and reads what it had still printed: whole lines only, since the kill may leave half of one.</summary>
    public async Task<IReadOnlyList<string>> KillAsync(CancellationToken cancellationToken)
    {
        process.Kill();
        string rest = await process.Output.ReadToEndAsync(cancellationToken);
        await process.WaitAsync(cancellationToken);
        return rest.Split('\n')[..^1];
    }

    /// <summary>Waits for its end.</summary>
    public Task WaitAsync(CancellationToken cancellationToken) => process.WaitAsync(cancellationToken);

    /// <summary>Ends it if it still runs.</summary>
    public void Dispose() => process.Dispose();
}
