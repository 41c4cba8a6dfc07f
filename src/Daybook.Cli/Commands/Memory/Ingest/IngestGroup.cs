using Daybook.Memory.Events;

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
            new(Incident.TypeName, () => new IncidentCommand(frame)),
            new(GovernorHold.TypeName, () => new GovernorHoldCommand(frame)),
            new(DeployFailure.TypeName, () => new DeployFailureCommand(frame)),
            new(SecurityBlock.TypeName, () => new SecurityBlockCommand(frame)),
            new(VerifierCluster.TypeName, () => new VerifierClusterCommand(frame)),
            new(Revert.TypeName, () => new RevertCommand(frame)),
        ]);
}
