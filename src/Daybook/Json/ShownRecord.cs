using System.Text.Json;
using Daybook.Links;

namespace Daybook.Json;

/// <summary>A record as <c>show</c> answers with it: its own members, then what refers to it.</summary>
/// <param name="Write">Writes the record as one object.</param>
/// <param name="References">What refers to it.</param>
internal sealed record ShownRecord(Action<Utf8JsonWriter> Write, IReadOnlyList<RecordReference> References);
