using System.Text.Json.Serialization.Metadata;
using Daybook.Json;

namespace Daybook.Cli.Output;

/// <summary>How the items of a listing are printed.</summary>
/// <param name="Json">The listing as JSON; asked for only where it is printed as such, since it takes a while to set up.</param>
/// <param name="WriteBrief">Writes one item for people.</param>
/// <param name="IdOf">An item's id, where it has one.</param>
/// <param name="Kind">The kind, by which doctor knows it; empty for items of all kinds.</param>
internal sealed record PageForm<T>(Func<JsonTypeInfo<Listing<T>>> Json, Action<ILineWriter, T> WriteBrief, Func<T, string?> IdOf, string Kind);
