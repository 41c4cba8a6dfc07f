using System.CommandLine;
using Daybook.Cli.Options;
using Daybook.Errors;
using Daybook.Tasks;

namespace Daybook.Cli.Commands.Tasks;

/// <summary><c>daybook task depend</c></summary>
internal sealed class DependCommand : ChangeCommand
{
    private readonly Option<string?> on = FieldOption.Text("--on", "id", "The task that has to be completed first");
    private readonly Option<string?> remove = FieldOption.Text("--remove", "id", "The task that it waits for no longer");

    /// <summary>Builds the command.</summary>
    public DependCommand(CommandFrame frame)
        : base(
            frame,
            "depend",
            "Changed",
            "Lets a task wait for another one, or no longer. What would close a circle is refused, and the circle printed.",
            "daybook task depend 3f2a --on 9c41",
            "daybook task depend 3f2a --remove 9c41")
    {
        Add(on);
        Add(remove);
    }

    /// <inheritdoc/>
    protected override TaskChange Read(CommandCall call) => (call.Value(on), call.Value(remove)) switch
    {
        ({ } added, null) => new TaskChange.Depend(added),
        (null, { } removed) => new TaskChange.Undepend(removed),
        _ => throw new InvalidInputException("give either --on or --remove"),
    };
}
