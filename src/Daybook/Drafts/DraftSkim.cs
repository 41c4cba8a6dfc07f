using System.Text;
using System.Text.Json;

namespace Daybook.Drafts;

/// <summary>
/// The two fields of a state that a listing shows, read without looking at more of the state than it takes to find them. A state that has
/// neither, or is no JSON at all, has just no summary.
/// </summary>
/// <param name="InitialDescription">The top-level text <c>initial_description</c>.</param>
/// <param name="Phase">The top-level text <c>phase</c>.</param>
public readonly record struct DraftSkim(string? InitialDescription, string? Phase)
{
    /// <summary>The most characters that are taken of either.</summary>
    public const int CharactersMax = 1_000;

    /// <summary>Skims a state.</summary>
    public static DraftSkim Of(string stateJson)
    {
        ArgumentNullException.ThrowIfNull(stateJson);
        return Of(Encoding.UTF8.GetBytes(stateJson));
    }

    /// <summary>Skims a state from its UTF-8 bytes.</summary>
    public static DraftSkim Of(ReadOnlySpan<byte> utf8)
    {
        var skim = default(DraftSkim);
        try
        {
            var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = DraftRules.LevelsMax });
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return skim;
            }

            while ((skim.InitialDescription is null || skim.Phase is null) && reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                bool isDescription = reader.ValueTextEquals("initial_description"u8);
                bool isPhase = reader.ValueTextEquals("phase"u8);
                reader.Read();
                if (reader.TokenType == JsonTokenType.String && (isDescription || isPhase))
                {
                    string text = Shortened(reader.GetString() ?? "");
                    skim = isDescription ? skim with { InitialDescription = text } : skim with { Phase = text };
                }

                reader.Skip();
            }
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            // What was found before the fault is still true.
            return skim;
        }

        return skim;
    }

    private static string Shortened(string text)
    {
        if (text.Length <= CharactersMax)
        {
            return text;
        }

        int end = char.IsHighSurrogate(text[CharactersMax - 2]) ? CharactersMax - 2 : CharactersMax - 1;
        return text[..end] + "…";
    }
}
