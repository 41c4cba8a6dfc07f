using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Daybook.Cli.Output;

/// <summary>The console of a process: its stdout and stderr.</summary>
internal sealed class StandardConsole : IConsole
{
    private const int BufferBytes = 16 << 10;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);
    private static readonly JsonWriterOptions JsonOptions = new() { Encoder = TerminalJsonEncoder.Instance, SkipValidation = true };

    private readonly BufferedStream data;
    private readonly StreamWriter output;
    private readonly StreamWriter error;
    private readonly Surroundings surroundings;

    /// <summary>Decides about colour: only for a person at a terminal that has it, and who did not decline.</summary>
    public StandardConsole(Surroundings surroundings, OutputMode mode, bool isColourDeclined)
    {
        this.surroundings = surroundings;
        Mode = mode;
        data = new BufferedStream(surroundings.Output, BufferBytes);
        output = new StreamWriter(data, Utf8, BufferBytes, leaveOpen: true);
        error = new StreamWriter(surroundings.Error, Utf8, BufferBytes, leaveOpen: true);
        bool isColourful = mode == OutputMode.Text
            && !isColourDeclined
            && string.IsNullOrEmpty(surroundings.Environment("NO_COLOR"))
            && surroundings.Environment("TERM") != "dumb";
        Text = LinesTo(output, isColourful && surroundings.IsOutputTerminal);
        Words = LinesTo(error, isColourful && surroundings.IsErrorTerminal);
    }

    /// <inheritdoc/>
    public OutputMode Mode { get; }

    /// <inheritdoc/>
    public ILineWriter Text { get; }

    /// <inheritdoc/>
    public ILineWriter Words { get; }

    /// <inheritdoc/>
    public void WriteJson<T>(T value, JsonTypeInfo<T> type) => WriteJson(data, value, type);

    /// <inheritdoc/>
    public void WriteId(string id)
    {
        output.Write(TerminalText.OneLine(id));
        output.Write('\n');
    }

    /// <inheritdoc/>
    public void Flush() => output.Flush();

    /// <inheritdoc/>
    public void WriteError(ErrorReport error)
    {
        if (Mode == OutputMode.Json)
        {
            WriteJson(surroundings.Error, new ErrorEnvelope(error), CliJson.Default.ErrorEnvelope);
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
        using var line = new ProgressLine(isWatched ? error : null, what, surroundings.Ports.Time);
        return await work(line);
    }

    // In one piece, since other processes may share the stream.
    private static void WriteJson<T>(Stream stream, T value, JsonTypeInfo<T> type)
    {
        var line = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(line, JsonOptions))
        {
            JsonSerializer.Serialize(json, value, type);
        }

        line.Write("\n"u8);
        stream.Write(line.WrittenSpan);
    }

    private static ILineWriter LinesTo(TextWriter writer, bool isColourful) => isColourful ? Colourful(writer) : new PlainLineWriter(writer);

    // Not inlined, so that compiling the callers does not load Spectre.Console.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ColourLineWriter Colourful(TextWriter writer) => new(writer);
}
