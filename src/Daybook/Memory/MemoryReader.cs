using System.Collections.ObjectModel;
using System.Text.Json;
using System.Text.Unicode;

namespace Daybook.Memory;

/// <summary>One reading of one line; see <see cref="MemoryJson.Read"/>.</summary>
internal ref struct MemoryReader
{
    private readonly ReadOnlySpan<byte> line;
    private readonly ICollection<string>? oddities;
    private readonly string?[] texts = new string?[MemoryFields.Count];
    private Utf8JsonReader reader;
    private uint seen;
    private int expected;
    private DateTimeOffset? timestamp;
    private DateTimeOffset? recordedAt;
    private long? prNumber;
    private List<string>? paths;
    private List<MemoryLink>? links;
    private OrderedDictionary<string, JsonElement>? metadata;
    private OrderedDictionary<string, JsonElement>? extra;

    private MemoryReader(ReadOnlySpan<byte> line, ICollection<string>? oddities)
    {
        this.line = line;
        this.oddities = oddities;
        reader = new Utf8JsonReader(line, new JsonReaderOptions { MaxDepth = MemoryRules.DepthMax });
    }

    public static MemoryRecord Read(ReadOnlySpan<byte> line, ICollection<string>? oddities)
    {
        if (!Utf8.IsValid(line))
        {
            throw new JsonException("the line is not valid UTF-8");
        }

        if (line.StartsWith("\uFEFF"u8))
        {
            oddities?.Add("the line starts with a byte order mark");
            line = line["\uFEFF"u8.Length..];
        }

        RefuseHalfPairs(line);
        return new MemoryReader(line, oddities).Read();
    }

    // Only an escape can hold half of a surrogate pair in valid UTF-8, and hardly any line has one, so that the second pass is rare. It is
    // needed because values of unknown fields are kept without being decoded.
    private static void RefuseHalfPairs(ReadOnlySpan<byte> line)
    {
        if (line.IndexOf("\\ud"u8) < 0 && line.IndexOf("\\uD"u8) < 0)
        {
            return;
        }

        var reader = new Utf8JsonReader(line, new JsonReaderOptions { MaxDepth = MemoryRules.DepthMax });
        while (reader.Read())
        {
            if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName))
            {
                continue;
            }

            try
            {
                _ = reader.GetString();
            }
            catch (InvalidOperationException error)
            {
                throw new JsonException("a text contains half of a surrogate pair", error);
            }
        }
    }

    private MemoryRecord Read()
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("the line is not a JSON object");
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            ReadMember();
        }

        // Reading on past the end finds anything that follows the object, which is an error.
        reader.Read();
        return Build();
    }

    private void ReadMember()
    {
        if (FieldOfName() is not { } field)
        {
            string name = reader.GetString() ?? string.Empty;
            reader.Read();
            Keep(name);
            return;
        }

        uint bit = 1u << (int)field;
        if ((seen & bit) != 0)
        {
            throw new JsonException($"the name '{MemoryFields.NameOf(field)}' occurs twice");
        }

        seen |= bit;
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
        {
            return;
        }

        Utf8JsonReader start = reader;
        if (!ReadValue(field))
        {
            reader = start;
            oddities?.Add($"{MemoryFields.NameOf(field)} cannot be read from this value");
            Keep(MemoryFields.NameOf(field).Value);
        }
    }

    // Our own lines have the fields in order, so the search starts behind the one found last.
    private MemoryField? FieldOfName()
    {
        for (int tried = 0; tried < MemoryFields.Count; tried++)
        {
            int candidate = (expected + tried) % MemoryFields.Count;
            if (reader.ValueTextEquals(MemoryFields.NameOf((MemoryField)candidate).EncodedUtf8Bytes))
            {
                expected = candidate + 1;
                return (MemoryField)candidate;
            }
        }

        return null;
    }

    private bool ReadValue(MemoryField field) => field switch
    {
        MemoryField.Timestamp => (timestamp = ReadTime(field)) is not null,
        MemoryField.RecordedAt => (recordedAt = ReadTime(field)) is not null,
        MemoryField.PrNumber => ReadPrNumber(),
        MemoryField.Paths => ReadPaths(),
        MemoryField.Links => ReadLinks(),
        MemoryField.Metadata => ReadMetadata(),
        MemoryField.Seal => PassOver(),
        _ => ReadText(field),
    };

    private bool ReadText(MemoryField field)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            return false;
        }

        texts[(int)field] = reader.GetString();
        return true;
    }

    private readonly DateTimeOffset? ReadTime(MemoryField field)
    {
        if (reader.TokenType == JsonTokenType.Number)
        {
            DateTimeOffset? time = reader.TryGetDecimal(out decimal number) ? UtcTime.FromEpoch(number) : null;
            if (time is not null)
            {
                oddities?.Add($"{MemoryFields.NameOf(field)} is a number; read as time since 1970");
            }

            return time;
        }

        if (reader.TokenType != JsonTokenType.String)
        {
            return null;
        }

        return reader.ValueIsEscaped ? UtcTime.Parse(reader.GetString() ?? string.Empty) : UtcTime.Parse(reader.ValueSpan);
    }

    private bool ReadPrNumber()
    {
        bool isNumber = reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out long number);
        prNumber = isNumber ? reader.GetInt64() : null;
        return isNumber;
    }

    private bool ReadPaths()
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            return false;
        }

        var items = new List<string>();
        while (reader.Read() && reader.TokenType == JsonTokenType.String)
        {
            items.Add(reader.GetString() ?? string.Empty);
        }

        paths = reader.TokenType == JsonTokenType.EndArray ? items : null;
        return paths is not null;
    }

    private bool ReadLinks() => (links = MemoryValues.LinksOf(TakeBytes())) is not null;

    private bool ReadMetadata() => (metadata = MemoryValues.MetadataOf(TakeBytes())) is not null;

    private bool PassOver()
    {
        reader.Skip();
        return true;
    }

    private void Keep(string name)
    {
        extra ??= new OrderedDictionary<string, JsonElement>(StringComparer.Ordinal);
        if (!extra.TryAdd(name, MemoryValues.ElementOf(TakeBytes())))
        {
            throw new JsonException($"the name '{name}' occurs twice");
        }
    }

    private ReadOnlySpan<byte> TakeBytes()
    {
        int start = (int)reader.TokenStartIndex;
        reader.Skip();
        return line[start..(int)reader.BytesConsumed];
    }

    private readonly MemoryRecord Build() => new()
    {
        Id = texts[(int)MemoryField.Id],
        Type = texts[(int)MemoryField.Type],
        Timestamp = timestamp,
        Repo = texts[(int)MemoryField.Repo],
        Sha = texts[(int)MemoryField.Sha],
        PrNumber = prNumber,
        Source = texts[(int)MemoryField.Source],
        Severity = texts[(int)MemoryField.Severity],
        Fingerprint = texts[(int)MemoryField.Fingerprint],
        Title = texts[(int)MemoryField.Title],
        Summary = texts[(int)MemoryField.Summary],
        Paths = paths ?? [],
        Links = links ?? [],
        Metadata = metadata ?? (IReadOnlyDictionary<string, JsonElement>)ReadOnlyDictionary<string, JsonElement>.Empty,
        RecordedAt = recordedAt,
        SupersededBy = texts[(int)MemoryField.SupersededBy],
        SessionId = texts[(int)MemoryField.SessionId],
        TaskId = texts[(int)MemoryField.TaskId],
        RunId = texts[(int)MemoryField.RunId],
        OperationId = texts[(int)MemoryField.OperationId],
        Extra = extra ?? (IReadOnlyDictionary<string, JsonElement>)ReadOnlyDictionary<string, JsonElement>.Empty,
    };
}
