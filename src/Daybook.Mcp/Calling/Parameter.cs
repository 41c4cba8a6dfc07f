using System.Text.Json;

namespace Daybook.Mcp.Calling;

/// <summary>One argument that a tool takes. Schema, reading and documentation all come from here.</summary>
/// <param name="Name">Its name, snake_case.</param>
/// <param name="Type">What values it takes.</param>
/// <param name="Description">What it means, for a model that must choose; empty where the name says it.</param>
internal sealed record Parameter(string Name, ParameterType Type, string Description)
{
    /// <summary>Whether a call has to give it.</summary>
    public bool IsRequired { get; init; }

    /// <summary>The words it takes, where it takes only certain ones.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>The smallest number.</summary>
    public long? Min { get; init; }

    /// <summary>The largest number.</summary>
    public long? Max { get; init; }

    /// <summary>A text that must be given.</summary>
    public static Parameter Required(string name, string description) => new(name, ParameterType.Text, description) { IsRequired = true };

    /// <summary>A text.</summary>
    public static Parameter Text(string name, string description) => new(name, ParameterType.Text, description);

    /// <summary>A list of texts.</summary>
    public static Parameter Texts(string name, string description) => new(name, ParameterType.Texts, description);

    /// <summary>A whole number within bounds.</summary>
    public static Parameter Whole(string name, string description, long? min, long? max) => new(name, ParameterType.Whole, description) { Min = min, Max = max };

    /// <summary>One of some words.</summary>
    public static Parameter Word(string name, string description, IReadOnlyList<string> words) => new(name, ParameterType.Text, description) { Words = words };

    /// <summary>Writes the schema of its values.</summary>
    public void WriteSchema(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        if (Type.SchemaName() is { } type)
        {
            writer.WriteString("type"u8, type);
        }

        if (Type == ParameterType.Texts)
        {
            writer.WriteStartObject("items"u8);
            writer.WriteString("type"u8, "string"u8);
            writer.WriteEndObject();
        }

        if (Words.Count > 0)
        {
            writer.WriteStartArray("enum"u8);
            foreach (string word in Words)
            {
                writer.WriteStringValue(word);
            }

            writer.WriteEndArray();
        }

        WriteNumber(writer, "minimum"u8, Min);
        WriteNumber(writer, "maximum"u8, Max);
        if (Description.Length > 0)
        {
            writer.WriteString("description"u8, Description);
        }

        writer.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter writer, ReadOnlySpan<byte> name, long? number)
    {
        if (number is { } value)
        {
            writer.WriteNumber(name, value);
        }
    }
}
