using System.CommandLine;
using Daybook.Cli.Output;
using Daybook.Embedded;
using Daybook.Errors;
using Daybook.Json;
using Daybook.Operations;

namespace Daybook.Cli.Commands.Operations;

/// <summary><c>daybook op link</c></summary>
internal sealed class LinkCommand : DaybookCommand
{
    private readonly Argument<string> id = OperationOptions.Id();
    private readonly Option<string[]> artifacts = OperationOptions.Artifacts();
    private readonly Option<string?> commit = OperationOptions.Commit();
    private readonly Option<string[]> allowed = OperationOptions.AllowedSecrets();

    /// <summary>Builds the command.</summary>
    public LinkCommand(CommandFrame frame)
        : base(
            frame,
            "link",
            "Adds what an operation brought about. What is linked already is not linked twice.",
            "daybook op link 01KTK4DFAS --commit 0123abc",
            "daybook op link 01KTK4DFAS --artifact docs/design.md --artifact https://example.com/review/7")
    {
        Add(id);
        Add(artifacts);
        Add(commit);
        Add(allowed);
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        OperationLinks links = OperationOptions.Links(call, artifacts, commit, allowed);
        if (links.Artifacts.Count == 0 && links.Commit is null)
        {
            throw new InvalidInputException("there is nothing to link") { Hint = "give --artifact, --commit, or both" };
        }

        OperationRules.Validate(links);
        await using EmbeddedStore store = await call.Stores.OpenToWriteAsync(call.Note, cancellationToken);
        OperationChange linked = await store.Operations.LinkAsync(call.Parsed.GetRequiredValue(id), links, cancellationToken);
        switch (call.Console.Mode)
        {
            case OutputMode.Json:
                call.Console.WriteJson(linked.View, RecordsJson.Default.OperationView);
                break;
            case OutputMode.Quiet:
                call.Console.WriteId(linked.View.Operation.InvocationId);
                break;
            default:
                call.Console.Text.WriteLine(new Piece("Linked", Tone.Good), " ", linked.View.Operation.InvocationId, $": {Wording.Count(linked.View.Operation.Links.Count, "link")} now");
                break;
        }

        OperationOptions.Warn(call, linked);
        return 0;
    }
}
