namespace Daybook.Mcp.Calling;

/// <summary>The names of types in a schema and in messages.</summary>
internal static class ParameterTypeName
{
    /// <summary>The name in a JSON schema; null for anything.</summary>
    public static string? SchemaName(this ParameterType type) => type switch
    {
        ParameterType.Text => "string",
        ParameterType.Texts => "array",
        ParameterType.Whole => "integer",
        ParameterType.Flag => "boolean",
        ParameterType.Members => "object",
        _ => null,
    };

    /// <summary>The name in a sentence.</summary>
    public static string InWords(this ParameterType type) => type switch
    {
        ParameterType.Text => "a text",
        ParameterType.Texts => "a list of texts",
        ParameterType.Whole => "a whole number",
        ParameterType.Flag => "true or false",
        ParameterType.Members => "an object",
        _ => "a value",
    };
}
