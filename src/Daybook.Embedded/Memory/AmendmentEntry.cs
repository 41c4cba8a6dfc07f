using System.Buffers;
using Daybook.Durability.Logs;

namespace Daybook.Embedded.Memory;

/// <summary>One amendment: decides under the lock of <c>amendments.jsonl</c> whether it says anything new, and writes it.</summary>
/// <param name="decide">Given all that was said so far, the amendment to write, or null. What it throws is the answer.</param>
internal sealed class AmendmentEntry(Func<Amendments, Amendment?> decide) : LogEntry
{
    /// <inheritdoc/>
    protected override void Prepare(LogView view, IBufferWriter<byte> output)
    {
        var said = new Amendments();
        said.ReadOn(view.File, 0, view.Length, new ProblemList());
        if (decide(said) is { } amendment)
        {
            AmendmentLine.Write(amendment, output);
        }
    }
}
