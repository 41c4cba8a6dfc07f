namespace Daybook.Embedded.Memory;

/// <summary>Whether a line is worth reading, by a glance at its bytes.</summary>
/// <param name="line">The line without its ending.</param>
internal delegate bool LineGlance(ReadOnlySpan<byte> line);
