using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Daybook.Cli.Harnesses;
using Daybook.Drafts;
using Daybook.Embedded;
using Daybook.Errors;
using Daybook.Tasks;

namespace Daybook.Cli.Commands.Hooks;

/// <summary>
/// Where a session stands, kept as a draft under the session's id: what the next one is told, and <c>daybook draft load</c> shows, should this one
/// not come back.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="actor">Who acts, in which session.</param>
/// <param name="harness">Whose session it is.</param>
/// <param name="moment">What makes it worth saving.</param>
/// <param name="payload">What the harness tells.</param>
internal sealed class HookCheckpoint(EmbeddedStore store, TaskActor actor, Harness harness, HookMoment moment, HookPayload payload)
{
    /// <summary>The draft of a session: its own id if that is a UUID, as drafts need, else one that is made of it and always the same.</summary>
    public static string DraftOf(string sessionId) => Guid.TryParse(sessionId, out Guid id)
        ? id.ToString("D")
        : new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(sessionId)).AsSpan(0, 16), bigEndian: true).ToString("D");

    /// <summary>
    /// Saves it in place of the last one. Durable when the task completes. Without a session there is nothing to save, nor where the last one says the
    /// same: an agent stops after each turn, and most turns leave the session where it stood.
    /// </summary>
    public Task SaveAsync(CancellationToken cancellationToken) =>
        new HookSession(store, actor).WorkInAsync(session => SaveAsync(session, cancellationToken), cancellationToken);

    private async Task SaveAsync(SessionRecord session, CancellationToken cancellationToken)
    {
        TaskRecord? task = session.CurrentTaskId is { } current ? await store.Tasks.GetAsync(current, cancellationToken) : null;
        string id = DraftOf(session.SessionId);
        string state = State(session, task);
        try
        {
            if ((await store.Drafts.LoadAsync(id, cancellationToken)).StateJson == state)
            {
                return;
            }
        }
        catch (NotFoundException)
        {
            // Nothing was saved of this session yet.
        }

        await store.Drafts.SaveAsync(new DraftSave { SessionId = id, StateJson = state }, cancellationToken);
    }

    private string State(SessionRecord session, TaskRecord? task)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            string work = task is null ? session.Scope is { } scope ? $": {scope}" : "" : $", working on: {task.Name}";
            json.WriteString("initial_description", $"{harness.Title} session{work}");
            json.WriteString("phase", moment.Word);
            json.WriteString("harness", harness.Name);
            json.WriteString("session_id", session.SessionId);
            Write(json, "scope", session.Scope);
            Write(json, "transcript_path", payload.Transcript);
            if (task is not null)
            {
                json.WriteString("current_task_id", task.Id);
                json.WriteStartArray("files_modified");
                foreach (string file in task.Context.FilesModified)
                {
                    json.WriteStringValue(file);
                }

                json.WriteEndArray();
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    private static void Write(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null)
        {
            json.WriteString(name, text);
        }
    }
}
