using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Daybook.Mcp.Calling;

namespace Daybook.Mcp.Answers;

/// <summary>Makes answers of one record: whole where there is room, else cut, and then the text says how to see the rest.</summary>
internal static class RecordAnswer
{
    /// <summary>The answer.</summary>
    /// <param name="form">How much is wanted.</param>
    /// <param name="text">What is said of it, short.</param>
    /// <param name="record">The record.</param>
    /// <param name="type">Its shape.</param>
    /// <param name="rest">How to see all of it.</param>
    public static ToolAnswer Of<T>(AnswerForm form, string text, T record, JsonTypeInfo<T> type, string rest)
    {
        JsonElement whole = JsonSerializer.SerializeToElement(record, type);
        string said = CutText.ToBytes(text, form.Budget / 2);
        string cutWords = $"{said}\nTruncated; {rest}";
        JsonElement fitting = Shortening.Fit(whole, form.Budget - Shortening.SizeOf(cutWords), out bool isCut);
        return new ToolAnswer(isCut ? cutWords : said, fitting);
    }
}
