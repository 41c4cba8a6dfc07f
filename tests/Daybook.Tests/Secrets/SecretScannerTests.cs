using System.Text;
using System.Text.RegularExpressions;
using Daybook.Secrets;
using Xunit;

namespace Daybook.Tests.Secrets;

public sealed class SecretScannerTests
{
    private const int Seed = 20261101;

    private static readonly SecretScanner Scanner = new();

    [Fact]
    public void Every_planted_key_is_taken_out_wherever_it_stands()
    {
        var random = new Random(Seed);
        var missed = new List<string>();
        int planted = 0;
        foreach ((string vendor, Func<string> draw) in new PlantedKeys(random).Vendors)
        {
            foreach ((string disguise, Func<string, string> put) in new Disguises(random).All)
            {
                string key = draw();
                string text = put(key);
                string redacted = Scanner.Redact(text).Value;
                planted++;
                if (!redacted.Contains("[REDACTED:", StringComparison.Ordinal) || Remains(key, redacted))
                {
                    missed.Add($"{vendor}, {disguise}: {text} -> {redacted}");
                }
            }
        }

        Assert.True(missed.Count == 0, $"seed {Seed}: {missed.Count} of {planted} missed\n{string.Join('\n', missed)}");
        Assert.True(planted >= 1_500);
    }

    [Fact]
    public void Fewer_than_one_ordinary_record_in_a_thousand_loses_anything()
    {
        const int Rounds = 1_000;
        var random = new Random(Seed);
        IReadOnlyList<(string Name, Func<string> Draw)> kinds = new OrdinaryRecords(random).Kinds;
        var hits = new List<string>();
        for (int round = 0; round < Rounds; round++)
        {
            foreach ((string name, Func<string> draw) in kinds)
            {
                string text = draw();
                if (Scanner.Redact(text) is { Findings: [var first, ..] } redacted)
                {
                    hits.Add($"{name}, {first.Kind}: {text} -> {redacted.Value}");
                }
            }
        }

        Assert.True(Rounds * kinds.Count >= 20_000);
        Assert.True(hits.Count * 1_000 < Rounds * kinds.Count, $"seed {Seed}: {hits.Count} of {Rounds * kinds.Count}\n{string.Join('\n', hits.Take(20))}");
    }

    [Theory]
    [InlineData("password=hunter2!Zebra", "password=[REDACTED:password:", "")]
    [InlineData("DB_PASSWORD: \"s3cr3tHorse9\",", "DB_PASSWORD: \"[REDACTED:password:", "\",")]
    [InlineData("{\"apiKey\":\"a81Kd02LpqZ77Rt1xYvw\"}", "{\"apiKey\":\"[REDACTED:api-key:", "\"}")]
    [InlineData("{\\\"api_key\\\": \\\"a81Kd02LpqZ77Rt1xYvw\\\"}", "{\\\"api_key\\\": \\\"[REDACTED:api-key:", "\\\"}")]
    [InlineData("curl -H 'Authorization: Bearer a81Kd02LpqZ77Rt1xYvw'", "curl -H 'Authorization: Bearer [REDACTED:token:", "'")]
    [InlineData("deploy --token a81Kd02LpqZ77Rt1xYvw --force", "deploy --token [REDACTED:token:", " --force")]
    [InlineData("password: \"Zx9Qw8Er,7Ty6Kp5Mn4\", x", "password: \"[REDACTED:password:", "\", x")]
    [InlineData("password: \"Zx9,Qw8Er7Ty6Kp5\"", "password: \"[REDACTED:password:", "\"")]
    [InlineData("password=\"Zx9Qw8(Er7Ty6&Kp5)Mn4\"", "password=\"[REDACTED:password:", "\"")]
    [InlineData("password = 'A1b2C3d4 E5f6G7h8'", "password = '[REDACTED:password:", "'")]
    [InlineData("postgres://app:tr0ub4dor@db/main", "postgres://app:[REDACTED:url-password:", "@db/main")]
    [InlineData("https://x?client_secret=a81Kd02LpqZ77Rt1&x=1", "https://x?client_secret=[REDACTED:secret:", "&x=1")]
    [InlineData("HEROKU_API_KEY=01234567-89ab-4cde-8f01-23456789abcd", "HEROKU_API_KEY=[REDACTED:api-key:", "")]
    [InlineData("curl -u app:hunter2Zebra https://x", "curl -u app:[REDACTED:curl-password:", " https://x")]
    [InlineData("curl -sS -u \"app:Zx9Qw8Er7Ty6\" https://x", "curl -sS -u \"app:[REDACTED:curl-password:", "\" https://x")]
    [InlineData("curl --user app:Zx9Qw8Er7Ty6 https://x", "curl --user app:[REDACTED:curl-password:", " https://x")]
    [InlineData("machine api.example.com login app password correcthorse\n", "machine api.example.com login app password [REDACTED:netrc-password:", "\n")]
    [InlineData("machine api.example.com\n  login app\n  password correcthorse\nmacdef x", "machine api.example.com\n  login app\n  password [REDACTED:netrc-password:", "\nmacdef x")]
    [InlineData("<server><password>Zx9Qw8Er7Ty6</password></server>", "<server><password>[REDACTED:password:", "</password></server>")]
    [InlineData("&lt;adminPassword&gt;Zx9Qw8Er7Ty6&lt;/adminPassword&gt;", "&lt;adminPassword&gt;[REDACTED:password:", "&lt;/adminPassword&gt;")]
    [InlineData("{\"auths\":{\"x.io\":{\"auth\":\"YXBwOmh1bnRlcjI=\"}}}", "{\"auths\":{\"x.io\":{\"auth\":\"[REDACTED:basic-credentials:", "\"}}}")]
    [InlineData("Authorization: SSWS 00aB3dE6gH9jK2mN5pQ8rS1tV4wX7yZ0aB3dE6gH9j", "Authorization: SSWS [REDACTED:okta-token:", "")]
    [InlineData("CONSUL_HTTP_TOKEN=01234567-89ab-4cde-8f01-23456789abcd", "CONSUL_HTTP_TOKEN=[REDACTED:token:", "")]
    [InlineData("AccountKey=a81Kd02LpqZ77Rt1xYvwa81Kd02LpqZ77Rt1xYvw==;Suffix=x", "AccountKey=[REDACTED:azure-account-key:", ";Suffix=x")]
    public void What_a_name_calls_a_secret_is_one(string text, string before, string behind)
    {
        string redacted = Scanner.Redact(text).Value;
        Assert.Equal((before, behind), (redacted[..Math.Min(before.Length, redacted.Length)], redacted[Math.Min(before.Length + 9, redacted.Length)..]));
    }

