using System.Buffers;

namespace Daybook.Durability.Logs;

/// <summary>Decides for each line of a log that is being rewritten.</summary>
/// <param name="line">The line.</param>
/// <param name="replacement">Takes the new line, without a newline, where the verdict is <see cref="LineVerdict.Replace"/>.</param>
public delegate LineVerdict LineMender(LogLine line, IBufferWriter<byte> replacement);
