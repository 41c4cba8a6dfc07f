using System.CommandLine;
using Daybook.Cli.Options;
using Daybook.Cli.Output;
using Daybook.Embedded;
using Daybook.Json;
using Daybook.Operations;

namespace Daybook.Cli.Commands.Operations;

/// <summary><c>daybook op start</c></summary>
internal sealed class StartCommand : DaybookCommand
{
    private readonly Option<string> profile = new("--profile") { Description = "The profile that it is done as", HelpName = "name", Required = true };
    private readonly Option<string> action = new("--action") { Description = "What is done: a word, or step::action", HelpName = "name", Required = true };
    private readonly Option<string?> request = FieldOption.Text("--request", "text", "What was asked for; git will hand it to others");
    private readonly Option<string?> actor = FieldOption.Text("--actor", "name", "Who does it (default: DAYBOOK_AGENT, else user@host)");
    private readonly Option<string?> mode = FieldOption.Text("--mode", "word", $"{string.Join(", ", OperationMode.All)} (default: {OperationMode.TaskExecution})");
    private readonly Option<string?> missionId = FieldOption.Text("--mission-id", "id", "The mission; its starts and ends are paired in lifecycle.jsonl");
    private readonly Option<string?> wpId = FieldOption.Text("--wp-id", "id", "The work package");
    private readonly Option<string?> modelId = FieldOption.Text("--model-id", "id", "The model");
    private readonly Option<string?> session = LinkOptions.Session();
    private readonly Option<string?> run = LinkOptions.Run();
    private readonly Option<string?> task = LinkOptions.Task();
    private readonly Option<string?> id = FieldOption.Text("--id", "ulid", "Its id; the same id with the same content is stored once (default: a new one)");
    private readonly Option<string[]> allowed = OperationOptions.AllowedSecrets();

    /// <summary>Builds the command.</summary>
    public StartCommand(CommandFrame frame)
        : base(
            frame,
            "start",
            "Records that an operation starts. It stays open until op complete says how it ended.",
            "daybook op start --profile architect --action specify --request \"Fix the pool leak\"",
            "daybook op start --profile pedro --action design::specify --mission-id M1 --wp-id WP01 --json")
    {
        foreach (Option option in new Option[] { profile, action, request, actor, mode, missionId, wpId, modelId, session, run, task, id, allowed })
        {
            Add(option);
        }

        mode.CompletionSources.Add([.. OperationMode.All]);
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        var operation = new NewOperation
        {
            ProfileId = call.Parsed.GetRequiredValue(profile),
            Action = call.Parsed.GetRequiredValue(action),
            Actor = call.Value(actor) ?? call.Surroundings.Agent,
            RequestText = call.Value(request) ?? "",
            ModeOfWork = call.Value(mode) ?? OperationMode.TaskExecution,
            MissionId = call.Value(missionId),
            WpId = call.Value(wpId),
            ModelId = call.Value(modelId),
            SessionId = call.Value(session) ?? call.Surroundings.Variable(CrossLinks.SessionVariable),
            RunId = call.Value(run) ?? call.Surroundings.Variable("DAYBOOK_RUN"),
            TaskId = call.Value(task) ?? call.Surroundings.Variable("DAYBOOK_TASK"),
            Id = call.Value(id),
            AllowedSecrets = call.Value(allowed) ?? [],
        };

        // Before a store is made for it: what no store may hold leaves no trace.
        OperationRules.Validate(operation);
        await using EmbeddedStore store = await call.Stores.OpenToWriteAsync(call.Note, cancellationToken);
        OperationChange started = await store.Operations.StartAsync(operation, cancellationToken);
        switch (call.Console.Mode)
        {
            case OutputMode.Json:
                call.Console.WriteJson(OperationAnswer.Started(started), RecordsJson.Default.OperationAnswer);
                break;
            case OutputMode.Quiet:
                call.Console.WriteId(started.View.Operation.InvocationId);
                break;
            default:
                call.Console.Text.WriteLine(new Piece("Started", Tone.Good), " ", started.View.Operation.InvocationId);
                call.Console.Words.WriteLine(new Piece(
                    $"when the work is over: daybook op complete {started.View.Operation.InvocationId} --outcome {string.Join('|', OperationOutcome.All)}", Tone.Faint));
                break;
        }

        OperationOptions.Warn(call, started);
        return 0;
    }
}
