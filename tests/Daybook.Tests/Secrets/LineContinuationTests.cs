using Daybook.Secrets;
using Xunit;

namespace Daybook.Tests.Secrets;

public sealed class LineContinuationTests
{
    private const int Seed = 20261102;
    private const string Password = "Xk29fLq81mZpQ0vR";

    private static readonly SecretScanner Scanner = new();

    /// <summary>What stands behind secrets in settings, logs and notes.</summary>
    public static TheoryData<string> OrdinaryLines =>
    [
        "4f2a9c1d7b3e fixes it", "4f2a9c1d7b3e", "4f2a9c1d7b3e9a0c5d6f4f2a9c1d7b3e9a0c5d6f is the commit", "2026-01-01T00:00:00Z server started", "2026-01-01", "20260101T000000Z",
        "DB_PORT=5432", "FIX=4f2a9c1d7b3e", "IMAGE=web:v1.2", "IMAGE_TAG=v1.2.3-rc1", "host2: db3.example.com", "Port5432: open", "node18lts", "Build42 is green", "Build42", "ubuntu2204",
        "then deploy", "File12.cs", "src/File12.cs", "8d0a1f3e-6f2b-4c1d-9e7a-0b1c2d3e4f50", "8d0a1f3e-6f2b-4c1d-9e7a-0b1c2d3e4f50 was the request", "01JZX4N9Q2R7T5V8W3Y6B1C0DE",
        "x86_64bit", "Http2Server started", "SecretScanner2Tests", "release-2026-11-build17", "e2e-tests-run17", "HttpClient2Factory()", "10.0.0.12", "user2@example.com",
        "sha512-Qm9v4f2AzLk81mZpQ0vRXk29fLq81mZpQ0vR==", "--url5x9Z2 https://x1", "- name: web2", "| a1 | b2 |",
    ];

    [Fact]
    public void Settings_behind_a_password_stay()
    {
        string text = $"Set these:\nDB_PASSWORD={Password}\nDB_PORT=5432\nREPLICAS=3\nIMAGE=web:v1.2\nFIX=4f2a9c1d7b3e\nthen deploy";
        string mark = $"[REDACTED:password:{SecretFingerprint.Of(Password)}]";
        foreach (string lineEnd in (string[])["\n", "\r\n", "\n> ", "\n  # ", "\\n", "\\r\\n", "\\\\n"])
        {
            string written = text.Replace("\n", lineEnd, StringComparison.Ordinal);
            Assert.Equal(written.Replace(Password, mark, StringComparison.Ordinal), Scanner.Redact(written).Value);
        }
    }

    [Fact]
    public void Three_secrets_on_three_lines_are_three()
    {
        string[] secrets = [Password, "a81Kd02LpqZ77Rt1xYvw", "ghp_" + Drawn(36)];
        string text = $"DB_PASSWORD={secrets[0]}\nAPI_KEY={secrets[1]}\nGITHUB_TOKEN={secrets[2]}\n";
        Redacted<string> redacted = Scanner.Redact(text);
        Assert.Equal(secrets.Select(SecretFingerprint.Of), redacted.Findings.Select(finding => finding.Fingerprint));
        Assert.Matches("^DB_PASSWORD=.*\nAPI_KEY=.*\nGITHUB_TOKEN=.*\n$", redacted.Value);
    }

    [Theory]
    [MemberData(nameof(OrdinaryLines))]
    public void An_ordinary_line_behind_a_secret_stays(string line)
    {
        var random = new Random(Seed);
        foreach ((string vendor, Func<string> draw) in new PlantedKeys(random).Vendors)
        {
            AssertStays($"{vendor}: ", draw(), line);
        }

        AssertStays("DB_PASSWORD=", Password, line);
        AssertStays("API_KEY=", "a81Kd02LpqZ77Rt1xYvwa81Kd02LpqZ77Rt1xYvw", line);
        AssertStays("Authorization: Bearer ", "a81Kd02LpqZ77Rt1xYvw77Rt1xYvw", line);
    }

    [Fact]
    public void Keys_below_each_other_are_several()
    {
        var random = new Random(Seed);
        foreach ((string vendor, Func<string> draw) in new PlantedKeys(random).Vendors)
        {
            string[] keys = [draw(), draw(), draw()];
            Redacted<string> redacted = Scanner.Redact(string.Join('\n', keys));
            Assert.Equal((vendor, 3), (vendor, redacted.Findings.Count));
            Assert.Equal(3, redacted.Value.Split('\n').Length);
        }
    }

    [Fact]
    public void A_key_has_one_fingerprint_whatever_follows_and_however_wide_it_is_wrapped()
    {
        var random = new Random(Seed);
        foreach ((string vendor, Func<string> draw) in new PlantedKeys(random).Vendors)
        {
            string key = draw();
            string fingerprint = Scanner.Redact(key).Findings.Single().Fingerprint;
            for (int width = 24; width <= 80; width += 8)
            {
                // A last line of a few characters is one that nobody can tell from a word; all else is found whole.
                bool isShort = key.Length % width is > 0 and < 12;
                string wrapped = string.Join('\n', key.Chunk(width).Select(line => new string(line)));
                IEnumerable<string> found = Scanner.Redact($"The key:\n{wrapped}\nThen it went on.").Findings.Select(finding => finding.Fingerprint);
                Assert.True(isShort || found.SequenceEqual([fingerprint]), $"seed {Seed}, {vendor}, width {width}: {wrapped}");
            }
        }
    }

    [Theory]
    [InlineData("password: \"", "\"")]
    [InlineData("API_KEY=", "")]
    public void A_value_that_fills_its_line_or_its_quotes_goes_on(string before, string behind)
    {
        string value = Drawn(60);
        Redacted<string> redacted = Scanner.Redact($"{before}{value[..40]}\n{value[40..]}{behind}\nREPLICAS=3");
        Assert.Equal(SecretFingerprint.Of(value), redacted.Findings.Single().Fingerprint);
        Assert.EndsWith($"{behind}\nREPLICAS=3", redacted.Value, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PASSWORD=\nAPI_URL2=abc123def4x9")]
    [InlineData("password:\n4f2a9c1d7b3e fixes it")]
    [InlineData("password:\n2026-01-01T00:00:00Z server started")]
    [InlineData("see http://localhost:3000\nuser@example.com knows")]
    public void A_line_behind_an_empty_value_or_a_port_is_none(string text) => Assert.Equal(text, Scanner.Redact(text).Value);

    [Theory]
    [InlineData("")]
    [InlineData(" is the old one")]
    public void A_value_on_the_line_behind_its_name_is_one(string behind) => Assert.Equal(
        $"password:\n  [REDACTED:password:{SecretFingerprint.Of(Password)}]{behind}\nREPLICAS=3",
        Scanner.Redact($"password:\n  {Password}{behind}\nREPLICAS=3").Value);

    private static void AssertStays(string before, string secret, string line)
    {
        string fingerprint = Scanner.Redact(before + secret).Findings[0].Fingerprint;
        Redacted<string> redacted = Scanner.Redact($"{before}{secret}\n{line}");
        Assert.EndsWith("]\n" + line, redacted.Value, StringComparison.Ordinal);
        Assert.Equal((secret, fingerprint), (secret, redacted.Findings[0].Fingerprint));
    }

    private static string Drawn(int length) => new PlantedKeys(new Random(Seed)).Of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", length);
}
