using System.CommandLine;
using System.Text;
using Daybook.Cli.Harnesses;
using Daybook.Cli.Output;
using Daybook.Cli.Setup;
using Daybook.Embedded;
using Daybook.Errors;
using Daybook.Json;

namespace Daybook.Cli.Commands.Setup;

/// <summary><c>daybook setup</c></summary>
internal sealed class SetupCommand : DaybookCommand
{
    private readonly Argument<string> harness = new("harness") { Description = string.Join(", ", HarnessTable.All.Select(static harness => harness.Name)) };
    private readonly Option<bool> check = new("--check") { Description = "Say what is missing, stale or current; exit 1 unless all is current" };
    private readonly Option<bool> remove = new("--remove") { Description = "Take out again what setup wrote, and nothing else" };
    private readonly Option<bool> print = new("--print") { Description = "Show what would be written, and write nothing" };

    /// <summary>Builds the command.</summary>
    public SetupCommand(CommandFrame frame)
        : base(
            frame,
            "setup",
            "Writes hooks, the MCP server and a few lines of instructions into an agent's own files in this project. All else in them stays as it is, "
            + "byte for byte; a file that has it all already is not touched.",
            "daybook setup claude",
            "daybook setup codex --print",
            "daybook setup copilot --check",
            "daybook setup cursor --remove")
    {
        harness.CompletionSources.Add([.. HarnessTable.All.Select(static harness => harness.Name)]);
        Add(harness);
        Add(check);
        Add(remove);
        Add(print);
        Validators.Add(result =>
        {
            if (new[] { check, remove, print }.Count(option => result.GetResult(option) is { Implicit: false }) > 1)
            {
                result.AddError("--check, --remove and --print exclude each other");
            }
        });
    }

    /// <inheritdoc/>
    protected override Task<int> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        Surroundings world = call.Surroundings;
        Harness asked = HarnessTable.Get(call.Parsed.GetRequiredValue(harness));
        CommandWords command = CommandWords.Find(world);
        string folder = world.WorkingDirectory.Value;
        string root = StoreLocator.WorkTreeRoot(world.Ports.FileSystem, folder) ?? folder;
        var setup = new HarnessSetup(world.Ports, asked, root, world.Variable("HOME") ?? world.Variable("USERPROFILE"), command);
        bool isRemoval = call.Value(remove);
        IReadOnlyList<SetupChange> changes = isRemoval ? setup.PlanRemoving() : setup.PlanWriting();
        bool isOnlyTold = call.Value(check) || call.Value(print);
        if (!isOnlyTold)
        {
            setup.Apply(changes);
        }

        Print(call, asked, changes);
        if (!isRemoval)
        {
            Advise(call, asked, command, changes, isOnlyTold);
        }

        bool isCurrent = changes.All(static change => change.State is SetupState.Current or SetupState.Edited or SetupState.Theirs);
        return Task.FromResult(call.Value(check) && !isCurrent ? Refuse(call, asked) : 0);
    }

    /// <summary>Says on stderr that the check failed, as <c>doctor</c> does.</summary>
    private static int Refuse(CommandCall call, Harness asked)
    {
        call.Console.Flush();
        call.Console.WriteError(new ErrorReport(ErrorTable.Of(ErrorCode.CheckFailed).Name, $"{asked.Name} is not set up, or not as this version does it")
        {
            Hint = $"daybook setup {asked.Name} sets it up",
        });
        return ErrorTable.Of(ErrorCode.CheckFailed).ExitCode;
    }

    private void Print(CommandCall call, Harness asked, IReadOnlyList<SetupChange> changes)
    {
        bool isCheck = call.Value(check);
        SetupItem[] items = [.. changes.Select(change => new SetupItem(
            asked.Name,
            change.File.Part.Kind,
            change.File.FilePath,
            StateName(change.State),
            isCheck ? null : change.Action,
            call.Value(print) && change.After is { } after ? Encoding.UTF8.GetString(after) : null))];
        if (call.Console.Mode == OutputMode.Json)
        {
            call.Console.WriteJson(new Listing<SetupItem>(items, items.Length, null, null), CliJson.Default.ListingSetupItem);
            return;
        }

        foreach (SetupItem item in items)
        {
            if (call.Console.Mode == OutputMode.Quiet)
            {
                call.Console.WriteId(item.Path);
                continue;
            }

            call.Console.Text.WriteLine(new Piece($"{item.Action ?? item.State,-9}", Tone.Good), "  ", new Piece(item.Path, Tone.Strong), new Piece($"  {item.Part}", Tone.Faint));
            foreach (string line in (item.Content ?? "").ReplaceLineEndings("\n").TrimEnd('\n').Split('\n').Where(_ => item.Content is not null))
            {
                call.Console.Text.WriteLine($"  {line}");
            }
        }
    }

    private static void Advise(CommandCall call, Harness asked, CommandWords command, IReadOnlyList<SetupChange> changes, bool isOnlyTold)
    {
        if (!command.IsOnPath)
        {
            call.Note($"{CommandWords.Name} is not on the PATH, so the files name {command.ForShell([])}, which stands on this machine only");
        }

        foreach (SetupChange change in changes.Where(static change => change.State == SetupState.Theirs))
        {
            call.Note($"{change.File.FilePath} has a {change.File.Part.Kind} named daybook that setup did not write; it is left alone");
        }

        foreach (SetupChange change in changes.Where(static change => change.Then == SetupState.Edited))
        {
            call.Note($"what setup wrote as {change.File.Part.Kind} in {change.File.FilePath} was changed by hand; that is left alone (--remove takes it out, setup then writes it anew)");
        }

        if (!isOnlyTold && changes.Any(static change => change.Action != "unchanged"))
        {
            call.Note($"{asked.NextStep}; daybook init makes a store, without which the hooks say nothing");
        }
    }

    private static string StateName(SetupState state) => state switch
    {
        SetupState.Missing => "missing",
        SetupState.Stale => "stale",
        SetupState.Current => "current",
        SetupState.Edited or SetupState.Theirs => "theirs",
        _ => throw new InvalidOperationException($"no name for {state}"),
    };
}
