using System.CommandLine;
using Daybook.Cli.Options;
using Daybook.Tasks;

namespace Daybook.Cli.Commands.Tasks;

/// <summary><c>daybook task note</c></summary>
internal sealed class NoteCommand : ChangeCommand
{
    private readonly Option<string[]> decisions = FieldOption.Texts("--decision", "text", "What was decided");
    private readonly Option<string[]> files = FieldOption.Texts("--file-modified", "path", "A file that was changed, from the repository's root");
    private readonly Option<string[]> values = FieldOption.Texts("--set", "key=value", "Anything else; a JSON list or object is kept as one");

    /// <summary>Builds the command.</summary>
    public NoteCommand(CommandFrame frame)
        : base(
            frame,
            "note",
            "Noted",
            "Adds to what is known about the work on a task, so that somebody else can go on with it.",
            "daybook task note 3f2a --decision \"Use the async pattern\" --file-modified src/main.rs",
            "daybook task note 3f2a --set branch=fix-pool --token 7")
    {
        Add(decisions);
        Add(files);
        Add(values);
    }

    /// <inheritdoc/>
    protected override TaskChange Read(CommandCall call)
    {
        var context = new TaskContext
        {
            FilesModified = call.Value(files) ?? [],
            Decisions = call.Value(decisions) ?? [],
            Values = PairOption.Read("--set", call.Value(values) ?? [], JsonText.OfValue),
        };
        TaskRules.Validate(context);
        return new TaskChange.Note(context);
    }
}
