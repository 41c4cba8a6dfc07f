using System.CommandLine;
using Daybook.Cli.Options;
using Daybook.Tasks;

namespace Daybook.Cli.Commands.Tasks;

/// <summary><c>daybook task edit</c></summary>
internal sealed class EditCommand : ChangeCommand
{
    private readonly Option<string?> newName = FieldOption.Text("--name", "text", "The new name");
    private readonly Option<string?> description = FieldOption.Text("--description", "text", "The new description; an empty one removes it");
    private readonly Option<int?> priority = TaskOptions.Priority("");
    private readonly Option<string?> parent = FieldOption.Text("--parent", "id", "The task of which it is a part; an empty one makes it a task of its own");
    private readonly Option<string[]> tags = FieldOption.Texts("--tag", "word", "A tag to add");
    private readonly Option<string[]> untags = FieldOption.Texts("--untag", "word", "A tag to remove");

    /// <summary>Builds the command.</summary>
    public EditCommand(CommandFrame frame)
        : base(
            frame,
            "edit",
            "Changed",
            "Changes what an open task says.",
            "daybook task edit 3f2a --name \"Fix the pool leak\" --priority 0",
            "daybook task edit 3f2a --parent 9c41 --tag db --untag later")
    {
        foreach (Option option in (Option[])[newName, description, priority, parent, tags, untags])
        {
            Add(option);
        }
    }

    /// <inheritdoc/>
    protected override TaskChange Read(CommandCall call)
    {
        var edit = new TaskEdit
        {
            Name = call.Value(newName),
            Description = call.Value(description),
            Priority = call.Value(priority),
            ParentId = call.Value(parent),
            Tags = call.Value(tags) ?? [],
            Untags = call.Value(untags) ?? [],
        };
        TaskRules.Validate(edit);
        return new TaskChange.Edit(edit);
    }
}
