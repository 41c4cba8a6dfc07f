using System.Text;
using System.Text.Json;
using Daybook.Memory;
using Daybook.Secrets;
using Xunit;

namespace Daybook.Tests.Memory;

public sealed class MemorySecretsTests
{
    private const string Key = "npm_a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8";

    private static readonly SecretScanner Scanner = new();

    [Fact]
    public void Every_text_of_a_record_is_scanned_and_ids_and_times_are_kept()
    {
        var record = new MemoryRecord
        {
            Id = "my-id",
            Type = Key,
            Repo = Key,
            Sha = Key,
            Source = Key,
            Severity = Key,
            Fingerprint = Key,
            Title = Key,
            Summary = Key,
            Paths = [Key],
            Links = [new MemoryLink(Key, Key)],
            Metadata = new Dictionary<string, JsonElement> { [Key] = JsonSerializer.SerializeToElement(new[] { Key }) },
            Extra = new Dictionary<string, JsonElement> { ["password"] = JsonSerializer.SerializeToElement("hunter2!Zebra") },
            SessionId = "s",
            Timestamp = DateTimeOffset.UnixEpoch,
        };
        Redacted<MemoryRecord> redacted = MemorySecrets.Redact(record, Scanner);
        Assert.Equal(14, redacted.Findings.Count);
        using var stored = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stored))
        {
            MemoryJson.Write(writer, redacted.Value);
        }

        string text = Encoding.UTF8.GetString(stored.ToArray());
        Assert.DoesNotContain(Key, text, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", text, StringComparison.Ordinal);
        Assert.Equal(("my-id", "s", DateTimeOffset.UnixEpoch), (redacted.Value.Id, redacted.Value.SessionId, redacted.Value.Timestamp));
        MemoryRules.Validate(redacted.Value);
    }

    [Fact]
    public void Two_names_that_hold_one_secret_stay_two_names()
    {
        JsonElement value = JsonSerializer.SerializeToElement(1);
        var record = new MemoryRecord
        {
            Type = "note",
            Metadata = new Dictionary<string, JsonElement> { [Key] = value, [Key.Insert(20, "\n")] = value, [Key.Insert(10, "\n")] = value },
        };
        string mark = $"[REDACTED:npm-token:{SecretFingerprint.Of(Key)}]";
        Assert.Equal([mark, $"{mark} (2)", $"{mark} (3)"], MemorySecrets.Redact(record, Scanner).Value.Metadata.Keys);
    }

    [Fact]
    public void A_record_without_secrets_is_the_very_same()
    {
        var record = new MemoryRecord { Type = "note", Title = "Retries hide the pool leak", Paths = ["src/db.cs"] };
        Assert.Same(record, MemorySecrets.Redact(record, Scanner).Value);
    }
}
