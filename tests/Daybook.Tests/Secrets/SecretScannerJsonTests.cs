using System.Text.Json;
using Daybook.Secrets;
using Xunit;

namespace Daybook.Tests.Secrets;

public sealed class SecretScannerJsonTests
{
    private const int Seed = 7;

    private static readonly SecretScanner Scanner = new();

    [Fact]
    public void Values_and_names_lose_their_secrets_and_the_rest_keeps_its_form()
    {
        const string Key = "ghp_a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8";
        string mark = $"[REDACTED:github-token:{SecretFingerprint.Of(Key)}]";
        JsonElement value = JsonElement.Parse($"{{\"a\":[1.50,true,null,\"x {Key}\"],\"{Key}\":{{\"deep\":\"{Key}\\n\"}},\"n\":1e3}}");
        Redacted<JsonElement> redacted = Scanner.Redact(value);
        Assert.Equal($"{{\"a\":[1.50,true,null,\"x {mark}\"],\"{mark}\":{{\"deep\":\"{mark}\\n\"}},\"n\":1e3}}", redacted.Value.GetRawText());
        Assert.Equal(3, redacted.Findings.Count);
    }

    [Fact]
    public void A_text_is_a_secret_if_its_name_says_so_and_it_looks_like_one()
    {
        Redacted<JsonElement> redacted = Scanner.Redact(JsonElement.Parse("{\"password\":\"hunter2!Zebra\",\"token\":\"next\",\"secret\":[\"aB3dE6gH9\"]}"));
        Assert.Matches("^{\"password\":\"\\[REDACTED:password:[0-9a-f]{8}\\]\",\"token\":\"next\",\"secret\":\\[\"\\[REDACTED:secret:[0-9a-f]{8}\\]\"\\]}$", redacted.Value.GetRawText());
    }

    [Fact]
    public void A_value_without_a_secret_is_kept_to_the_byte()
    {
        const string Json = "{ \"a\" : [ 1.0, \"\\u00e4\" ] }";
        Assert.Equal(Json, Scanner.Redact(JsonElement.Parse(Json)).Value.GetRawText());
    }

    [Fact]
    public void Whatever_is_redacted_is_json_that_says_the_same_but_for_the_secrets()
    {
        var random = new Random(Seed);
        foreach ((_, Func<string> draw) in new PlantedKeys(random).Vendors)
        {
            foreach ((string disguise, Func<string, string> put) in new Disguises(random).All)
            {
                string text = put(draw());
                JsonElement value = JsonSerializer.SerializeToElement(new Dictionary<string, object> { ["before"] = 1, ["text"] = text, ["behind"] = "ä\u2028" });
                JsonElement redacted = JsonElement.Parse(Scanner.Redact(value).Value.GetRawText());
                Assert.Equal(Scanner.Redact(text).Value, redacted.GetProperty("text").GetString());
                Assert.True(redacted.GetProperty("before").GetInt32() == 1 && redacted.GetProperty("behind").GetString() == "ä\u2028", $"seed {Seed}, {disguise}");
            }
        }
    }
}
