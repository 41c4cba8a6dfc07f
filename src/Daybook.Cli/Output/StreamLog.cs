using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Daybook.Cli.Output;

/// <summary>The log of a server, line by line on stderr: stdout carries messages. It says only what is at least as grave as asked for.</summary>
internal sealed class StreamLog : ILoggerFactory, ILogger
{
    private const string VariableName = "DAYBOOK_LOG";

    private readonly TextWriter writer;
    private readonly LogLevel least;
    private readonly TimeProvider time;

    private StreamLog(TextWriter writer, LogLevel least, TimeProvider time)
    {
        this.writer = TextWriter.Synchronized(writer);
        this.least = least;
        this.time = time;
    }

    /// <summary>The log that <c>DAYBOOK_LOG</c> asks for (trace, debug, information, warning, error); warnings where it asks for none.</summary>
    public static StreamLog Of(Surroundings surroundings)
    {
        LogLevel least = Enum.TryParse(surroundings.Variable(VariableName), ignoreCase: true, out LogLevel named) && Enum.IsDefined(named) ? named : LogLevel.Warning;
        var writer = new StreamWriter(surroundings.Error, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { AutoFlush = true };
        return new StreamLog(writer, least, surroundings.Ports.Time);
    }

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => this;

    /// <inheritdoc/>
    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("there is one log");

    /// <inheritdoc/>
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    /// <inheritdoc/>
    public bool IsEnabled(LogLevel logLevel) => logLevel >= least && logLevel != LogLevel.None;

    /// <inheritdoc/>
    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel))
        {
            return;
        }

        string text = TerminalText.OneLine(formatter(state, exception));
        string cause = exception is null ? "" : TerminalText.OneLine($" ({exception.GetType().Name}: {exception.Message})");
        try
        {
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{time.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss.fff'Z'} {logLevel} {text}{cause}"));
        }
        catch (IOException)
        {
            // Nobody reads stderr; the server goes on.
        }
    }

    /// <summary>Each line is on its way when it was written, and the stream is not the log's: one that nobody reads would be waited for without end.</summary>
    public void Dispose()
    {
    }
}
