using Daybook.Cli.Output;
using Daybook.Json;
using Daybook.Tasks;

namespace Daybook.Cli.Commands.Sessions;

/// <summary>Prints the session that a command is about.</summary>
internal static class SessionAnswer
{
    /// <summary>Prints it in the form that the reader asked for.</summary>
    /// <param name="console">Where to.</param>
    /// <param name="session">The session.</param>
    /// <param name="write">Writes it for people.</param>
    public static void Print(IConsole console, SessionRecord session, Action<ILineWriter> write)
    {
        switch (console.Mode)
        {
            case OutputMode.Json:
                console.WriteJson(session, RecordsJson.Default.SessionRecord);
                break;
            case OutputMode.Quiet:
                console.WriteId(session.SessionId);
                break;
            default:
                write(console.Text);
                break;
        }
    }

    /// <summary>Prints one that was changed; a person gets one line.</summary>
    public static void PrintChanged(IConsole console, SessionRecord session, string verb) =>
        Print(console, session, text => text.WriteLine(new Piece(verb, Tone.Good), " session ", session.SessionId));
}
