using System.Buffers;
using System.Text.Json;
using ModelContextProtocol.Protocol;

namespace Daybook.Mcp.Calling;

/// <summary>One tool: what a model is told of it, and what it does.</summary>
internal abstract class DaybookTool
{
    /// <summary>By which a call that is repeated is recognised.</summary>
    protected static readonly Parameter IdempotencyKey = Parameter.Text("idempotency_key", "Same key: same answer, done once");

    /// <summary>Names the tool.</summary>
    /// <param name="name"><c>noun_verb</c>.</param>
    /// <param name="title">A name for people.</param>
    /// <param name="description">What it is for and when to call it.</param>
    /// <param name="effect">What it does to the store.</param>
    /// <param name="parameters">What it takes.</param>
    protected DaybookTool(string name, string title, string description, ToolEffect effect, params IReadOnlyList<Parameter> parameters)
    {
        Parameters = parameters;
        Definition = new Tool
        {
            Name = name,
            Title = title,
            Description = description,
            InputSchema = SchemaOf(parameters),
            Annotations = new ToolAnnotations
            {
                ReadOnlyHint = effect == ToolEffect.Reads,
                DestructiveHint = effect == ToolEffect.Replaces,
                IdempotentHint = effect != ToolEffect.Adds,
                OpenWorldHint = false,
            },
        };
    }

    /// <summary>What clients are told.</summary>
    public Tool Definition { get; }

    /// <summary>What it takes.</summary>
    public IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>Does what it is for. What the answer says is durable.</summary>
    /// <exception cref="Daybook.Errors.DaybookException">It could not be done.</exception>
    public Task<ToolAnswer> CallAsync(ToolCall call, CancellationToken cancellationToken) =>
        Parameters.Contains(IdempotencyKey) && call.Arguments.Text(IdempotencyKey) is { Length: > 0 } key
            ? call.Repeats.OnceAsync($"{call.Caller.SessionId}\n{Definition.Name}\n{key}", call.Arguments.Canonical(), () => RunAsync(call, cancellationToken))
            : RunAsync(call, cancellationToken);

    /// <summary>Does what it is for, once.</summary>
    protected abstract Task<ToolAnswer> RunAsync(ToolCall call, CancellationToken cancellationToken);

    private static JsonElement SchemaOf(IReadOnlyList<Parameter> parameters)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("type"u8, "object"u8);
            writer.WriteStartObject("properties"u8);
            foreach (Parameter parameter in parameters)
            {
                writer.WritePropertyName(parameter.Name);
                parameter.WriteSchema(writer);
            }

            writer.WriteEndObject();
            string[] required = [.. parameters.Where(static parameter => parameter.IsRequired).Select(static parameter => parameter.Name)];
            if (required.Length > 0)
            {
                writer.WriteStartArray("required"u8);
                foreach (string name in required)
                {
                    writer.WriteStringValue(name);
                }

                writer.WriteEndArray();
            }

            writer.WriteEndObject();
        }

        return JsonElement.Parse(buffer.WrittenSpan);
    }
}
