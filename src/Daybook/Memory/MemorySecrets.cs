using System.Text.Json;
using Daybook.Secrets;

namespace Daybook.Memory;

/// <summary>Secrets in memory records.</summary>
public static class MemorySecrets
{
    /// <summary>
    /// Puts a mark in the place of each secret in a record: in all of its texts, and in the names and values of its metadata and of fields that
    /// this version does not know. Ids and times stay as they are. The same record always comes out the same, so that what makes two events
    /// the same event still does.
    /// </summary>
    /// <param name="record">The record.</param>
    /// <param name="scanner">What finds the secrets.</param>
    /// <exception cref="InvalidOperationException">A text has half of a surrogate pair in it; <see cref="MemoryRules"/> refuses it.</exception>
    public static Redacted<MemoryRecord> Redact(MemoryRecord record, SecretScanner scanner)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(scanner);
        var findings = new List<SecretFinding>();
        MemoryRecord redacted = record with
        {
            Type = Text(record.Type),
            Repo = Text(record.Repo),
            Sha = Text(record.Sha),
            Source = Text(record.Source),
            Severity = Text(record.Severity),
            Fingerprint = Text(record.Fingerprint),
            Title = Text(record.Title),
            Summary = Text(record.Summary),
            Paths = [.. record.Paths.Select(path => Noted(scanner.Redact(path)))],
            Links = [.. record.Links.Select(link => link with { Url = Noted(scanner.Redact(link.Url)), Type = Text(link.Type) })],
            Metadata = Members(record.Metadata),
            Extra = Members(record.Extra),
        };
        return findings.Count == 0 ? new Redacted<MemoryRecord>(record, []) : new Redacted<MemoryRecord>(redacted, findings);

        string? Text(string? text) => text is null ? null : Noted(scanner.Redact(text));

        Dictionary<string, JsonElement> Members(IReadOnlyDictionary<string, JsonElement> members)
        {
            var names = new RedactedNames(members.Keys);
            return members.ToDictionary(
                member => names.Take(member.Key, Noted(scanner.Redact(member.Key))),
                member => Noted(scanner.Redact(member.Key, member.Value)),
                StringComparer.Ordinal);
        }

        T Noted<T>(Redacted<T> part)
        {
            findings.AddRange(part.Findings);
            return part.Value;
        }
    }
}
