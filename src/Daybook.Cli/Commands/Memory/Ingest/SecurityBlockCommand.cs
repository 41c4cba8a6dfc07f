using System.CommandLine;
using Daybook.Cli.Options;
using Daybook.Memory.Events;

namespace Daybook.Cli.Commands.Memory.Ingest;

/// <summary><c>daybook memory ingest security_block</c></summary>
internal sealed class SecurityBlockCommand : IngestCommand<SecurityBlock>
{
    private readonly Option<string?> trigger = FieldOption.Text("--trigger", "word", "What was found: secret, vulnerability, permission_drift, or a word of yours");
    private readonly Option<string?> title = FieldOption.Text("--title", "text", "One line");
    private readonly Option<string?> summary = FieldOption.Text("--summary", "text", "The rest");

    /// <summary>Builds the command.</summary>
    public SecurityBlockCommand(CommandFrame frame)
        : base(
            frame,
            SecurityBlock.TypeName,
            "Remembers a change that a security scan stopped.",
            "daybook memory ingest security_block --repo acme/web --sha 4f2a9c1 --pr 42 --trigger secret --title \"Token in config\" --path src/config.cs",
            "scan --json | daybook memory ingest security_block --from-json - --repo acme/web --pr 42")
    {
        trigger.CompletionSources.Add("secret", "vulnerability", "permission_drift");
        Add(trigger);
        Add(title);
        Add(summary);
    }

    /// <inheritdoc/>
    protected override SecurityBlock Over(SecurityBlock happened, ParseResult parsed) => happened with
    {
        Trigger = parsed.GetValue(trigger) ?? happened.Trigger,
        Title = parsed.GetValue(title) ?? happened.Title,
        Summary = parsed.GetValue(summary) ?? happened.Summary,
    };

    /// <inheritdoc/>
    protected override string? Missing(SecurityBlock happened) =>
        string.IsNullOrWhiteSpace(happened.Trigger) ? "--trigger (in JSON: trigger)" : null;
}
