using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Daybook.Cli.Input;

/// <summary>
/// Cuts a stream into pieces that should be one JSON object each: one per line, or one over several lines as people and programs indent it.
/// A line that is cut off is a piece of its own, and so is an indented object that breaks off: its further lines, which are indented or
/// close a bracket, belong to it and are not taken for objects.
/// </summary>
internal sealed class JsonItems(Stream input)
{
    private readonly ArrayBufferWriter<byte> open = new();
    private readonly Queue<InputItem> ready = new();
    private JsonReaderState state;

    /// <summary>How much of <see cref="open"/> the state covers; a comma, say, is read only together with what follows it.</summary>
    private int consumed;
    private long openLine;
    private bool isSkipping;

    /// <summary>Reads the pieces, each as soon as it is complete.</summary>
    public async IAsyncEnumerable<InputItem> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (InputItem line in new InputLines(input).ReadAsync(cancellationToken))
        {
            Take(line);
            while (ready.TryDequeue(out InputItem item))
            {
                yield return item;
            }
        }

        if (open.WrittenCount > 0)
        {
            Close();
            yield return ready.Dequeue();
        }
    }

    private static bool IsBlank(byte[] line) => line.AsSpan().Trim(" \t\r"u8).IsEmpty;

    private static bool IsContinuation(byte[] line) => line[0] is (byte)' ' or (byte)'\t' or (byte)'}' or (byte)']';

    // Whatever is open: nobody who indents leaves an object that fills its line at the margin, so it is a record of its own.
    private static bool IsObject(byte[] line)
    {
        if (line[0] != (byte)'{')
        {
            return false;
        }

        var reader = new Utf8JsonReader(line);
        try
        {
            reader.Read();
            reader.Skip();
            return !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private void Take(InputItem line)
    {
        if (line.Bytes is not { } bytes)
        {
            Close();
            ready.Enqueue(line);
            return;
        }

        if (IsBlank(bytes) || (isSkipping && IsContinuation(bytes)))
        {
            return;
        }

        isSkipping = false;
        if (open.WrittenCount > 0 && IsObject(bytes))
        {
            Close();
        }

        bool hasOpen = open.WrittenCount > 0;
        JsonProgress progress = hasOpen && open.WrittenCount + bytes.Length > InputLines.BytesMax ? JsonProgress.Broken : Advance(bytes);
        if (hasOpen && progress == JsonProgress.Broken)
        {
            // This line does not go on with what is open; that stays as it is and will be refused.
            Close();
            isSkipping = IsContinuation(bytes);
            if (isSkipping)
            {
                return;
            }

            progress = Advance(bytes);
        }

        openLine = open.WrittenCount == 0 ? line.Line : openLine;
        open.Write(bytes);
        open.Write("\n"u8);
        if (progress != JsonProgress.Unfinished)
        {
            Close();
        }
    }

    private void Close()
    {
        if (open.WrittenCount > 0)
        {
            ready.Enqueue(new InputItem(openLine, open.WrittenSpan.ToArray()));
            open.ResetWrittenCount();
        }

        state = default;
        consumed = 0;
    }

    // A token never goes over the end of a line, so each line is read once, from the state that the lines before it left.
    private JsonProgress Advance(byte[] line)
    {
        byte[] unread = [.. open.WrittenSpan[consumed..], .. line, (byte)'\n'];
        int mark = consumed == 0 && unread.AsSpan().StartsWith("\uFEFF"u8) ? "\uFEFF"u8.Length : 0;
        var reader = new Utf8JsonReader(unread.AsSpan(mark), isFinalBlock: false, state);
        JsonTokenType last = JsonTokenType.None;
        try
        {
            while (reader.Read())
            {
                last = reader.TokenType;
            }
        }
        catch (JsonException)
        {
            return JsonProgress.Broken;
        }

        state = reader.CurrentState;
        consumed += mark + (int)reader.BytesConsumed;
        bool isOpen = reader.CurrentDepth > 0 || last is JsonTokenType.StartObject or JsonTokenType.StartArray or JsonTokenType.None;
        return isOpen ? JsonProgress.Unfinished : JsonProgress.Whole;
    }
}
