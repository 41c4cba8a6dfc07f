using Daybook.Cli.Output;
using Daybook.Tasks;

namespace Daybook.Cli.Commands.Sessions;

/// <summary>Shows sessions to people.</summary>
internal static class SessionText
{
    /// <summary>Two lines: who and when, and what about.</summary>
    public static void WriteBrief(ILineWriter text, SessionRecord session)
    {
        Piece state = session.EndedAt is null ? new Piece("open ", Tone.Good) : new Piece("ended", Tone.Faint);
        string until = TimeText.Minute(session.EndedAt) is { } end ? $" to {end}" : "";
        string scope = session.Scope is { } words ? $"  {words}" : "";
        text.WriteLine(
            state, "  ", new Piece($"{TimeText.Minute(session.StartedAt)}{until}", Tone.Faint), "  ", session.Agent ?? "", new Piece(scope, Tone.Strong));
        string current = session.CurrentTaskId is { } task ? $"  works on {task}" : "";
        text.WriteLine(new Piece($"  {session.SessionId}{current}", Tone.Faint));
    }

    /// <summary>Everything, one field after the other.</summary>
    public static void WriteAll(ILineWriter text, SessionRecord session)
    {
        FieldText.Write(text, "session_id", session.SessionId);
        FieldText.Write(text, "agent", session.Agent);
        FieldText.Write(text, "started_at", TimeText.Exact(session.StartedAt));
        FieldText.Write(text, "ended_at", TimeText.Exact(session.EndedAt));
        FieldText.Write(text, "current_task", session.CurrentTaskId);
        FieldText.Write(text, "scope", session.Scope);
    }
}
