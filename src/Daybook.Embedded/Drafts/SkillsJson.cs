using System.Text.Json.Serialization;

namespace Daybook.Embedded.Drafts;

/// <summary>The form of a list of skills in a column, source-generated: on one line, letters as they are.</summary>
[JsonSerializable(typeof(string[]))]
internal sealed partial class SkillsJson : JsonSerializerContext;
