using System.Text;
using System.Text.Json;
using Daybook.Errors;
using Daybook.Memory;

namespace Daybook.Embedded.Memory;

/// <summary>
/// Reads the block <c>memory</c> of <c>daybook.json</c>. It is read apart from the rest of the file, so that a mistake in it is told with
/// its line and hurts memory alone.
/// </summary>
internal ref struct MemoryBlock
{
    private const int ShownMaximum = 60;

    private readonly string path;
    private readonly ReadOnlySpan<byte> content;
    private readonly List<DaybookException> faults;
    private readonly HashSet<string> seen = new(StringComparer.Ordinal);
    private Utf8JsonReader reader;
    private MemorySettings settings = new();

    private MemoryBlock(string path, ReadOnlySpan<byte> content, List<DaybookException> faults)
    {
        this.path = path;
        this.content = content;
        this.faults = faults;
        reader = new Utf8JsonReader(content);
    }

    /// <summary>Reads the settings.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="content">All of it, an object.</param>
    /// <param name="faults">Receives what cannot be accepted.</param>
    /// <returns>The settings; the default for what is not there or cannot be accepted.</returns>
    internal static MemorySettings Read(string path, ReadOnlySpan<byte> content, List<DaybookException> faults)
    {
        var block = new MemoryBlock(path, content, faults);
        block.Read();
        return block.settings;
    }

    private void Read()
    {
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isBlock = reader.ValueTextEquals(MemoryRecord.KindName);
            long start = reader.TokenStartIndex;
            reader.Read();
            if (!isBlock || reader.TokenType == JsonTokenType.Null)
            {
                reader.Skip();
            }
            else if (reader.TokenType != JsonTokenType.StartObject)
            {
                reader.Skip();
                Refuse(start, $"{MemoryRecord.KindName} is no object", "give it the settings of memory, or leave it out");
            }
            else
            {
                ReadSettings();
            }
        }
    }

    private void ReadSettings()
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            long start = reader.TokenStartIndex;
            string key = Encoding.UTF8.GetString(reader.ValueSpan);
            MemorySetting? setting = FindSetting();
            reader.Read();
            JsonTokenType type = reader.TokenType;
            long valueStart = reader.TokenStartIndex;
            reader.Skip();
            ReadOnlySpan<byte> value = content[(int)valueStart..(int)reader.BytesConsumed];
            if (setting is null)
            {
                Refuse(start, $"{MemoryRecord.KindName}.{key} is no setting", "the settings of memory are " + string.Join(", ", MemorySetting.All.Select(known => known.Key)));
            }
            else if (!seen.Add(setting.Key))
            {
                Refuse(start, $"{MemoryRecord.KindName}.{key} is there twice", "leave one of them");
            }
            else if (setting.ReadJson(type, value) is { } accepted)
            {
                settings = setting.Apply(settings, accepted);
            }
            else
            {
                Refuse(start, $"{MemoryRecord.KindName}.{key} is {Shown(value)}; it must be {setting.ExpectedInFile}", "correct it, or leave it out");
            }
        }
    }

    private readonly MemorySetting? FindSetting()
    {
        try
        {
            foreach (MemorySetting setting in MemorySetting.All)
            {
                if (reader.ValueTextEquals(setting.Key))
                {
                    return setting;
                }
            }
        }
        catch (InvalidOperationException)
        {
            // A name with half of a surrogate pair in it is none of ours.
        }

        return null;
    }

    private readonly void Refuse(long at, string reason, string hint) => faults.Add(new CorruptStoreException($"{path}: {reason}")
    {
        Path = path,
        Line = content[..(int)at].Count((byte)'\n') + 1,
        Hint = hint,
    });

    private static string Shown(ReadOnlySpan<byte> value)
    {
        string text = Encoding.UTF8.GetString(value);
        return text.Length <= ShownMaximum ? text : string.Concat(text.AsSpan(0, ShownMaximum), "…");
    }
}
