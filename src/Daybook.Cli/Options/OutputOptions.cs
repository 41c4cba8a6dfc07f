using System.CommandLine;
using Daybook.Cli.Output;

namespace Daybook.Cli.Options;

/// <summary>What every command understands about its output.</summary>
internal sealed class OutputOptions
{
    /// <summary>The spelling that is looked for even in a command line that cannot be parsed.</summary>
    public const string JsonName = "--json";

    private readonly Option<bool> json = new(JsonName) { Description = "Print JSON on stdout; errors are JSON on stderr", Recursive = true };
    private readonly Option<bool> quiet = new("--quiet") { Description = "Print ids and nothing else", Recursive = true };
    private readonly Option<bool> noColour = new("--no-color") { Description = "Print without colour, as NO_COLOR=1 does", Recursive = true };

    /// <summary>Adds the options to the root, for all commands below it.</summary>
    public void AddTo(Command root)
    {
        root.Add(json);
        root.Add(quiet);
        root.Add(noColour);
        quiet.Validators.Add(result =>
        {
            if (!result.Implicit && result.GetResult(json) is { Implicit: false })
            {
                result.AddError("--json and --quiet exclude each other");
            }
        });
    }

    /// <summary>The console that a command line asks for.</summary>
    public IConsole Open(Surroundings surroundings, ParseResult parsed)
    {
        OutputMode mode = parsed.GetValue(json) ? OutputMode.Json : parsed.GetValue(quiet) ? OutputMode.Quiet : OutputMode.Text;
        return new StandardConsole(surroundings, mode, parsed.GetValue(noColour));
    }
}
