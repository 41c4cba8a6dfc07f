using System.Globalization;
using System.Text;
using System.Text.Json;
using Daybook.Errors;

namespace Daybook.Drafts;

/// <summary>What a draft may say; checked before anything is written.</summary>
public static class DraftRules
{
    /// <summary>The longest state, in UTF-8 bytes.</summary>
    public const int StateBytesMax = 1 << 20;

    /// <summary>The most levels of a state.</summary>
    public const int LevelsMax = 64;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = LevelsMax };

    /// <summary>Refuses a save that no store may hold.</summary>
    /// <returns>The state in UTF-8.</returns>
    /// <exception cref="InvalidInputException">The message names the field.</exception>
    public static byte[] Validate(DraftSave save)
    {
        ArgumentNullException.ThrowIfNull(save);
        if (save.SessionId is { } id)
        {
            NormalId(id);
        }

        if (save.SchemaVersion < 1)
        {
            throw new InvalidInputException($"schema_version is {save.SchemaVersion}; versions are counted from 1");
        }

        return CheckState(save.StateJson);
    }

    /// <summary>The one spelling of a session's id.</summary>
    /// <exception cref="InvalidInputException">It is no UUID.</exception>
    public static string NormalId(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return Guid.TryParseExact(id, "D", out Guid guid)
            ? guid.ToString("D")
            : throw new InvalidInputException($"the session id is no UUID: {(id.Length > 64 ? id[..64] + "…" : id)}")
            {
                Hint = "give one such as 0194f3a2-7c1e-7d10-9a51-3f0c5c1e8a01, or leave it out to begin a new session",
            };
    }

    /// <summary>Refuses a state that could be stored and not be read again.</summary>
    /// <returns>The state in UTF-8.</returns>
    /// <exception cref="InvalidInputException">It is too long, no JSON, too deep, has a name twice, or is no text.</exception>
    public static byte[] CheckState(string stateJson)
    {
        ArgumentNullException.ThrowIfNull(stateJson);
        if (WellFormedText.HasLoneSurrogate(stateJson))
        {
            throw new InvalidInputException("the state contains half of a surrogate pair, which is not text");
        }

        byte[] utf8 = Encoding.UTF8.GetBytes(stateJson);
        if (utf8.Length > StateBytesMax)
        {
            throw new InvalidInputException($"the state has {utf8.Length} bytes; it may have {StateBytesMax}")
            {
                Hint = "keep what is large in files of its own, and name them in the state",
            };
        }

        return FaultOf(utf8) is { } fault ? throw fault : utf8;
    }

    /// <summary>Refuses an age below zero.</summary>
    internal static void CheckAge(TimeSpan age)
    {
        if (age < TimeSpan.Zero)
        {
            throw new InvalidInputException(string.Create(CultureInfo.InvariantCulture, $"older_than is {age.TotalSeconds} seconds; no draft is younger than now"))
            {
                Hint = "give a length of time of zero or more",
            };
        }
    }

    /// <summary>What keeps stored bytes from being read as a state; null when nothing does. Repeated names are read as any reader does.</summary>
    public static string? ReadingFaultOf(ReadOnlySpan<byte> utf8)
    {
        try
        {
            var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = LevelsMax });
            while (reader.Read())
            {
            }

            return null;
        }
        catch (JsonException failure)
        {
            return $"its state is no JSON value of at most {LevelsMax} levels: {failure.Message}";
        }
    }

    /// <summary>What keeps bytes from being a state; null when nothing does.</summary>
    private static InvalidInputException? FaultOf(byte[] utf8)
    {
        try
        {
            JsonDocument.Parse(utf8, Strict).Dispose();
            if (utf8.AsSpan().IndexOf("\\u"u8) >= 0)
            {
                CheckEscapes(utf8);
            }

            return null;
        }
        catch (JsonException failure)
        {
            string where = failure.LineNumber is { } line ? $" (line {line + 1}, byte {failure.BytePositionInLine + 1} of it)" : "";
            return new InvalidInputException($"the state is no JSON value of at most {LevelsMax} levels without repeated names{where}", failure)
            {
                Line = failure.LineNumber + 1,
                Hint = "save exactly one JSON value",
            };
        }
        catch (InvalidOperationException failure)
        {
            return new InvalidInputException("the state contains half of a surrogate pair, which is not text", failure);
        }
    }

    /// <summary>Reads every text that has escapes in it: only those can name half of a surrogate pair, since the rest was text before.</summary>
    /// <exception cref="InvalidOperationException">One of them is no text.</exception>
    private static void CheckEscapes(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = LevelsMax });
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped)
            {
                _ = reader.GetString();
            }
        }
    }
}
