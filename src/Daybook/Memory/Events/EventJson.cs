using System.Text.Json;
using System.Text.Unicode;
using Daybook.Errors;

namespace Daybook.Memory.Events;

/// <summary>Reads events from the JSON that their sources send, as it arrives. Pure.</summary>
public static class EventJson
{
    private const int DepthMax = 64;

    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false, MaxDepth = DepthMax };

    /// <summary>
    /// Reads one message. Fields that are not known are passed over; the ones that are may be missing or null.
    /// <list type="bullet">
    /// <item><c>incident</c>: a Sentry webhook (<c>event_alert</c>, <c>issue</c>), or the event or issue alone.</item>
    /// <item><c>governor_hold</c>: a decision: <c>outcome, reason, risk_class</c> and the common fields.</item>
    /// <item><c>deploy_failure</c>: a GitHub <c>workflow_run</c> webhook, the run alone, or <c>conclusion, failure_type</c> and the common
    /// fields.</item>
    /// <item><c>security_block</c>: a scan result: <c>trigger, paths, title, summary</c> and the common fields.</item>
    /// <item><c>verifier_cluster</c>: a list <c>classes</c> of <c>failure_type, paths, summary</c>, or one of them alone, and the common
    /// fields.</item>
    /// <item><c>revert</c>: a GitHub <c>push</c> webhook, or <c>reverted_sha</c> and the common fields.</item>
    /// </list>
    /// The common fields are <c>repo, sha, pr_number, timestamp, url, paths</c>.
    /// </summary>
    /// <param name="type">The type of event, such as <see cref="Incident.TypeName"/>.</param>
    /// <param name="json">The message in UTF-8.</param>
    /// <exception cref="InvalidInputException">
    /// The type is not one of the six, or the message is not JSON, nested too deep, or has a field of another type than it should.
    /// </exception>
    public static EventReading Read(string type, ReadOnlyMemory<byte> json)
    {
        ArgumentNullException.ThrowIfNull(type);
        Func<JsonFields, EventReading> read = ReaderOf(type);
        using JsonDocument document = Parse(json);
        return read(JsonFields.Of(document.RootElement));
    }

    private static Func<JsonFields, EventReading> ReaderOf(string type) => type switch
    {
        Incident.TypeName => SentryJson.Read,
        GovernorHold.TypeName => GovernorJson.Read,
        DeployFailure.TypeName => WorkflowRunJson.Read,
        SecurityBlock.TypeName => ScanJson.Read,
        VerifierCluster.TypeName => VerifierJson.Read,
        Revert.TypeName => PushJson.Read,
        _ => throw new InvalidInputException($"'{type}' is not a type of event that is read from a source")
        {
            Hint = "use incident, governor_hold, deploy_failure, security_block, verifier_cluster or revert",
        },
    };

    private static JsonDocument Parse(ReadOnlyMemory<byte> json)
    {
        if (!Utf8.IsValid(json.Span))
        {
            throw new InvalidInputException("the input is not valid UTF-8");
        }

        if (json.Span.StartsWith("\uFEFF"u8))
        {
            json = json["\uFEFF"u8.Length..];
        }

        try
        {
            return JsonDocument.Parse(json, Options);
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            // The place that the parser names counts from the start of this message, which would mislead; a name that is half of a
            // surrogate pair is found while names are compared.
            throw new InvalidInputException($"the input is not JSON: {broken.Message.Split(" LineNumber:", 2)[0].Trim()}", broken);
        }
    }
}
