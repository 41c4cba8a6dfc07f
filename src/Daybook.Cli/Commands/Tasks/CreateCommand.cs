using System.CommandLine;
using Daybook.Cli.Options;
using Daybook.Embedded;
using Daybook.Tasks;

namespace Daybook.Cli.Commands.Tasks;

/// <summary><c>daybook task create</c></summary>
internal sealed class CreateCommand : DaybookCommand
{
    private readonly Argument<string> name = new("name") { Description = $"One line, at most {TaskRules.NameCharactersMax} characters" };
    private readonly Option<string?> description = FieldOption.Text("--description", "text", "The rest, of any number of lines");
    private readonly Option<string[]> dependsOn = FieldOption.Texts("--depends-on", "id", "A task that has to be completed first");
    private readonly Option<string?> parent = FieldOption.Text("--parent", "id", "The task of which it is a part");
    private readonly Option<int?> priority = TaskOptions.Priority($" (default: {TaskRecord.PriorityDefault})");
    private readonly Option<string[]> tags = FieldOption.Texts("--tag", "word", "A word to find it by");
    private readonly Option<string?> id = FieldOption.Text("--id", "uuid", "Its id; the same id with the same content is created once (default: a new one)");

    /// <summary>Builds the command.</summary>
    public CreateCommand(CommandFrame frame)
        : base(
            frame,
            "create",
            "Creates a task. What it acknowledges survives a kill and a power loss.",
            "daybook task create \"Fix the pool leak\" --priority 1 --tag db",
            "daybook task create \"Release 1.2\" --depends-on 3f2a --depends-on 9c41",
            "daybook task create \"Write the migration\" --parent 3f2a --quiet")
    {
        Add(name);
        foreach (Option option in (Option[])[description, dependsOn, parent, priority, tags, id])
        {
            Add(option);
        }
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        var task = new NewTask
        {
            Name = call.Parsed.GetRequiredValue(name),
            Description = call.Value(description),
            Id = call.Value(id),
            Priority = call.Value(priority) ?? TaskRecord.PriorityDefault,
            Tags = call.Value(tags) ?? [],
            ParentId = call.Value(parent),
            DependsOn = call.Value(dependsOn) ?? [],
        };
        TaskActor actor = call.Surroundings.ActorWith(token: null);

        // Before a store is made for it: what no store may hold leaves no trace.
        TaskRules.Validate(task);
        TaskRules.Validate(actor);
        bool namesOthers = task.ParentId is not null || task.DependsOn.Count > 0;
        await using EmbeddedStore store = namesOthers
            ? await call.Stores.OpenToChangeAsync(cancellationToken)
            : await call.Stores.OpenToWriteAsync(call.Note, cancellationToken);
        TaskAnswer.PrintChanged(call.Console, await store.Tasks.CreateAsync(task, actor, cancellationToken), "Created");
        return 0;
    }
}
