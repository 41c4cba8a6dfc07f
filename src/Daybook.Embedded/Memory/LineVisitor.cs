using Daybook.Durability.Logs;

namespace Daybook.Embedded.Memory;

/// <summary>Looks at one line.</summary>
internal delegate void LineVisitor(LogLine line);
