using System.CommandLine;
using Daybook.Cli.Options;
using Daybook.Cli.Output;
using Daybook.Embedded;
using Daybook.Git;
using Daybook.Json;
using Daybook.Prime;

namespace Daybook.Cli.Commands;

/// <summary><c>daybook prime</c></summary>
internal sealed class PrimeCommand : DaybookCommand
{
    private readonly Option<int?> budget = new("--budget")
    {
        Description = $"The most tokens to print (default: {PrimeBudget.Default}); four ASCII characters count as one",
        HelpName = "tokens",
        CustomParser = NumberArgument.ReadInt,
    };

    /// <summary>Builds the command.</summary>
    public PrimeCommand(CommandFrame frame)
        : base(
            frame,
            "prime",
            "Prints what an agent needs at the start of a session: work that was interrupted, what is ready, what is known about changed files. "
            + "Without a store it prints nothing, so that a hook can always call it.",
            "daybook prime",
            "daybook prime --budget 500",
            "daybook prime --json") => Add(budget);

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        int tokens = call.Value(budget) ?? PrimeBudget.Default;
        PrimeBudget.Check(tokens);
        PrimeAnswer answer = await AnswerAsync(call, tokens, cancellationToken);
        switch (call.Console.Mode)
        {
            case OutputMode.Json:
                call.Console.WriteJson(answer, RecordsJson.Default.PrimeAnswer);
                break;
            case OutputMode.Quiet:
                foreach (string id in answer.Sections.SelectMany(static section => section.Items).Select(static item => item.Id).OfType<string>())
                {
                    call.Console.WriteId(id);
                }

                break;
            default:
                foreach (string line in answer.Text.TrimEnd('\n').Split('\n').Where(line => answer.Text.Length > 0))
                {
                    call.Console.Text.WriteLine(line);
                }

                break;
        }

        return 0;
    }

    private static async Task<PrimeAnswer> AnswerAsync(CommandCall call, int tokens, CancellationToken cancellationToken)
    {
        string? workTree = StoreLocator.WorkTreeRoot(call.Surroundings.Ports.FileSystem, call.Surroundings.WorkingDirectory.Value);
        bool isStore = call.Stores.Find() is not null;
        if (!isStore && workTree is null)
        {
            call.Note("there is no store here; daybook init creates one");
            return PrimeAnswer.Nothing;
        }

        // Git is asked while the store is read; it takes longer.
        Task<UncommittedFiles> asking = workTree is null
            ? Task.FromResult(UncommittedFiles.None)
            : call.Surroundings.Git.ListAsync(workTree, cancellationToken);
        await using EmbeddedStore store = await call.Stores.OpenAllToReadAsync(cancellationToken);
        PrimeFacts facts = await call.Console.PatientlyAsync(
            "Reading the store", _ => new PrimeReading(store, call.Surroundings.Ports.Time).ReadAsync(call.Surroundings.Agent, asking, cancellationToken));
        if (!isStore && facts.IsEmpty)
        {
            call.Note("there is no store here yet; the first write makes one");
            return PrimeAnswer.Nothing;
        }

        return PrimeComposer.Compose(facts, tokens);
    }
}
