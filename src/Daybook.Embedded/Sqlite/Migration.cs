namespace Daybook.Embedded.Sqlite;

/// <summary>One step from a schema to the next. One that shipped is never changed: its checksum stands in every database it was applied to.</summary>
/// <param name="Version">Its number, counted from 1 without gaps.</param>
/// <param name="Name">What it does, in a few words.</param>
/// <param name="Sql">Its statements, constants of the program.</param>
/// <param name="Checksum">The SHA-256 of its statements, lower-case hex: a constant too, so that no command loads what computes it (ADR 92).</param>
internal sealed record Migration(int Version, string Name, string Sql, string Checksum);
