using System.Text.Json;
using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;

namespace Daybook.Embedded.Tasks;

/// <summary>Finds an agent's open session in the view of tasks, without reading their journal.</summary>
internal static class OpenSession
{
    // The view is far smaller. A larger one is somebody else's, and its sessions are found by whoever reads tasks.
    private const int BytesMax = 1 << 20;

    /// <summary>The id of the latest one that is open; null where the view tells none, or cannot be read.</summary>
    internal static string? Find(IFileSystem disk, string view, string agent)
    {
        try
        {
            return disk.ReadAll(view, BytesMax) is { } content ? Find(content, agent) : null;
        }
        catch (Exception refused) when (refused is DurabilityException or JsonException or InvalidOperationException)
        {
            // What is wrong with tasks is told by a command about tasks.
            return null;
        }
    }

    private static string? Find(byte[] content, string agent)
    {
        var reader = new Utf8JsonReader(content);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1)
            {
                bool isList = reader.ValueTextEquals("sessions"u8);
                reader.Read();
                if (isList && reader.TokenType == JsonTokenType.StartArray)
                {
                    return FindInList(ref reader, agent);
                }

                reader.Skip();
            }
        }

        return null;
    }

    private static string? FindInList(ref Utf8JsonReader reader, string agent)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            string? id = null;
            bool isAgents = false;
            bool isOpen = true;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                string? name = reader.GetString();
                reader.Read();
                string? value = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
                id = name == "session_id" ? value : id;
                isAgents |= name == "agent" && value == agent;
                isOpen &= name != "ended_at" || value is null;
                reader.Skip();
            }

            if (isAgents && isOpen && id is not null)
            {
                return id;
            }
        }

        return null;
    }
}
