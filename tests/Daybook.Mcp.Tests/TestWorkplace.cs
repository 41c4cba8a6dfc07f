using Daybook.Git;

namespace Daybook.Mcp.Tests;

/// <summary>A workplace around a store that a test brings.</summary>
internal sealed class TestWorkplace(DaybookStore store) : IWorkplace
{
    public string WorkingDirectory => "/work";

    /// <summary>How often the store was asked for.</summary>
    public int Opened { get; private set; }

    /// <summary>What the next calls fail with.</summary>
    public Exception? Failure { get; set; }

    /// <summary>What the next calls wait for.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    /// <summary>Completes when a call has come as far as the gate.</summary>
    public TaskCompletionSource Arrived { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public async Task<DaybookStore> OpenAsync(StoreUse use, CancellationToken cancellationToken)
    {
        Opened++;
        Arrived.TrySetResult();
        await Gate.WaitAsync(cancellationToken);
        return Failure is null ? store : throw Failure;
    }

    public Task<UncommittedFiles> ListChangesAsync(CancellationToken cancellationToken) => Task.FromResult(UncommittedFiles.None);

    public bool IsFile(string path) => false;
}
