using System.Text;
using Daybook.Errors;
using Daybook.Memory.Events;

namespace Daybook.Memory;

/// <summary>A query made ready to be held against any number of records. Pure, and safe for concurrent use.</summary>
public sealed class MemoryMatcher
{
    // The shortest abbreviation of a commit that git itself prints.
    private const int RecordShaMin = 7;

    private readonly PathOverlap paths;
    private readonly PathGlance? glance;
    private readonly byte[] repoBytes = [];
    private readonly string[] words;
    private readonly HashSet<string> fingerprints;
    private readonly string? sha;
    private readonly long? prNumber;
    private readonly string? repo;
    private readonly string? type;
    private readonly Severity? severity;
    private readonly DateTimeOffset? since;
    private readonly DateTimeOffset? until;
    private readonly DateTimeOffset cutoff;

    /// <summary>Compiles a query.</summary>
    /// <param name="query">What to look for.</param>
    /// <param name="cutoff">The oldest time within retention.</param>
    /// <exception cref="InvalidInputException">The severity is not a word of <see cref="SeverityScale"/>.</exception>
    public MemoryMatcher(MemoryQuery query, DateTimeOffset cutoff)
    {
        ArgumentNullException.ThrowIfNull(query);
        this.cutoff = cutoff;
        paths = new PathOverlap(query.Paths);
        words = (query.Text ?? string.Empty).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        fingerprints = FingerprintsOf(query);
        sha = Trimmed(query.Sha);
        prNumber = query.PrNumber;
        repo = Trimmed(query.Repo);
        if (repo is not null && repo.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '/' or '-' or '_' or '.'))
        {
            repoBytes = Encoding.ASCII.GetBytes(repo);
        }

