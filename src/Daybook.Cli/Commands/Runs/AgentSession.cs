using Daybook.Embedded;
using Daybook.Errors;
using Daybook.Tasks;

namespace Daybook.Cli.Commands.Runs;

/// <summary>The open session of the agent that a program is run for, in which what the program stores belongs.</summary>
internal sealed class AgentSession(CommandCall call)
{
    /// <summary>The variable that names a session.</summary>
    public const string VariableName = "DAYBOOK_SESSION";

    private Task<string?> finding = Task.FromResult<string?>(null);

    /// <summary>Begins to look, beside the flushes that the record of the run waits for.</summary>
    public void Seek(EmbeddedStore store)
    {
        // A session that the environment names is inherited, and counts.
        if (call.Surroundings.Variable(VariableName) is null)
        {
            finding = Task.Run(() => FindAsync(store));
        }
    }

    /// <summary>The session's id; null where there is none, or nobody can tell.</summary>
    public Task<string?> IdAsync() => finding;

    private async Task<string?> FindAsync(EmbeddedStore store)
    {
        try
        {
            IReadOnlyList<SessionRecord> latestFirst = await store.Sessions.ListAsync(new ProblemList(), CancellationToken.None);
            return latestFirst.FirstOrDefault(session => session.EndedAt is null && session.Agent == call.Surroundings.Agent)?.SessionId;
        }
        catch (DaybookException)
        {
            // What is wrong with tasks keeps no program from running; a command about tasks says it itself.
            return null;
        }
    }
}
