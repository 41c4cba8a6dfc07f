using System.CommandLine;
using Daybook.Cli.Options;
using Daybook.Memory.Events;

namespace Daybook.Cli.Commands.Memory.Ingest;

/// <summary><c>daybook memory ingest revert</c></summary>
internal sealed class RevertCommand : IngestCommand<Revert>
{
    private const string FromCommandLine = "cli";

    private readonly Option<string?> revertedSha = FieldOption.Text("--reverted-sha", "sha", "The commit that is taken back");

    /// <summary>Builds the command.</summary>
    public RevertCommand(CommandFrame frame)
        : base(
            frame,
            Revert.TypeName,
            "Remembers commits that take earlier ones back: those of a push to the main branch as GitHub sends it, or the one you name.",
            "daybook memory ingest revert --from-json push.json",
            "daybook memory ingest revert --repo acme/web --sha 9d3e1b2 --reverted-sha 4f2a9c1")
    {
        Add(revertedSha);
    }

    /// <inheritdoc/>
    protected override Revert Over(Revert happened, ParseResult parsed) => parsed.GetValue(revertedSha) is { } given
        ? happened with { RevertedSha = given, Source = FromCommandLine }
        : happened;

    /// <inheritdoc/>
    protected override string? Missing(Revert happened) =>
        string.IsNullOrWhiteSpace(happened.Sha) ? "--sha (from GitHub: commits[].id)"
        : string.IsNullOrWhiteSpace(happened.RevertedSha) ? "--reverted-sha (from GitHub: commits[].message)"
        : null;
}