        bool isAboutPathsAlone = !paths.IsEmpty && words.Length == 0 && fingerprints.Count == 0 && sha is null && prNumber is null;
        glance = isAboutPathsAlone ? new PathGlance(paths) : null;
        type = Trimmed(query.Type);
        severity = Trimmed(query.Severity) is { } word ? SeverityScale.ParseKnown(word) : null;
        since = query.Since;
        until = query.Until;
    }

    /// <summary>
    /// Whether a stored line may hold a record that the query finds, by a glance at its bytes: false only where the line surely holds a
    /// whole record that the query does not find.
    /// </summary>
    public bool MayMatch(ReadOnlySpan<byte> line) => !MemorySkim.TryRead(line, out MemorySkim skim) || MayMatch(skim);

    /// <summary>
    /// Whether a line that is known to be a whole record lacks what each that the query finds has: the repository that is asked for, or a path that
    /// overlaps. Several times as fast as <see cref="MayMatch(ReadOnlySpan{byte})"/>, since the structure of the line is not looked at.
    /// </summary>
    public bool Lacks(ReadOnlySpan<byte> line)
    {
        if ((repoBytes.Length == 0 && glance is null) || HasPlainLettersEscaped(line))
        {
            return false;
        }

        return (repoBytes.Length > 0 && line.IndexOf(repoBytes) < 0) || glance?.MayOverlap(line) == false;
    }

    /// <summary>The match, or null when the query does not find this record.</summary>
    public MemoryMatch? Match(MemoryRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (!PassesFilters(record))
        {
            return null;
        }

        int score = paths.IsEmpty ? 0 : paths.ScoreOf(record.Paths);
        bool isRelated = (score > 0 || HasFingerprint(record)) && !DeployFailure.IsCancelled(record);
        return isRelated || MeetsAnother(record) ? new MemoryMatch(record, score) : null;
    }

    /// <summary>
    /// The match, where <see cref="MemoryRecord.SupersededBy"/> may name a record that is not here: such a record is found like any other.
    /// </summary>
    /// <param name="record">The record.</param>
    /// <param name="isReplaced">Whether a better record, which is here, replaces one that names it; asked only about records that the query finds otherwise.</param>
    public MemoryMatch? Match(MemoryRecord record, Func<MemoryRecord, bool> isReplaced)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(isReplaced);
        return record.SupersededBy is null ? Match(record)
            : Match(record with { SupersededBy = null }) is { } match && !isReplaced(record) ? match with { Record = record }
            : null;
    }

    /// <summary>
    /// Whether a letter, a digit or one of <c>/ - . _</c> stands escaped. Our own writer escapes quotes and their like alone; a repair may have sealed the line
    /// of one that escapes more.
    /// </summary>
    private static bool HasPlainLettersEscaped(ReadOnlySpan<byte> line)
    {
        ReadOnlySpan<byte> rest = line;
        for (int at = rest.IndexOf((byte)'\\'); at >= 0 && at + 1 < rest.Length; at = rest.IndexOf((byte)'\\'))
        {
            rest = rest[(at + 1)..];
            if (rest[0] == '/' || (rest.StartsWith("u00"u8) && rest.Length > 4 && IsPlain(rest[3], rest[4])))
            {
                return true;
            }

            rest = rest[1..];
        }

        return false;
    }

    private static bool IsPlain(byte high, byte low) => high switch
    {
        (byte)'2' => (low | 0x20) is >= 'd' and <= 'f',
        (byte)'3' => char.IsAsciiDigit((char)low),
        _ => high is >= (byte)'4' and <= (byte)'7',
    };

    private bool MayMatch(scoped in MemorySkim skim)
    {
        return (repo is null || IsSame(repo, skim.Repo))
            && (type is null || IsSame(type, skim.Type))
            && (severity is null || severity == SeverityScale.Parse(MemorySkim.TextOf(skim.Severity)))
            && IsInTime(skim.Timestamp ?? skim.RecordedAt)
            && (words.Length > 0
                || (prNumber is { } number && skim.PrNumber == number)
                || (sha is not null && IsSameCommit(sha, MemorySkim.TextOf(skim.Sha)))
                || (fingerprints.Count > 0 && MemorySkim.TextOf(skim.Fingerprint) is { } fingerprint && fingerprints.Contains(fingerprint.Trim()))
                || Overlaps(skim.Paths));
    }

    private bool Overlaps(ReadOnlySpan<byte> rawPaths)
    {
        while (!paths.IsEmpty && MemorySkim.TryTakePath(ref rawPaths, out ReadOnlySpan<byte> path))
        {
            if (paths.Overlaps(Encoding.UTF8.GetString(path)))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsInTime(DateTimeOffset? time) => (since is null || time >= since) && (until is null || time <= until) && !(time < cutoff);

    private static bool IsSame(string wanted, ReadOnlySpan<byte> raw) => Ascii.Equals(raw, wanted) || IsSame(wanted, MemorySkim.TextOf(raw));

    // Failures of a verification carry the hash of their files. Whoever asks for files and a fingerprint means them too, and may have
    // spelt the files as a record of the founding system did.
    private static HashSet<string> FingerprintsOf(MemoryQuery query)
    {
        if (Trimmed(query.Fingerprint) is not { } fingerprint)
        {
            return [];
        }

        string[] hashes = query.Paths.Any(path => !string.IsNullOrWhiteSpace(path))
            ? [PathHash.Of(query.Paths), PathHash.OfSpelling(query.Paths)]
            : [];
        IEnumerable<string> ofPaths = VerifierCluster.FailureTypes.SelectMany(type => hashes.Select(hash => $"{type}:{hash}"));
        return ofPaths.Append(fingerprint).ToHashSet(StringComparer.Ordinal);
    }

    private static string? Trimmed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static bool IsSame(string wanted, string? text) => text is not null && text.AsSpan().Trim().SequenceEqual(wanted);

    private bool PassesFilters(MemoryRecord record)
    {
        return record.SupersededBy is null
            && (repo is null || IsSame(repo, record.Repo))
            && (type is null || IsSame(type, record.Type))
            && (severity is null || severity == SeverityScale.Parse(record.Severity))
            && IsInTime(record.EffectiveTime);
    }

    private bool HasFingerprint(MemoryRecord record) => fingerprints.Count > 0
        && record.Fingerprint is { } fingerprint
        && fingerprints.Contains(fingerprint.Trim());

    private bool MeetsAnother(MemoryRecord record)
    {
        return (prNumber is { } number && record.PrNumber == number)
            || (sha is not null && IsSameCommit(sha, record.Sha))
            || (words.Length > 0 && words.All(word => HasWord(record, word)));
    }

    private static bool IsSameCommit(string wanted, string? text)
    {
        ReadOnlySpan<char> stored = text.AsSpan().Trim();
        return stored.StartsWith(wanted, StringComparison.OrdinalIgnoreCase)
            || (stored.Length >= RecordShaMin && wanted.AsSpan().StartsWith(stored, StringComparison.OrdinalIgnoreCase));
    }

    private static bool HasWord(MemoryRecord record, string word)
    {
        return Contains(record.Title, word)
            || Contains(record.Summary, word)
            || Contains(record.Fingerprint, word)
            || Contains(record.Type, word)
            || record.Paths.Any(path => Contains(path, word));
    }

    private static bool Contains(string? text, string word) => text?.Contains(word, StringComparison.OrdinalIgnoreCase) == true;
}
