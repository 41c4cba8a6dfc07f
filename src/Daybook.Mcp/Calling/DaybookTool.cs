using System.Buffers;
using System.Text.Json;
using Daybook.Errors;
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

                // Without a key, once more can be another draft or event.
                IdempotentHint = effect == ToolEffect.Reads,
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
    public Task<ToolAnswer> CallAsync(ToolCall call, CancellationToken cancellationToken)
    {
        if (!Parameters.Contains(IdempotencyKey) || call.Arguments.Text(IdempotencyKey) is not { Length: > 0 } key)
        {
            return RunAsync(call, cancellationToken);
        }

        if (IsForOneClient && call.Connection.Kind == ConnectionKind.AnyClient)
        {
            throw new InvalidInputException($"{Definition.Name} takes no idempotency_key where requests stand alone: another client's could be the same")
            {
                Hint = "call without it; a session (version 2025-11-25 or before) or a server of your own on stdio knows its client and takes one",
            };
        }

        string scoped = $"{call.Connection.Scope}\n{call.Caller.Agent}\n{Definition.Name}\n{key}";
        return call.Repeats.OnceAsync(scoped, call.Arguments.Fingerprint(), () => RunAsync(call, cancellationToken), cancellationToken);
    }

    /// <summary>Whether what it answers is for whoever called and nobody else, so that a key must not give it to another client.</summary>
    protected virtual bool IsForOneClient => false;

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
