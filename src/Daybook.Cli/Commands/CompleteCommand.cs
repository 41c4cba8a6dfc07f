using System.CommandLine;
using Daybook.Cli.Options;

namespace Daybook.Cli.Commands;

/// <summary><c>daybook complete</c>: what the scripts of <c>daybook completion</c> ask for the words that may come next. Not for people.</summary>
internal sealed class CompleteCommand : DaybookCommand
{
    /// <summary>The command's name, by which it is recognised before anything is parsed.</summary>
    public const string Word = "complete";

    private readonly Command root;
    private readonly Option<int?> position = new("--position") { Description = "Where the cursor stands in the line", CustomParser = NumberArgument.ReadInt };
    private readonly Argument<string> line = new("line") { Description = "The command line so far" };

    /// <summary>Builds the command.</summary>
    public CompleteCommand(CommandFrame frame, Command root)
        : base(frame, Word, "Prints the words that may come next in a command line.")
    {
        this.root = root;
        Hidden = true;
        Add(position);
        Add(line);
    }

    /// <inheritdoc/>
    protected override Task<int> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        string text = call.Parsed.GetRequiredValue(line);
        int cursor = Math.Clamp(call.Value(position) ?? text.Length, 0, text.Length);

        // After the cursor nothing is known yet.
        string soFar = text[..cursor];
        string begun = soFar[(soFar.LastIndexOf(' ') + 1)..];
        IEnumerable<string> words = root.Parse(soFar).GetCompletions(soFar.Length).Select(item => item.InsertText ?? item.Label);
        foreach (string word in words.Where(word => word.StartsWith(begun, StringComparison.Ordinal)))
        {
            call.Console.Text.WriteLine(word);
        }

        return Task.FromResult(0);
    }
}
