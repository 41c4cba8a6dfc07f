using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Threading.Channels;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace Daybook.Mcp.Transports;

/// <summary>
/// Messages as lines over two streams, as on stdio. A line that is no message is answered with an error and the next one is read; one that
/// is longer than <see cref="MessageBytesMax"/> is skipped without being held in memory. The end of the input ends the session.
/// </summary>
public sealed class LineTransport : ITransport
{
    /// <summary>The longest message: a record of the largest size with everything in it escaped.</summary>
    public const int MessageBytesMax = 8 << 20;

    // Messages that wait to be taken; a client that sends faster than it is served is slowed down by its pipe.
    private const int WaitingMax = 256;
    private const byte LineEnd = (byte)'\n';

    private readonly PipeReader reader;
    private readonly Stream output;
    private readonly Channel<JsonRpcMessage> messages = Channel.CreateBounded<JsonRpcMessage>(new BoundedChannelOptions(WaitingMax) { SingleReader = true, SingleWriter = true });
    private readonly SemaphoreSlim turn = new(1);
    private readonly CancellationTokenSource ended = new();
    private bool isSkipping;

    /// <summary>Begins to read what cannot be awaited, as stdin.</summary>
    /// <param name="input">Where messages come from.</param>
    /// <param name="output">Where messages go. Nothing else may write to it.</param>
    public LineTransport(BlockingInput input, Stream output)
        : this(InputOf(input).Stream, output) => InputEnded = input.Ended;

    /// <summary>Begins to read.</summary>
    /// <param name="input">Where messages come from.</param>
    /// <param name="output">Where messages go. Nothing else may write to it.</param>
    public LineTransport(Stream input, Stream output)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(output);
        reader = PipeReader.Create(input, new StreamPipeReaderOptions(bufferSize: 64 << 10, leaveOpen: true));
        this.output = output;
        InputEnded = messages.Reader.Completion;
        _ = Task.Run(ReadAllAsync);
    }

    /// <inheritdoc/>
    public string? SessionId => null;

    /// <inheritdoc/>
    public ChannelReader<JsonRpcMessage> MessageReader => messages.Reader;

    /// <summary>Completes when nothing more comes in, while messages that came before may still wait to be taken.</summary>
    internal Task InputEnded { get; private init; }

    private static JsonTypeInfo<JsonRpcMessage> MessageType => (JsonTypeInfo<JsonRpcMessage>)McpJsonUtilities.DefaultOptions.GetTypeInfo(typeof(JsonRpcMessage));

    /// <inheritdoc/>
    public async Task SendMessageAsync(JsonRpcMessage message, CancellationToken cancellationToken = default)
    {
        byte[] line = [.. JsonSerializer.SerializeToUtf8Bytes(message, MessageType), LineEnd];
        await WriteAsync(line, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!ended.IsCancellationRequested)
        {
            await ended.CancelAsync().ConfigureAwait(false);
            reader.CancelPendingRead();

            // A read of a terminal or pipe cannot be cancelled; it ends with the process.
            messages.Writer.TryComplete();
        }
    }

    private static BlockingInput InputOf(BlockingInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return input;
    }

    private async Task ReadAllAsync()
    {
        try
        {
            while (!ended.IsCancellationRequested)
            {
                ReadResult read = await reader.ReadAsync(ended.Token).ConfigureAwait(false);
                ReadOnlySequence<byte> rest = await TakeLinesAsync(read.Buffer).ConfigureAwait(false);
                if (rest.Length > MessageBytesMax)
                {
                    rest = await SkipAsync(rest).ConfigureAwait(false);
                }

                reader.AdvanceTo(rest.Start, rest.End);
                if (read.IsCompleted)
                {
                    // Half a message before the end is no message: whoever sent it is gone.
                    return;
                }
            }
        }
        catch (Exception failure) when (failure is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The input is gone, which is its end, too.
        }
        finally
        {
            messages.Writer.TryComplete();
        }
    }

    private async Task<ReadOnlySequence<byte>> TakeLinesAsync(ReadOnlySequence<byte> rest)
    {
        while (rest.PositionOf(LineEnd) is { } end)
        {
            ReadOnlySequence<byte> line = rest.Slice(0, end);
            rest = rest.Slice(rest.GetPosition(1, end));
            if (isSkipping)
            {
                isSkipping = false;
            }
            else if (line.Length > MessageBytesMax)
            {
                await RefuseAsync(TooLong(line)).ConfigureAwait(false);
            }
            else
            {
                await TakeAsync(line).ConfigureAwait(false);
            }
        }

        return rest;
    }

    /// <summary>Lets go of the beginning of a line that is too long, and of what follows up to its end.</summary>
    private async Task<ReadOnlySequence<byte>> SkipAsync(ReadOnlySequence<byte> rest)
    {
        if (!isSkipping)
        {
            isSkipping = true;
            await RefuseAsync(TooLong(rest)).ConfigureAwait(false);
        }

        return rest.Slice(rest.End);
    }

    private async Task TakeAsync(ReadOnlySequence<byte> line)
    {
        LineReading reading = LineReading.Of(line, MessageType);
        if (reading.Message is { } message)
        {
            await messages.Writer.WriteAsync(message, ended.Token).ConfigureAwait(false);
        }
        else if (reading.Refusal is { } refusal)
        {
            await RefuseAsync(refusal).ConfigureAwait(false);
        }
    }

    private static byte[] TooLong(ReadOnlySequence<byte> beginning) => LineReading.Refuse(
        (int)McpErrorCode.InvalidRequest,
        $"the message is longer than {MessageBytesMax} bytes and was not read",
        LineReading.IdOf(beginning, isWhole: false, out _));

    private Task RefuseAsync(byte[] refusal) => WriteAsync(refusal, ended.Token);

    private async Task WriteAsync(byte[] line, CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // Not cancelled half-way: half a line would spoil the next one.
            await output.WriteAsync(line, CancellationToken.None).ConfigureAwait(false);
            await output.FlushAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (IOException)
        {
            // Nobody reads any more. The end of the input follows, or has come; work that was begun is durable or not, whoever listens.
            messages.Writer.TryComplete();
        }
        finally
        {
            turn.Release();
        }
    }
}
