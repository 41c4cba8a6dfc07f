using System.CommandLine;
using System.Globalization;
using Daybook.Cli.Options;
using Daybook.Cli.Output;
using Daybook.Cli.Stores;
using Daybook.Embedded;
using Daybook.Errors;
using Daybook.Json;
using Daybook.Tasks;

namespace Daybook.Cli.Commands.Tasks;

/// <summary><c>daybook task claim</c></summary>
internal sealed class ClaimCommand : DaybookCommand
{
    private readonly Argument<string?> id = new("id")
    {
        Description = "The task's id, or a unique beginning of it; or --next",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<bool> next = new("--next") { Description = "Claim the first task that is ready; exits 3 when none is" };
    private readonly Option<TimeSpan?> lease = TaskOptions.Lease("How long the claim lasts unless it is renewed (default: 15m)");
    private readonly Option<int?> pid = new("--pid")
    {
        Description = "The process that will do the work; when it ends, so does the claim (default: that of the run exec around it)",
        HelpName = "n",
        CustomParser = NumberArgument.ReadInt,
    };

    /// <summary>Builds the command.</summary>
    public ClaimCommand(CommandFrame frame)
        : base(
            frame,
            "claim",
            "Claims a task under a lease. Until it ends nobody else gets the task, and every write on it needs the token that this answers.",
            "daybook task claim --next --json",
            "daybook task claim 3f2a --lease 1h",
            "daybook task claim --next --pid 4711")
    {
        Add(id);
        Add(next);
        Add(lease);
        Add(pid);
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        string? given = call.Parsed.GetValue(id);
        if (given is null != call.Value(next))
        {
            throw new InvalidInputException("give either the id of a task or --next");
        }

        TaskActor actor = call.Surroundings.ActorWith(token: null);
        var request = new ClaimRequest
        {
            Agent = actor.Agent,
            Lease = call.Value(lease) ?? TaskLease.Default,
            ProcessId = call.Value(pid),
            SessionId = actor.SessionId,
            RunId = actor.RunId,
            OperationId = actor.OperationId,
        };
        TaskRules.ValidateLease(request.Lease);
        await using EmbeddedStore store = await call.Stores.OpenToChangeAsync(cancellationToken);
        request = request with { ProcessId = request.ProcessId ?? await RunAgent.FindAsync(store, request.RunId, call.Surroundings.Ports.Clock, cancellationToken) };
        ClaimResult result = given is null
            ? await store.Tasks.ClaimNextAsync(request, cancellationToken)
            : await store.Tasks.ClaimAsync(given, request, cancellationToken);
        Print(call.Console, AnswerOf(result));
        return 0;
    }

    private static ClaimAnswer AnswerOf(ClaimResult result) => result switch
    {
        ClaimResult.Claimed claimed => new ClaimAnswer(claimed.Task, claimed.Token, claimed.LeaseExpiresAt),
        ClaimResult.AlreadyClaimed held => throw new ConflictException($"task {held.Id} is held by {held.By} until {TimeText.Second(held.Until)}")
        {
            Id = held.Id,
            Hint = "daybook task claim --next claims one that nobody holds",
        },
        _ => throw NextCommand.NothingReady(),
    };

    private static void Print(IConsole console, ClaimAnswer answer)
    {
        if (console.Mode == OutputMode.Json)
        {
            console.WriteJson(answer, RecordsJson.Default.ClaimAnswer);
            return;
        }

        TaskAnswer.PrintChanged(console, answer.Task, "Claimed");
        if (console.Mode == OutputMode.Text)
        {
            string token = answer.Token.ToString(CultureInfo.InvariantCulture);
            console.Text.WriteLine(new Piece($"  token {token}, until {TimeText.Second(answer.LeaseExpiresAt)}", Tone.Faint));
        }
    }
}
