using System.CommandLine;
using Daybook.Cli.Options;
using Daybook.Cli.Output;
using Daybook.Embedded;
using Daybook.Memory;

namespace Daybook.Cli.Commands;

/// <summary><c>daybook init</c></summary>
internal sealed class InitCommand : DaybookCommand
{
    private readonly Option<StoreLocationKind?> location = new("--location")
    {
        Description = "repo: in the work tree (default); git: in git's own directory; home: in your state directory",
        HelpName = "repo|git|home",
        CustomParser = result => result.ReadText(ParseLocation, "is none of repo, git, home"),
    };

    private readonly Option<bool> adopt = new("--adopt")
    {
        Description = "Use what another system keeps where it stands: .booty/state/memory.jsonl, .auto-dev/tasks, kitty-ops, ~/.run-agent/runs, boternity.db",
    };

    private readonly Option<string[]> track = FieldOption.Texts("--track", "memory", "Let git track the records of this kind, and merge them");

    private readonly Option<bool> separate = new("--ops-ref") { Description = "Commit operations to refs/daybook/operations, not to the branch" };

    /// <summary>Builds the command.</summary>
    public InitCommand(CommandFrame frame)
        : base(
            frame,
            "init",
            "Creates a store for this repository, or says where it is; all its work trees share it.",
            "daybook init",
            "daybook init --location git",
            "daybook init --adopt",
            "daybook init --track memory")
    {
        location.CompletionSources.Add("repo", "git", "home");
        track.CompletionSources.Add(MemoryRecord.KindName);
        Add(adopt);
        Add(track);
        Add(location);
        Add(separate);
    }

    /// <inheritdoc/>
    protected override Task<int> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        StoreCreated store = call.Stores.Create(new InitOptions
        {
            Location = call.Value(location),
            Adopt = call.Value(adopt),
            Track = call.Value(track) ?? [],
            SeparateOperations = call.Value(separate),
        });
        switch (call.Console.Mode)
        {
            case OutputMode.Json:
                call.Console.WriteJson(new InitAnswer(store.Path, store.Created, store.Adopted), CliJson.Default.InitAnswer);
                break;
            case OutputMode.Quiet:
                call.Console.WriteId(store.Path);
                break;
            default:
                call.Console.Text.WriteLine(store.Created ? "Created a store at " : "The store is at ", new Piece(store.Path, Tone.Strong));
                foreach (string folder in store.Adopted)
                {
                    call.Console.Text.WriteLine("It uses ", new Piece(folder, Tone.Strong));
                }

                break;
        }

        foreach (string note in store.Notes)
        {
            call.Note(note);
        }

        return Task.FromResult(0);
    }

    private static StoreLocationKind? ParseLocation(string word) => word switch
    {
        "repo" => StoreLocationKind.Repo,
        "git" => StoreLocationKind.Git,
        "home" => StoreLocationKind.Home,
        _ => null,
    };
}
