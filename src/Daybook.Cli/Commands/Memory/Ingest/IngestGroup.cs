namespace Daybook.Cli.Commands.Memory.Ingest;

/// <summary><c>daybook memory ingest</c></summary>
internal static class IngestGroup
{
    /// <summary>Builds the group of commands.</summary>
    public static GroupCommand Of(CommandFrame frame) => new(
        frame,
        "ingest",
        "Remembers what happened, from what its source sends. The same event within 24 hours is stored once.",
        [
            "daybook memory ingest incident --from-json sentry.json --repo acme/web",
            "daybook memory ingest revert --repo acme/web --sha 9d3e1b2 --reverted-sha 4f2a9c1",
        ],
        [
            new("incident", () => new IncidentCommand(frame)),
            new("governor-hold", () => new GovernorHoldCommand(frame)),
            new("deploy-failure", () => new DeployFailureCommand(frame)),
            new("security-block", () => new SecurityBlockCommand(frame)),
            new("verifier-cluster", () => new VerifierClusterCommand(frame)),
            new("revert", () => new RevertCommand(frame)),
        ]);
}
