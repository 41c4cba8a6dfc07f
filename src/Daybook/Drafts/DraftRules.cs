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
    /// <exception cref="InvalidInputException">The message names the field.</exception>
    public static void Validate(DraftSave save)
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

        CheckState(save.StateJson);
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
    /// <exception cref="InvalidInputException">It is too long, no JSON, too deep, has a name twice, or is no text.</exception>
    public static void CheckState(string stateJson)
    {
        ArgumentNullException.ThrowIfNull(stateJson);
        if (WellFormedText.HasLoneSurrogate(stateJson))
        {
            throw new InvalidInputException("the state contains half of a surrogate pair, which is not text");
        }

        int bytes = Encoding.UTF8.GetByteCount(stateJson);
        if (bytes > StateBytesMax)
        {
            throw new InvalidInputException($"the state has {bytes} bytes; it may have {StateBytesMax}")
            {
                Hint = "keep what is large in files of its own, and name them in the state",
            };
        }

        if (FaultOf(Encoding.UTF8.GetBytes(stateJson)) is { } fault)
        {
            throw fault;
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
            using (JsonDocument.Parse(utf8, Strict))
            {
                WellFormedJson.CheckTexts(utf8);
                return null;
            }
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
}
