using System.Buffers;
using System.Text.Json;

namespace Daybook.Secrets;

/// <summary>Secrets in JSON: the texts of a value are looked at one by one, so that what comes out is JSON still.</summary>
public sealed partial class SecretScanner
{
    /// <summary>
    /// Puts a mark in the place of each secret in the texts and names of a JSON value. A text whose name is that of a secret, such as
    /// <c>password</c>, counts as its value.
    /// </summary>
    /// <exception cref="InvalidOperationException">A text has half of a surrogate pair in it.</exception>
    public Redacted<JsonElement> Redact(JsonElement value) => Redacted(name: null, value);

    /// <summary>Puts a mark in the place of each secret in a JSON value that has a name, as the other overload does.</summary>
    /// <param name="name">Its name; that of a secret makes a text one, if it looks like one.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="InvalidOperationException">A text has half of a surrogate pair in it.</exception>
    public Redacted<JsonElement> Redact(string name, JsonElement value)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Redacted(name, value);
    }

    /// <summary>Puts a mark in the place of each secret of a text that has a name, such as a header or a variable.</summary>
    /// <param name="name">Its name; that of a secret makes all of the text one, if it looks like one.</param>
    /// <param name="text">The text.</param>
    public Redacted<string> Redact(string name, string text)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(text);
        List<SecretSpan> found = Find(text, out _);
        if (Assignments.Judge(name, text) is { } promised)
        {
            var finding = new SecretFinding(promised.Kind, SecretFingerprint.Of(text));
            if (!allowed.Contains(finding.Fingerprint))
            {
                found.Add(new SecretSpan(0, text.Length, finding));
            }
        }

        return Redacted(text, found);
    }

    private Redacted<JsonElement> Redacted(string? name, JsonElement value)
    {
        var findings = new List<SecretFinding>();
        var bytes = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            Write(value, name, writer, findings);
        }

        return findings.Count == 0 ? new Redacted<JsonElement>(value, []) : new Redacted<JsonElement>(JsonElement.Parse(bytes.WrittenSpan), findings);
    }

    private void Write(JsonElement value, string? name, Utf8JsonWriter writer, List<SecretFinding> findings)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                string text = value.GetString() ?? string.Empty;
                writer.WriteStringValue(Noted(name is null ? Redact(text) : Redact(name, text), findings));
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (JsonElement item in value.EnumerateArray())
                {
                    Write(item, name, writer, findings);
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.Object:
                writer.WriteStartObject();
                var names = RedactedNames.Of(value);
                foreach (JsonProperty member in value.EnumerateObject())
                {
                    writer.WritePropertyName(names.Take(member.Name, Noted(Redact(member.Name), findings)));
                    Write(member.Value, member.Name, writer, findings);
                }

                writer.WriteEndObject();
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }

    private static string Noted(Redacted<string> redacted, List<SecretFinding> findings)
    {
        findings.AddRange(redacted.Findings);
        return redacted.Value;
    }
}
