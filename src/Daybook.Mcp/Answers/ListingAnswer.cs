using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Daybook.Mcp.Calling;

namespace Daybook.Mcp.Answers;

/// <summary>
/// Makes answers of listings. A page that would be too long is read again with fewer items, so that its cursor goes on exactly where the
/// answer ends.
/// </summary>
/// <param name="kind">What one item is called: <c>task</c>.</param>
/// <param name="members">The members of an item that a concise answer has.</param>
/// <param name="line">What the text says of one item, on one line.</param>
/// <typeparam name="TItem">An item.</typeparam>
internal sealed class ListingAnswer<TItem>(string kind, IReadOnlySet<string> members, Func<TItem, string> line)
{
    private const string ProblemsMember = "problems";

    /// <summary>The answer.</summary>
    /// <param name="form">How much is wanted.</param>
    /// <param name="limitDefault">How many items where the caller does not say it.</param>
    /// <param name="read">Reads a page of at most so many items, in the shape of the command line.</param>
    /// <param name="itemsOf">The items of such a page.</param>
    /// <param name="type">Its shape.</param>
    /// <param name="emptyWords">What is said where there is nothing, with what to do then.</param>
    public async Task<ToolAnswer> ReadAsync<TPage>(
        AnswerForm form, int limitDefault, Func<int, Task<TPage>> read, Func<TPage, IReadOnlyList<TItem>> itemsOf, JsonTypeInfo<TPage> type, string emptyWords)
    {
        int limit = form.Limit ?? limitDefault;
        while (true)
        {
            TPage page = await read(limit).ConfigureAwait(false);
            IReadOnlyList<TItem> items = itemsOf(page);
            JsonElement whole = JsonSerializer.SerializeToElement(page, type);
            JsonElement shape = form.IsDetailed ? whole : Concise(whole);
            string text = items.Count == 0 ? emptyWords : TextOf(items, shape, form.IsDetailed);
            int textBytes = Shortening.SizeOf(text);
            int bytes = Shortening.Size(shape) + textBytes;
            if (bytes > form.Budget && shape.TryGetProperty(ProblemsMember, out JsonElement problems))
            {
                // What was asked for comes first; the text tells how many problems there are, and who tells them all.
                shape = WithoutProblems(shape, problems.GetArrayLength());
                bytes = Shortening.Size(shape) + textBytes;
            }

            if (bytes <= form.Budget)
            {
                return new ToolAnswer(text, shape);
            }

            if (items.Count <= 1)
            {
                string said = $"{CutText.ToBytes(text, form.Budget / 2)}\nTruncated; narrow the question.";
                return new ToolAnswer(said, Shortening.Fit(shape, form.Budget - Shortening.SizeOf(said), out _));
            }

            limit = Math.Clamp((int)((long)items.Count * form.Budget / bytes), 1, items.Count - 1);
        }
    }

    /// <summary>The same listing with concise items.</summary>
    private JsonElement Concise(JsonElement listing)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (JsonProperty member in listing.EnumerateObject())
            {
                writer.WritePropertyName(member.Name);
                if (member.Name != "items")
                {
                    member.Value.WriteTo(writer);
                    continue;
                }

                writer.WriteStartArray();
                foreach (JsonElement item in member.Value.EnumerateArray())
                {
                    ConciseItem.Write(writer, item, members);
                }

                writer.WriteEndArray();
            }

            writer.WriteEndObject();
        }

        return JsonElement.Parse(buffer.WrittenSpan);
    }

    /// <summary>The same listing with the number of its problems instead of them.</summary>
    private static JsonElement WithoutProblems(JsonElement listing, int count)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (JsonProperty member in listing.EnumerateObject().Where(static member => member.Name != ProblemsMember))
            {
                member.WriteTo(writer);
            }

            writer.WriteNumber("problem_count"u8, count);
            writer.WriteBoolean("truncated"u8, true);
            writer.WriteEndObject();
        }

        return JsonElement.Parse(buffer.WrittenSpan);
    }

    private string TextOf(IReadOnlyList<TItem> items, JsonElement shape, bool isDetailed)
    {
        var text = new StringBuilder();
        string total = shape.TryGetProperty("total", out JsonElement all) ? $" of {all.GetRawText()}" : "";
        text.Append(CultureInfo.InvariantCulture, $"{items.Count}{total} {kind}{(items.Count == 1 ? "" : "s")}");
        if (shape.TryGetProperty("next_cursor", out JsonElement cursor))
        {
            text.Append(CultureInfo.InvariantCulture, $"; more with cursor {cursor.GetString()}");
        }

        if (shape.TryGetProperty(ProblemsMember, out JsonElement problems))
        {
            text.Append(CultureInfo.InvariantCulture, $"; {problems.GetArrayLength()} problems, daybook doctor tells more");
        }

        foreach (TItem item in isDetailed ? [] : items)
        {
            text.Append('\n').Append(line(item));
        }

        return text.ToString();
    }
}
