using System.Text;

namespace Daybook.Tests.Secrets;

/// <summary>
/// Draws keys from the formats that their issuers publish, written apart from the rules that find them: by what an issuer's pages say
/// a key looks like, with lengths and alphabets spelled out here.
/// </summary>
internal sealed class PlantedKeys(Random random)
{
    private const string Upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const string Lower = "abcdefghijklmnopqrstuvwxyz";
    private const string Digits = "0123456789";
    private const string Hex = "0123456789abcdef";
    private const string Base62 = Upper + Lower + Digits;
    private const string Url64 = Base62 + "-_";
    private const string Base64 = Base62 + "+/";

    public IReadOnlyList<(string Vendor, Func<string> Draw)> Vendors =>
    [
        ("AWS access key", () => "AKIA" + Of(Upper + "234567", 16)),
        ("AWS session key", () => "ASIA" + Of(Upper + "234567", 16)),
        ("Google API key", () => "AIza" + Of(Url64, 35)),
        ("Google OAuth secret", () => "GOCSPX-" + Of(Url64, 28)),
        ("Azure client secret", () => Of(Base62, 3) + Of(Digits, 1) + "Q~" + Of(Base62 + "~_.-", 33) + "x"),
        ("Azure storage", () => Of(Base64, 76) + "+ASt" + Of(Base62, 6) + "=="),
        ("GitHub personal", () => "ghp_" + Of(Base62, 36)),
        ("GitHub fine-grained", () => "github_pat_" + Of(Base62, 22) + "_" + Of(Base62, 59)),
        ("GitHub OAuth", () => "gho_" + Of(Base62, 36)),
        ("GitHub app", () => "ghs_" + Of(Base62, 36)),
        ("GitHub refresh", () => "ghr_" + Of(Base62, 76)),
        ("GitLab personal", () => "glpat-" + Of(Url64, 19) + "x"),
        ("GitLab runner", () => "glrt-" + Of(Url64, 19) + "7"),
        ("Slack bot", () => $"xoxb-{Of(Digits, 12)}-{Of(Digits, 12)}-{Of(Base62, 24)}"),
        ("Slack user", () => $"xoxp-{Of(Digits, 12)}-{Of(Digits, 12)}-{Of(Digits, 12)}-{Of(Hex, 32)}"),
        ("Slack app", () => $"xapp-1-A{Of(Upper, 10)}-{Of(Digits, 13)}-{Of(Hex, 64)}"),
        ("Stripe secret", () => "sk_live_" + Of(Base62, 24)),
        ("Stripe restricted", () => "rk_live_" + Of(Base62, 99)),
        ("Stripe webhook", () => "whsec_" + Of(Base62, 32)),
        ("Twilio", () => "SK" + Of(Hex, 32)),
        ("SendGrid", () => $"SG.{Of(Url64, 22)}.{Of(Url64, 42)}x"),
        ("Mailgun", () => "key-" + Of(Hex, 32)),
        ("Mailchimp", () => $"{Of(Hex, 32)}-us{random.Next(1, 22)}"),
        ("npm", () => "npm_" + Of(Base62, 36)),
        ("PyPI", () => "pypi-AgEIcHlwaS5vcmc" + Of(Url64, 150) + "x"),
        ("NuGet", () => "oy2" + Of(Lower + Digits, 43)),
        ("Docker Hub", () => "dckr_pat_" + Of(Url64, 26) + "x"),
        ("OpenAI project", () => "sk-proj-" + Of(Url64, 155) + "x"),
        ("OpenAI", () => $"sk-{Of(Base62, 20)}T3BlbkFJ{Of(Base62, 20)}"),
        ("Anthropic", () => "sk-ant-api03-" + Of(Url64, 93) + "AA"),
        ("Hugging Face", () => "hf_" + Of(Upper + Lower, 34)),
        ("DigitalOcean", () => "dop_v1_" + Of(Hex, 64)),
        ("Shopify", () => "shpat_" + Of(Hex, 32)),
        ("Square", () => "sq0atp-" + Of(Url64, 21) + "x"),
        ("Braintree", () => $"access_token$production${Of(Lower + Digits, 16)}${Of(Hex, 32)}"),
        ("Telegram", () => $"{random.Next(1, 10)}{Of(Digits, 8)}:AA{Of(Url64, 32)}x"),
        ("Discord bot", () => $"MT{Of(Base62, 24)}.{Of(Url64, 5)}x.{Of(Url64, 37)}x"),
        ("Heroku", () => "HRKU-AA" + Of(Url64, 57) + "x"),
        ("Databricks", () => "dapi" + Of(Hex, 32)),
        ("Atlassian", () => $"ATATT3xFfGF0{Of(Url64, 171)}={Of("0123456789ABCDEF", 8)}"),
        ("Linear", () => "lin_api_" + Of(Base62, 40)),
        ("Notion", () => "ntn_" + Of(Digits, 11) + Of(Base62, 35)),
        ("Figma", () => "figd_" + Of(Url64, 39) + "x"),
        ("Vault", () => "hvs." + Of(Url64, 94) + "x"),
        ("Grafana", () => $"glsa_{Of(Base62, 32)}_{Of(Hex, 8)}"),
        ("RubyGems", () => "rubygems_" + Of(Hex, 48)),
        ("Postman", () => $"PMAK-{Of(Hex, 24)}-{Of(Hex, 34)}"),
        ("Airtable", () => $"pat{Of(Base62, 14)}.{Of(Hex, 64)}"),
        ("New Relic", () => "NRAK-" + Of(Upper + Digits, 27)),
        ("NVIDIA", () => "nvapi-" + Of(Url64, 63) + "x"),
        ("HubSpot", () => $"pat-{(random.Next(2) == 0 ? "na" : "eu")}1-{Uuid()}"),
        ("Facebook", () => "EAA" + Of(Base62, 180)),
        ("Azure service", () => $"{Of(Base62, 52)}JQQJ99{Of(Base62, 26)}"),
        ("Databricks OAuth", () => "dose" + Of(Hex, 32)),
        ("Stripe organisation", () => "sk_org_live_" + Of(Base62, 99)),
        ("Google HMAC", () => "GOOG1E" + Of(Upper + Digits, 55)),
        ("Vercel", () => "vcp_" + Of(Base62, 56)),
        ("Sourcegraph", () => $"sgp_{Of(Hex, 16)}_{Of(Hex, 40)}"),
        ("Sourcegraph of old", () => "sgp_" + Of(Hex, 40)),
        ("Trello", () => "ATTA" + Of(Hex, 64) + Of("0123456789ABCDEF", 8)),
        ("Octopus", () => "API-" + Of(Upper + Digits, 26)),
        ("OpenShift", () => "sha256~" + Of(Url64, 42) + "x"),
        ("Plaid", () => $"access-{random.GetItems<string>(["sandbox", "development", "production"], 1)[0]}-{Uuid()}"),
        ("PostHog", () => "phx_" + Of(Base62, 47)),
        ("Neon", () => "napi_" + Of(Lower + Digits, 64)),
        ("Render", () => "rnd_" + Of(Base62, 28)),
        ("Langfuse", () => "sk-lf-" + Uuid()),
        ("Cerebras", () => "csk-" + Of(Lower + Digits, 48)),
        ("JFrog reference", () => "cmVmdGtu" + Of(Base62, 56)),
        ("JWT", () => $"{Encoded("{\"alg\":\"HS256\",\"typ\":\"JWT\"}")}.{Encoded($"{{\"sub\":\"{Of(Digits, 10)}\"}}")}.{Of(Url64, 42)}x"),
    ];

    /// <summary>A key of PuTTY, whose private half is a third of it.</summary>
    public string PuttyKey() => $"""
        PuTTY-User-Key-File-3: ssh-ed25519
        Encryption: none
        Comment: me@laptop
        Public-Lines: 2
        {Of(Base64, 64)}
        {Of(Base64, 40)}
        Private-Lines: 1
        {Of(Base64, 48)}
        Private-MAC: {Of(Hex, 64)}
        """;

    /// <summary>The body of an RSA key in PEM; its lines are part of its form.</summary>
    public string PrivateKey() =>
        "-----BEGIN RSA PRIVATE KEY-----\n" + string.Concat(Enumerable.Range(0, 12).Select(_ => Of(Base64, 64) + "\n")) + "-----END RSA PRIVATE KEY-----";

    public string Of(string alphabet, int length) =>
        string.Create(length, (random, alphabet), static (span, source) => source.random.GetItems(source.alphabet.AsSpan(), span));

    private string Uuid() => $"{Of(Hex, 8)}-{Of(Hex, 4)}-4{Of(Hex, 3)}-a{Of(Hex, 3)}-{Of(Hex, 12)}";

    private static string Encoded(string text) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes(text)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
