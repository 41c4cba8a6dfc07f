using System.Buffers;
using System.Text;
using Daybook.Cli.Output;

namespace Daybook.Cli.Commands.Runs;

/// <summary>Prints bytes of unknown meaning: as they are, or as lines that harm no terminal.</summary>
internal sealed class LogPrinter(CommandCall call)
{
    /// <summary>How many bytes are printed at once at most.</summary>
    public const int BufferBytes = 256 << 10;

    /// <summary>A longer line is cut into several.</summary>
    private const int LineBytesMax = 1 << 20;

    private readonly ArrayBufferWriter<byte> begun = new();
    private readonly bool isPlain = call.Console.Mode != OutputMode.Json && !call.Surroundings.IsOutputTerminal;
    private long number;

    /// <summary>Prints some bytes; a line that is not over yet waits.</summary>
    public void Print(ReadOnlySpan<byte> bytes)
    {
        if (isPlain)
        {
            call.Surroundings.Output.Write(bytes);
            return;
        }

        while (!bytes.IsEmpty)
        {
            int end = bytes.IndexOf((byte)'\n');
            begun.Write(end < 0 ? bytes : bytes[..end]);
            bytes = end < 0 ? [] : bytes[(end + 1)..];
            if (end >= 0 || begun.WrittenCount > LineBytesMax)
            {
                PrintLine();
            }
        }
    }

    /// <summary>Prints what is left.</summary>
    public void End()
    {
        if (begun.WrittenCount > 0)
        {
            PrintLine();
        }

        call.Surroundings.Output.Flush();
    }

    private void PrintLine()
    {
        string line = Encoding.UTF8.GetString(begun.WrittenSpan).TrimEnd('\r');
        begun.ResetWrittenCount();
        number++;
        if (call.Console.Mode == OutputMode.Json)
        {
            call.Console.WriteJson(new RunLogLine(number, line), CliJson.Default.RunLogLine);
        }
        else
        {
            call.Console.Text.WriteLine(line);
        }
    }
}
