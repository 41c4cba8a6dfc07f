namespace Daybook.Json;

/// <summary>An error on the wire.</summary>
/// <param name="Error">The error.</param>
internal sealed record ErrorEnvelope(ErrorReport Error);
