using System.Text;
using Daybook.Errors;

namespace Daybook.Operations;

/// <summary>What an operation may say; checked before anything is written.</summary>
public static class OperationRules
{
    /// <summary>The longest request or evidence, in UTF-8 bytes.</summary>
    public const int TextBytesMax = 256 << 10;

    /// <summary>The longest other text, in UTF-8 bytes.</summary>
    public const int WordBytesMax = 4096;

    /// <summary>The most artifacts that one call links.</summary>
    public const int ArtifactsMax = 1000;

    /// <summary>What an artifact is called that is linked here.</summary>
    public const string ArtifactKind = "artifact";

    private const int ShaLengthMin = 4;
    private const int ShaLengthMax = 64;

    /// <summary>Accepts an id or refuses it: 26 letters of a ULID, in capitals.</summary>
    /// <exception cref="InvalidInputException">It is none.</exception>
    public static void CheckId(string id)
    {
        if (Ulid.TimeOf(id) is null)
        {
            throw new InvalidInputException("the id of an operation is a ULID: 26 digits and capital letters without I, L, O and U")
            {
                Hint = "leave the id out, and one is assigned",
            };
        }
    }

    /// <summary>Accepts an id, or the beginning of one, in small letters too; no other text can lead to a file.</summary>
    /// <returns>It in capitals.</returns>
    /// <exception cref="InvalidInputException">No id begins so.</exception>
    public static string ReadIdOrPrefix(string idOrPrefix)
    {
        ArgumentNullException.ThrowIfNull(idOrPrefix);
        string upper = idOrPrefix.ToUpperInvariant();
        bool isPossible = upper.Length is >= RecordId.MinimumPrefixLength and <= Ulid.Length
            && Ulid.TimeOf(upper.PadRight(Ulid.Length, '0')) is not null;
        return isPossible
            ? upper
            : throw new InvalidInputException("that is not the id of an operation, nor the beginning of one")
            {
                Hint = $"give 26 digits and letters, or at least the first {RecordId.MinimumPrefixLength} of them; daybook op list shows what there is",
            };
    }

    /// <summary>Refuses a new operation that no store may hold.</summary>
    /// <exception cref="InvalidInputException">The message names the field.</exception>
    public static void Validate(NewOperation operation)
    {
        ArgumentNullException.ThrowIfNull(operation);
        if (operation.Id is { } id)
        {
            CheckId(id);
        }

        CheckWord("profile_id", operation.ProfileId);
        CheckWord("action", operation.Action);
        CheckWord("actor", operation.Actor);
        CheckText("request_text", operation.RequestText, TextBytesMax);
        CheckOneOf("mode_of_work", operation.ModeOfWork, OperationMode.All);
        foreach ((string field, string? word) in new[]
        {
            ("mission_id", operation.MissionId), ("wp_id", operation.WpId), ("model_id", operation.ModelId),
            ("session_id", operation.SessionId), ("run_id", operation.RunId), ("task_id", operation.TaskId),
        })
        {
            if (word is not null)
            {
                CheckWord(field, word);
            }
        }
    }

    /// <summary>Refuses an end that no store may hold.</summary>
    /// <exception cref="InvalidInputException">The message names the field.</exception>
    public static void Validate(OperationCompletion completion)
    {
        ArgumentNullException.ThrowIfNull(completion);
        CheckOneOf("outcome", completion.Outcome, OperationOutcome.All);
        if (completion.Evidence is { } evidence)
        {
            CheckText("evidence_ref", evidence, TextBytesMax);
        }

        Validate(completion.Links);
    }

    /// <summary>Refuses links that no store may hold.</summary>
    /// <exception cref="InvalidInputException">The message names the field.</exception>
    public static void Validate(OperationLinks links)
    {
        ArgumentNullException.ThrowIfNull(links);
        if (links.Artifacts.Count > ArtifactsMax)
        {
            throw new InvalidInputException($"there are {links.Artifacts.Count} artifacts; one call may link {ArtifactsMax}");
        }

        foreach (string artifact in links.Artifacts)
        {
            CheckWord("artifact", artifact);
        }

        if (links.Commit is { } sha && (sha.Length is < ShaLengthMin or > ShaLengthMax || !sha.All(char.IsAsciiHexDigit)))
        {
            throw new InvalidInputException($"the commit is not {ShaLengthMin} to {ShaLengthMax} hexadecimal digits")
            {
                Hint = "git rev-parse HEAD prints the id of the last commit",
            };
        }
    }

    private static void CheckOneOf(string field, string word, IReadOnlyList<string> allowed)
    {
        if (!allowed.Contains(word, StringComparer.Ordinal))
        {
            throw new InvalidInputException($"{field} is none of {string.Join(", ", allowed)}");
        }
    }

    private static void CheckWord(string field, string text)
    {
        CheckText(field, text, WordBytesMax);
        if (string.IsNullOrWhiteSpace(text) || text.Any(char.IsControl))
        {
            throw new InvalidInputException($"{field} is blank or has a control character in it");
        }
    }

    private static void CheckText(string field, string text, int bytesMax)
    {
        if (WellFormedText.HasLoneSurrogate(text))
        {
            throw new InvalidInputException($"{field} contains half of a surrogate pair, which is not text");
        }

        int bytes = Encoding.UTF8.GetByteCount(text);
        if (bytes > bytesMax)
        {
            throw new InvalidInputException($"{field} has {bytes} bytes; it may have {bytesMax}");
        }
    }
}
