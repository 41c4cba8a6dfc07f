using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Daybook.Json;

namespace Daybook.Cli.Output;

/// <summary>The console of a process: its stdout and stderr.</summary>
internal sealed class StandardConsole : IConsole
{
    private const int BufferBytes = 16 << 10;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);
    private readonly Surroundings surroundings;
    private readonly TextWriter errorWriter;

    /// <summary>JSON and ids that are not handed to the system yet.</summary>
    private readonly ArrayBufferWriter<byte> pending = new();

    /// <summary>Decides about colour: only for a person at a terminal that has it, and who did not decline.</summary>
    public StandardConsole(Surroundings surroundings, OutputMode mode, bool isColourDeclined)
    {
        this.surroundings = surroundings;
        Mode = mode;
        errorWriter = WriterTo(surroundings.Error);
        bool isColourful = mode == OutputMode.Text
            && !isColourDeclined
            && string.IsNullOrEmpty(surroundings.Environment("NO_COLOR"))
            && surroundings.Environment("TERM") != "dumb";
        Text = LinesTo(WriterTo(surroundings.Output), isColourful && surroundings.IsOutputTerminal, surroundings.Columns);
        Words = LinesTo(errorWriter, isColourful && surroundings.IsErrorTerminal, surroundings.Columns);
    }

    /// <inheritdoc/>
    public OutputMode Mode { get; }

    /// <inheritdoc/>
    public ILineWriter Text { get; }

    /// <inheritdoc/>
    public ILineWriter Words { get; }

    /// <inheritdoc/>
    public void WriteJson<T>(T value, JsonTypeInfo<T> type)
    {
        AppendJson(pending, value, type);
        FlushWhenLarge();
    }

    /// <inheritdoc/>
    public void WriteJsonBetween(ReadOnlySpan<byte> utf8) => pending.Write(utf8);

    /// <inheritdoc/>
    public void WriteId(string id)
    {
        Utf8.GetBytes(TerminalText.OneLine(id), pending);
        pending.Write("\n"u8);
        FlushWhenLarge();
    }

    /// <inheritdoc/>
    public void Flush()
    {
        if (pending.WrittenCount > 0)
        {
            // Emptied first, so that a failed write is not tried again on the way out.
            byte[] bytes = pending.WrittenSpan.ToArray();
            pending.ResetWrittenCount();
            surroundings.Output.Write(bytes);
        }

        surroundings.Output.Flush();
    }

    /// <inheritdoc/>
    public void WriteError(ErrorReport error)
    {
        if (Mode == OutputMode.Json)
        {
            var json = new ArrayBufferWriter<byte>();
            AppendJson(json, new ErrorEnvelope(error), RecordsJson.Default.ErrorEnvelope);
            surroundings.Error.Write(json.WrittenSpan);
            surroundings.Error.Flush();
            return;
        }

        string place = error.Line is { } line ? $"line {line}: " : "";
        Words.WriteLine(new Piece("error: ", Tone.Bad), place + error.Message);
        if (error.Hint is { } hint)
        {
            Words.WriteLine(new Piece("hint: ", Tone.Faint), hint);
        }

        foreach (string candidate in error.Candidates ?? [])
        {
            Words.WriteLine("  ", candidate);
        }
    }

    /// <inheritdoc/>
    public async Task<T> PatientlyAsync<T>(string what, Func<IProgress<long>, Task<T>> work)
    {
        bool isWatched = Mode == OutputMode.Text && surroundings.IsErrorTerminal;
        using var line = new ProgressLine(isWatched ? errorWriter : null, what, surroundings.Ports.Time);
        return await work(line);
    }

    private void FlushWhenLarge()
    {
        if (pending.WrittenCount >= BufferBytes)
        {
            Flush();
        }
    }

    private static void AppendJson<T>(ArrayBufferWriter<byte> buffer, T value, JsonTypeInfo<T> type)
    {
        var options = new JsonWriterOptions { Encoder = TerminalJsonEncoder.Instance, SkipValidation = true };
        using (var json = new Utf8JsonWriter(buffer, options))
        {
            JsonSerializer.Serialize(json, value, type);
        }

        buffer.Write("\n"u8);
    }

    // Never disposed, since the streams belong to the process; every line is flushed.
    private static StreamWriter WriterTo(Stream stream) => new(stream, Utf8, BufferBytes, leaveOpen: true);

    private static ILineWriter LinesTo(TextWriter writer, bool isColourful, Lazy<int?> columns) => isColourful ? Colourful(writer, columns.Value) : new PlainLineWriter(writer);

    // Not inlined, so that compiling the callers does not load Spectre.Console.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ColourLineWriter Colourful(TextWriter writer, int? columns) => new(writer, columns);
}
