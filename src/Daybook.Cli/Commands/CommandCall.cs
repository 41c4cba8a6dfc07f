using System.CommandLine;
using Daybook.Cli.Output;
using Daybook.Cli.Stores;

namespace Daybook.Cli.Commands;

/// <summary>One call of a command.</summary>
/// <param name="Surroundings">The outside world.</param>
/// <param name="Parsed">The command line.</param>
/// <param name="Console">Where the command speaks.</param>
/// <param name="Stores">The way to the store that the command line means.</param>
internal sealed record CommandCall(Surroundings Surroundings, ParseResult Parsed, IConsole Console, StoreAccess Stores)
{
    /// <summary>The value of an option, or its default.</summary>
    public T? Value<T>(Option<T> option) => Parsed.GetValue(option);

    /// <summary>Tells, on stderr, what goes wrong beside what the command is for.</summary>
    public void Warn(string text) => Console.Words.WriteLine(new Piece("warning: ", Tone.Warning), text);

    /// <summary>Tells something in passing, on stderr.</summary>
    public void Note(string text) => Console.Words.WriteLine(new Piece("note: ", Tone.Faint), text);
}
