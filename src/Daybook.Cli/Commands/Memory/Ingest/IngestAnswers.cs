using System.Text;
using Daybook.Cli.Output;
using Daybook.Json;
using Daybook.Memory;

namespace Daybook.Cli.Commands.Memory.Ingest;

/// <summary>
/// Prints the answers of <c>memory ingest</c>. In JSON they are one listing, written item by item as they come, so that an endless input
/// needs no endless memory.
/// </summary>
internal sealed class IngestAnswers(IConsole console) : IAddAnswers
{
    private readonly AddAnswers lines = new(console);
    private long count;

    /// <inheritdoc/>
    public void Print(AddAnswer answer, MemoryRecord? record)
    {
        if (console.Mode != OutputMode.Json)
        {
            lines.Print(answer, record);
            return;
        }

        console.WriteJsonBetween(count == 0 ? "{\"items\":[\n"u8 : ","u8);
        console.WriteJson(new IngestItem(answer, record), CliJson.Default.IngestItem);
        count++;
    }

    /// <inheritdoc/>
    public void End()
    {
        if (count > 0 && console.Mode == OutputMode.Json)
        {
            console.WriteJsonBetween(Encoding.UTF8.GetBytes($"],\"total\":{count}}}\n"));
        }
    }
}
