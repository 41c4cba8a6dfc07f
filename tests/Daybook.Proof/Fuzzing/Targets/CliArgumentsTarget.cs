using System.CommandLine;
using Daybook.Cli;
using Daybook.Cli.Commands;
using Daybook.Errors;

namespace Daybook.Proof.Fuzzing.Targets;

/// <summary>
/// Command lines, parsed and carried out against an empty store on a disk that takes nothing, so that every option is read. Arguments stand
/// between NULs, which none can hold. Whatever is wrong, there is one clear error and an exit code of the contract.
/// </summary>
internal sealed class CliArgumentsTarget() : FuzzTarget("cli-arguments", [.. Seed.Texts(Lines.Select(static line => line.Replace(' ', '\0')))], [.. Words(), .. Values])
{
    private static readonly int InternalCode = ErrorTable.Of(ErrorCode.Internal).ExitCode;

    // To carry one out takes as long as to parse ten.
    private const int ParsedOfCarriedOut = 8;

    // They go on until somebody ends them, listen on a port, or start other processes; of them only the parser is run.
    private static readonly string[] Endless = ["mcp", "--follow", "tour", "tour-agent", "exec"];

    public override void Run(ReadOnlySpan<byte> input)
    {
        string[] arguments = TextOf(input).Split('\0');
        var world = new EmptyWorld();
        if (input.Length % ParsedOfCarriedOut != 0 || arguments.Any(Endless.Contains))
        {
            ParseResult parsed = new DaybookRoot(new CommandFrame(world.Surroundings), arguments.Contains).Parse(arguments);
            Claim(parsed.Errors.Count == 0 || UsageFault.Of(parsed).Message.Length > 0, "what is wrong has no words");
            return;
        }

        int exitCode = new CommandLine(world.Surroundings).RunAsync(arguments, CancellationToken.None).GetAwaiter().GetResult();
        string words = world.Errors;
        Claim(exitCode != InternalCode, "a defect: " + words);
        Claim(ErrorTable.Rows.Any(row => row.ExitCode == exitCode) || exitCode == 0, $"the exit code is {exitCode}: {words}");
        Claim(exitCode == 0 || exitCode == ErrorTable.Of(ErrorCode.CheckFailed).ExitCode || words.Contains("error", StringComparison.Ordinal), $"the exit code is {exitCode}, and nothing says why");
        Claim(!words.Contains("   at Daybook", StringComparison.Ordinal), "it shows its stack: " + words);
    }

    private static readonly string[] Values = ["--", "--json", "--quiet", "--store", "--limit", "--cursor", "--since", "2d", "2026-11-01", "-Infinityd", "--limit=0", "--limit=-1", "k=v", "=", "=v", "\0", "\0\0", "@file", "-", "[suggest:3]", "[diagram]"];

    private static IEnumerable<string> Lines =>
    [
        "init --adopt --track memory --location home", "where --json", "status", "prime --budget 2000", "version", "--help", "memory add --type note --title a --path src/a --link https://x --metadata k=v --pr 3 --timestamp 2d",
        "remember text --type pattern --tag a", "memory query --path src --text w --limit 3 --since 30d", "memory list --limit 5 --cursor b2-l-0-0", "memory show abcd", "memory forget abcd --reason r --purge",
        "memory compact --retention-days 90 --dry-run", "memory ingest incident --from-json -", "task create name --priority 1 --depends-on abcd --tag t --id 11111111-2222-4333-8444-555555555555", "task list --status open --tag x --all",
        "task claim --next --lease 15m --pid 4", "task note abcd --decision d --set k=v --token 4", "task history --text w --status completed --since 2d --until 1d", "task graph --format dot", "session scope text",
        "context set key [1,2]", "run start --project p --task t --agent a --pid 3", "run finish abcd --status completed --exit-code 3", "run list --project p --status running", "run gc --older-than 168h --dry-run",
        "draft save --schema-version 1 --if-updated-at 2026-11-01T12:00:00Z", "draft list --older-than 2d", "recall record --category research --description d --skill a", "op start --profile p --action a --mode query",
        "op complete 01KTK4DFAS04MCX5GP1W2R6NEP --outcome done --artifact a --commit abc1234", "op list --pending --limit 3", "search pool* --kind memory --newest --severity high", "timeline --since 2d --kind task --limit 50",
        "doctor --fix --dry-run", "backup /b.tar", "export --kind memory --format markdown", "import - --dry-run", "setup claude --check", "hook claude stop", "completion bash", "task show abcd --at 2026-11-01 --store /x --wait 5s",
    ];

    private static IEnumerable<string> Words()
    {
        IEnumerable<Command> All(Command command) => command.Subcommands.SelectMany(All).Prepend(command);
        Command[] commands = [.. All(new CommandLine(new EmptyWorld().Surroundings).Root)];
        return commands.SelectMany(static command => command.Options.Select(static option => option.Name).Append(command.Name))
            .Distinct(StringComparer.Ordinal).Select(static word => word + "\0");
    }
}
