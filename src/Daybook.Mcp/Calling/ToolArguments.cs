using System.Collections.ObjectModel;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Daybook.Errors;
using Daybook.Prime;

namespace Daybook.Mcp.Calling;

/// <summary>
/// The arguments of one call, read by the parameters of its tool. What a model commonly gets nearly right (a number as a text, one text for a
/// list, null for nothing) is taken; a name that the tool does not have is refused, since leaving it out would do something else than asked.
/// </summary>
internal sealed class ToolArguments
{
    /// <summary>How much of what was given a message repeats.</summary>
    public const int ToldMax = 100;

    private readonly IDictionary<string, JsonElement> given;

    /// <summary>Takes the arguments of a call.</summary>
    /// <param name="parameters">What the tool takes.</param>
    /// <param name="given">What was given.</param>
    /// <exception cref="InvalidInputException">A name is unknown, a required one is missing, or text is no text.</exception>
    public ToolArguments(IReadOnlyList<Parameter> parameters, IDictionary<string, JsonElement>? given)
    {
        this.given = given ?? new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        string names = string.Join(", ", parameters.Select(static parameter => parameter.Name));
        foreach ((string name, JsonElement value) in this.given)
        {
            if (!parameters.Any(parameter => parameter.Name == name))
            {
                throw new InvalidInputException($"there is no argument \"{Told(name)}\"") { Hint = $"arguments are {names}" };
            }

            if (parameters.First(parameter => parameter.Name == name).Type != ParameterType.Anything)
            {
                WellFormedJson.Check(name, value);
            }
        }

        if (parameters.FirstOrDefault(parameter => parameter.IsRequired && Find(parameter) is null) is { } missing)
        {
            string meaning = missing.Description.Length > 0 ? missing.Description : missing.Type.InWords();
            throw new InvalidInputException($"the argument {missing.Name} is missing") { Hint = $"{missing.Name}: {meaning}" };
        }
    }

    /// <summary>Whether one is given.</summary>
    public bool Has(Parameter parameter) => Find(parameter) is not null;

    /// <summary>A text, or null.</summary>
    public string? Text(Parameter parameter)
    {
        if (Find(parameter) is not { } value)
        {
            return null;
        }

        string text = value.ValueKind == JsonValueKind.String ? value.GetString() ?? "" : throw Refused(parameter, value);
        return parameter.Words.Count == 0 || parameter.Words.Contains(text, StringComparer.Ordinal)
            ? text
            : throw new InvalidInputException($"{parameter.Name} is \"{Told(text)}\"; it must be one of {string.Join(", ", parameter.Words)}");
    }

    /// <summary>A text that must be given.</summary>
    public string Required(Parameter parameter) => Text(parameter) ?? throw new InvalidInputException($"the argument {parameter.Name} is missing");

    /// <summary>A list of texts; empty where none is given.</summary>
    public IReadOnlyList<string> Texts(Parameter parameter) => Find(parameter) switch
    {
        null => [],
        { ValueKind: JsonValueKind.String } one => [one.GetString() ?? ""],
        { ValueKind: JsonValueKind.Array } many => [.. many.EnumerateArray().Select(item =>
            item.ValueKind == JsonValueKind.String ? item.GetString() ?? "" : throw Refused(parameter, item))],
        { } other => throw Refused(parameter, other),
    };

    /// <summary>A whole number, or null.</summary>
    public long? Whole(Parameter parameter)
    {
        if (Find(parameter) is not { } value)
        {
            return null;
        }

        long number = value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out long plain) ? plain
            : value.ValueKind == JsonValueKind.String && long.TryParse(value.GetString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long spelled) ? spelled
            : throw Refused(parameter, value);
        return number >= (parameter.Min ?? long.MinValue) && number <= (parameter.Max ?? long.MaxValue)
            ? number
            : throw new InvalidInputException(string.Create(
                CultureInfo.InvariantCulture, $"{parameter.Name} is {number}; it must be {(parameter.Max is { } max ? $"from {parameter.Min} to {max}" : $"{parameter.Min} or more")}"));
    }

    /// <summary>A whole number that fits an <see cref="int"/>, or null.</summary>
    public int? Small(Parameter parameter) => Whole(parameter) is { } number
        ? number is >= int.MinValue and <= int.MaxValue ? (int)number : throw new InvalidInputException($"{parameter.Name} is too large")
        : null;

    /// <summary>True or false; false where it is not given.</summary>
    public bool Flag(Parameter parameter) => Find(parameter) switch
    {
        null or { ValueKind: JsonValueKind.False } => false,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.String } word when bool.TryParse(word.GetString(), out bool isSet) => isSet,
        { } other => throw Refused(parameter, other),
    };

    /// <summary>The members of an object; none where it is not given.</summary>
    public IReadOnlyDictionary<string, JsonElement> Members(Parameter parameter) => Find(parameter) switch
    {
        null => ReadOnlyDictionary<string, JsonElement>.Empty,
        { ValueKind: JsonValueKind.Object } members => members.EnumerateObject().ToDictionary(static member => member.Name, static member => member.Value, StringComparer.Ordinal),
        { } other => throw Refused(parameter, other),
    };

    /// <summary>Any value, or null.</summary>
    public JsonElement? Anything(Parameter parameter) => Find(parameter);

    /// <summary>A point in time, ISO 8601 or how long ago, or null.</summary>
    public DateTimeOffset? Time(Parameter parameter, TimeProvider time) => Text(parameter) is { } text
        ? SpokenTime.Parse(text, time.GetUtcNow()) ?? throw new InvalidInputException(
            $"{parameter.Name} is \"{Told(text)}\", which is neither a time such as 2026-01-31T12:00:00Z nor a length of time ago such as 30m, 24h or 2d")
        : null;

    /// <summary>What stands for all that was given, whatever the order: two calls that ask for the same have the same, and it is always short.</summary>
    public string Fingerprint() => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', given
        .Where(static argument => argument.Value.ValueKind != JsonValueKind.Null)
        .OrderBy(static argument => argument.Key, StringComparer.Ordinal)
        .Select(static argument => $"{argument.Key}={argument.Value.GetRawText()}")))));

    /// <summary>What was given, as a message repeats it.</summary>
    private static string Told(string text) => PlainLine.Of(text, ToldMax);

    private static InvalidInputException Refused(Parameter parameter, JsonElement value) =>
        new($"{parameter.Name} is {value.ValueKind.ToString().ToLowerInvariant()}; it must be {parameter.Type.InWords()}");

    private JsonElement? Find(Parameter parameter) =>
        given.TryGetValue(parameter.Name, out JsonElement value) && value.ValueKind != JsonValueKind.Undefined

        // Where anything may be given, null is something.
        && (value.ValueKind != JsonValueKind.Null || parameter.Type == ParameterType.Anything) ? value : null;
}
