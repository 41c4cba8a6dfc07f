using System.Text.Json;
using Daybook.Errors;
using Daybook.Json;
using Daybook.Mcp.Answers;
using Daybook.Mcp.Calling;
using Daybook.Prime;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace Daybook.Mcp.Resources;

/// <summary>Records by address: <c>daybook://task/{id}</c>, <c>daybook://run/{id}</c>, <c>daybook://op/{id}</c>.</summary>
internal sealed class RecordResources(IWorkplace workplace)
{
    private const string Scheme = "daybook://";
    private const string MimeType = "application/json";

    /// <summary>What clients are told.</summary>
    public static IReadOnlyList<ResourceTemplate> Templates { get; } = [Template("task", "A task"), Template("run", "A run"), Template("op", "An operation")];

    /// <summary>Reads one.</summary>
    /// <exception cref="McpProtocolException">There is none, or it cannot be read; the code is that of <see cref="ErrorTable"/>.</exception>
    public async ValueTask<ReadResourceResult> ReadAsync(string address, CancellationToken cancellationToken)
    {
        try
        {
            ShownRecord record = await FindAsync(address, cancellationToken).ConfigureAwait(false);
            JsonElement whole = JsonSerializer.SerializeToElement(record, RecordsJson.Default.ShownRecord);
            string text = Shortening.FitAsText(whole, AnswerForm.BytesMax - AnswerForm.EnvelopeBytes - Shortening.SizeOf(address));
            return new ReadResourceResult { Contents = [new TextResourceContents { Uri = address, MimeType = MimeType, Text = text }] };
        }
        catch (Exception failure) when (ProtocolFailure.IsOurs(failure))
        {
            throw ProtocolFailure.Of(failure);
        }
    }

    private static ResourceTemplate Template(string noun, string title) =>
        new() { Name = noun, Title = title, UriTemplate = $"{Scheme}{noun}/{{id}}", MimeType = MimeType };

    private async Task<ShownRecord> FindAsync(string address, CancellationToken cancellationToken)
    {
        string[] parts = address.StartsWith(Scheme, StringComparison.Ordinal) ? address[Scheme.Length..].Split('/') : [];
        if (parts is not ["task" or "run" or "op", { Length: > 0 } escaped])
        {
            throw new NotFoundException($"there is no resource {PlainLine.Of(address, ToolArguments.ToldMax)}") { Hint = "addresses are daybook://task/ID, daybook://run/ID and daybook://op/ID" };
        }

        string id = Uri.UnescapeDataString(escaped);
        DaybookStore store = await workplace.OpenAsync(StoreUse.Read, cancellationToken).ConfigureAwait(false);
        return parts[0] switch
        {
            "task" => Shown(await store.Tasks.GetAsync(id, cancellationToken).ConfigureAwait(false)),
            "run" => Shown(await store.Runs.GetAsync(id, cancellationToken).ConfigureAwait(false)),
            _ => Shown(await store.Operations.GetAsync(id, cancellationToken).ConfigureAwait(false)),
        };
    }

    private static ShownRecord Shown(Daybook.Tasks.TaskRecord task) => new(writer => Daybook.Tasks.TaskJson.Write(writer, task.Outline()), []);

    private static ShownRecord Shown(Daybook.Runs.RunView run) => new(writer => WriteObject(writer, () => Daybook.Runs.RunJson.WriteMembers(writer, run)), []);

    private static ShownRecord Shown(Daybook.Operations.OperationView operation) =>
        new(writer => WriteObject(writer, () => Daybook.Operations.OperationJson.WriteMembers(writer, operation)), []);

    private static void WriteObject(Utf8JsonWriter writer, Action members)
    {
        writer.WriteStartObject();
        members();
        writer.WriteEndObject();
    }
}
