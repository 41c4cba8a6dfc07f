using System.Text.Json.Serialization.Metadata;
using Daybook.Json;

namespace Daybook.Cli.Output;

/// <summary>What a command says: data on stdout in the form that its reader asked for, words on stderr.</summary>
internal interface IConsole
{
    /// <summary>Who reads stdout.</summary>
    OutputMode Mode { get; }

    /// <summary>Lines for people on stdout.</summary>
    ILineWriter Text { get; }

    /// <summary>Words on stderr, in every mode.</summary>
    ILineWriter Words { get; }

    /// <summary>Writes one line of JSON to stdout.</summary>
    void WriteJson<T>(T value, JsonTypeInfo<T> type);

    /// <summary>Writes what stands between values of JSON that are written one by one as they come.</summary>
    void WriteJsonBetween(ReadOnlySpan<byte> utf8);

    /// <summary>Writes an id on a line of its own to stdout.</summary>
    void WriteId(string id);

    /// <summary>Hands what was written to stdout to the system. A command that answers once need not: it happens at its end.</summary>
    void Flush();

    /// <summary>Says on stderr what went wrong, as JSON in JSON mode.</summary>
    void WriteError(ErrorReport error);

    /// <summary>Waits for something that may take long. After a second a person at a terminal is told on stderr what takes the time.</summary>
    /// <param name="what">What is done: <c>Reading memory</c>.</param>
    /// <param name="work">The work; it may tell how many bytes it is done with.</param>
    Task<T> PatientlyAsync<T>(string what, Func<IProgress<long>, Task<T>> work);
}