    [Fact]
    public void A_private_key_is_one_secret_from_its_first_line_to_its_last()
    {
        string key = new PlantedKeys(new Random(Seed)).PrivateKey();
        string mark = $"[REDACTED:private-key:{SecretFingerprint.Of(key)}]";
        Assert.Equal($"before\n{mark}\nbehind", Scanner.Redact($"before\n{key}\nbehind").Value);
        Assert.Equal($"{{\"key\":\"{mark}\"}}", Scanner.Redact($"{{\"key\":\"{key.Replace("\n", "\\n", StringComparison.Ordinal)}\"}}").Value);
        Assert.Equal($"> {mark}\n", Scanner.Redact($"> {key.Replace("\n", "\n> ", StringComparison.Ordinal)}\n").Value[..2] + mark + "\n");
        Assert.DoesNotContain("MII", Scanner.Redact(Convert.ToBase64String(Encoding.UTF8.GetBytes(key))).Value, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_of_putty_is_one_secret_too()
    {
        string key = new PlantedKeys(new Random(Seed)).PuttyKey();
        string mark = $"[REDACTED:private-key:{SecretFingerprint.Of(key)}]";
        Assert.Equal($"before\n{mark}\nbehind", Scanner.Redact($"before\n{key}\nbehind").Value);
        Assert.Equal($"{{\"key\":\"{mark}\"}}", Scanner.Redact($"{{\"key\":\"{key.Replace("\n", "\\n", StringComparison.Ordinal)}\"}}").Value);
        string half = key[..(key.IndexOf("Private-MAC", StringComparison.Ordinal) - 8)];
        Assert.Matches(@"^x \[REDACTED:private-key:[0-9a-f]{8}\]\(cut\)$", Scanner.Redact($"x {half}(cut)").Value);
    }

    [Theory]
    [InlineData("discord.com/api/webhooks/")]
    [InlineData("discord.com/api/v10/webhooks/")]
    [InlineData("ptb.discord.com/api/v9/webhooks/")]
    public void A_webhook_of_discord_is_one_in_every_version_of_its_interface(string address)
    {
        var keys = new PlantedKeys(new Random(Seed));
        string secret = $"{keys.Of("123456789", 18)}/{keys.Of("abcdefghijABCDEFGHIJ0123456789_-", 67)}x";
        Assert.Equal($"POST https://{address}[REDACTED:discord-webhook:{SecretFingerprint.Of(secret)}] ok", Scanner.Redact($"POST https://{address}{secret} ok").Value);
    }

    [Fact]
    public void Half_a_private_key_is_taken_out_too_and_talk_about_one_is_not()
    {
        string key = new PlantedKeys(new Random(Seed)).PrivateKey();
        Assert.Matches(@"^x \[REDACTED:private-key:[0-9a-f]{8}\]\(cut\)$", Scanner.Redact("x " + key[..400] + "(cut)").Value);
        const string Talk = "It begins -----BEGIN PRIVATE KEY----- and ends -----END PRIVATE KEY-----, see RFC 7468";
        Assert.Same(Talk, Scanner.Redact(Talk).Value);
    }

    [Fact]
    public void The_secret_key_of_aws_is_known_by_the_access_key_beside_it()
    {
        const string Secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
        Assert.DoesNotContain("wJalr", Scanner.Redact($"Access key ID,Secret access key\nAKIAIOSFODNN7EXAMPLE,{Secret}\n").Value, StringComparison.Ordinal);
        Assert.DoesNotContain("wJalr", Scanner.Redact($"aws_secret_access_key = {Secret}").Value, StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_has_one_fingerprint_in_every_disguise()
    {
        var random = new Random(Seed);
        var keys = new PlantedKeys(random);
        foreach ((string disguise, Func<string, string> put) in new Disguises(random).All)
        {
            string key = "ghp_" + keys.Of("abcdefghijkmnpqrstuvwxyz0123456789", 36);
            IEnumerable<string> marks = Scanner.Redact(put(key)).Findings.Select(finding => finding.Mark);
            Assert.Equal($"{disguise}: [REDACTED:github-token:{SecretFingerprint.Of(key)}]", $"{disguise}: {string.Join(' ', marks)}");
        }
    }

    [Fact]
    public void An_allowed_secret_stays_and_the_others_do_not()
    {
        var keys = new PlantedKeys(new Random(Seed));
        string wanted = "npm_" + keys.Of("abcdefghijklm0123456789", 36);
        string other = "npm_" + keys.Of("abcdefghijklm0123456789", 36);
        var scanner = new SecretScanner([SecretFingerprint.Of(wanted).ToUpperInvariant()]);
        Assert.Equal($"{wanted} and [REDACTED:npm-token:{SecretFingerprint.Of(other)}]", scanner.Redact($"{wanted} and {other}").Value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1234567")]
    [InlineData("123456789")]
    [InlineData("1234567g")]
    public void What_is_no_fingerprint_is_refused(string text)
    {
        Daybook.Errors.InvalidInputException refused = Assert.Throws<Daybook.Errors.InvalidInputException>(() => new SecretScanner([text]));
        Assert.Contains($"'{text}' is no fingerprint", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_redacted_once_stays_as_it_is()
    {
        var random = new Random(Seed);
        foreach ((_, Func<string> draw) in new PlantedKeys(random).Vendors)
        {
            foreach ((_, Func<string, string> put) in new Disguises(random).All)
            {
                string once = Scanner.Redact($"password={draw()} {put(draw())}").Value;
                Assert.Equal(once, Scanner.Redact(once).Value);
            }
        }
    }

    [Fact]
    public void What_stands_beside_a_key_in_one_value_is_taken_out_too()
    {
        Redacted<string> once = Scanner.Redact("password=Zx9Qw8Er7Ty6Kp5-ghp_16C7e42F292c6912E7710c838347Ae178B4a");

        Assert.DoesNotContain("Zx9Qw8", once.Value, StringComparison.Ordinal);
        Assert.Equal(once.Value, Scanner.Redact(once.Value).Value);
    }

    [Theory]
    [InlineData("password: \"{{ vault_password1 }}\"")]
    [InlineData("token: \"<yourToken1,yourToken2>\"")]
    [InlineData("\"token\": \"min,8,max,64\"")]
    [InlineData("\"password\": \"see step 2 of B4 and C3\"")]
    public void What_stands_for_a_value_in_quotes_is_none(string text) => Assert.Equal(text, Scanner.Redact(text).Value);

    [Fact]
    public void Text_without_a_secret_is_the_very_same()
    {
        const string Text = "Retries hide the pool leak.";
        Assert.Same(Text, Scanner.Redact(Text).Value);
        Assert.Equal("", Scanner.Redact("").Value);
    }

    // Half a key is one that can be guessed: no third of it may be left, whatever stands between.
    private static bool Remains(string key, string text)
    {
        string plain = Regex.Replace(text, @"\[REDACTED:[^\]]*\]|[\s>""'+\\]", "");
        int length = Math.Max(key.Length / 3, 6);
        return Enumerable.Range(0, key.Length - length + 1).Any(start => plain.Contains(key.Substring(start, length), StringComparison.Ordinal));
    }
}
