using System.Text;
using System.Text.Json;

namespace Daybook.Tests.Secrets;

/// <summary>Draws texts that records are full of and that hold no secret, however random they look.</summary>
internal sealed class OrdinaryRecords(Random random)
{
    private static readonly string[] Words =
        ("the pool was exhausted after deploy because retries hid a leak see build token bucket password reset flow secret santa key rotation "
         + "authorization header api gateway cache lock file session lease fencing value returned null expected timeout in production").Split(' ');

    private static readonly string[] Folders = ["src", "tests", "Daybook.Embedded", "Tasks", "node_modules", "@types", "Secrets", "v2", "api-Gateway3"];

    public IReadOnlyList<(string Name, Func<string> Draw)> Kinds =>
    [
        ("prose", Prose),
        ("uuids", () => $"{Prose()} {Uuid()} {Uuid()}\n{Uuid()}\n{Uuid()}"),
        ("record", () => JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["id"] = Uuid(), ["type"] = "deploy_failure", ["sha"] = Hex(40), ["fingerprint"] = $"deploy:{Hex(7)}", ["token"] = random.Next(100_000),
            ["session_id"] = Uuid(), ["title"] = Prose(), ["paths"] = new[] { PathOf(), PathOf() }, ["recorded_at"] = "2026-11-01T12:00:00.1234567Z",
        })),
        ("git log", () => string.Concat(Enumerable.Range(0, 4).Select(_ => $"commit {Hex(40)}\nAuthor: A <a@b.com>\n\n    {Prose()}\n\n{Hex(9)} {Prose()}\n"))),
        ("sha-256 objects", () => $"{Hex(64)}  {PathOf()}\n{Hex(64)}  {PathOf()}\n{Hex(32)} *{PathOf()}"),
        ("ulids", () => $"op(reviewer): review [{Ulid()[..8]}]\n\nDaybook-Operation: {Ulid()}\n{Ulid()}\n{Ulid()}"),
        ("package-lock.json", () => $$"""
            "node_modules/lib{{random.Next(99)}}": { "version": "{{random.Next(9)}}.{{random.Next(20)}}.1", "integrity": "sha512-{{Base64(64)}}",
              "resolved": "https://registry.npmjs.org/@scope/lib/-/lib-1.2.3.tgz#{{Hex(40)}}" }
            """),
        ("yarn.lock", () => $"\"@babel/code-frame@npm:^7.0.0, @babel/code-frame@npm:7.10.{random.Next(9)}\":\n  checksum: 10c0/{Hex(128)}\n  languageName: node"),
        ("go.sum", () => $"golang.org/x/net v0.0.0-{random.NextInt64(20200101000000, 20261231000000)}-{Hex(12)} h1:{Base64(32)}\ngolang.org/x/net v1.0.0/go.mod h1:{Base64(32)}"),
        ("Cargo.lock", () => $"[[package]]\nname = \"serde\"\nsource = \"registry+https://github.com/rust-lang/crates.io-index\"\nchecksum = \"{Hex(64)}\""),
        ("packages.lock.json", () => $"\"xunit.v3\": {{ \"type\": \"Direct\", \"resolved\": \"3.2.2\", \"contentHash\": \"{Base64(64)}\" }}"),
        ("pip", () => $"idna==3.{random.Next(9)} --hash=sha256:{Hex(64)} \\\n    --hash=sha256:{Hex(64)}"),
        ("docker", () => $"FROM mcr.microsoft.com/dotnet/sdk:10.0@sha256:{Hex(64)}\ncontainer {Hex(12)} of image sha256:{Hex(64)}"),
        ("image", () => $"![](data:image/png;base64,{Base64(random.Next(200, 3000))})"),
        ("certificate", () => $"-----BEGIN CERTIFICATE-----\n{string.Join('\n', Base64(900).Chunk(64).Select(line => new string(line)))}\n-----END CERTIFICATE-----"),
        ("public key", () => $"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI{Base64(32)} me@laptop SHA256:{Base64(32).TrimEnd('=')}"),
        ("paths", () => string.Join('\n', Enumerable.Range(0, 12).Select(_ => PathOf()))),
        ("stack trace", () => $"   at Acme.Secrets.Api2Token.GetPasswordAsync(String token) in /home/ci3/{PathOf()}:line {random.Next(900)}\n   at {Words[3]}.<Run>d__{random.Next(40)}.MoveNext()"),
        ("numbers", () => $"max_tokens: {random.Next(1, 200_000)}, pid {random.Next(99999)}, port 5432, at 0x{Hex(16)}, {random.NextDouble()}, token {random.Next(99)}"),
        ("code", () => "var token = settings.Auth2.Token; string password = config[\"Db1:Password\"]; secret = os.environ[\"APP_SECRET2\"]; apiKey: getKey(Key2Id)"),
        ("settings to fill in", () => "PASSWORD=${DB_PASSWORD1} API_KEY=<your-Api-key-1234> token: \"{{ secrets.T0ken }}\" password=******** secret: changeme API_TOKEN=xxxxxxxxxxxxxxxx"),
        ("urls", () => $"https://github.com/acme/web/pull/{random.Next(9999)}/commits/{Hex(40)} http://localhost:3000/@vite/client ssh://git@host:22/a@b?x=1#L{random.Next(99)}"),
        ("run", () => $"run 20261101-120000{random.Next(1000, 9999)}-{random.Next(99999)}-0 boot {Uuid()} pid:[4026531836] password: required, secret: none"),
        ("base64 of text", () => Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Prose()} {Uuid()} {Prose()} {Hex(40)}"))),
        ("diff", () => $"diff --git a/{PathOf()} b/{PathOf()}\nindex {Hex(7)}..{Hex(7)} 100644\n--- a/x\n+++ b/x\n@@ -1,3 +1,4 @@\n-{Prose()}\n+{Prose()}"),
        ("settings and lines behind them", () => $"PORT=5432\nREPLICAS=3\nIMAGE=web:v1.{random.Next(9)}\nCOMMIT={Hex(12)}\nTOKEN=\nSTARTED=2026-11-01T12:00:00Z\n{Hex(12)} {Prose()}"),
        ("assemblies", () => $"System.Xml, Version=4.0.{random.Next(9)}.0, Culture=neutral, PublicKeyToken={Hex(16)}"),
        ("requests", () => $"correlation_token: {Uuid()} idempotency-token={Uuid()} {{\"nextPageToken\":\"{Base64(30)}\",\"lock_token\":\"{Uuid()}\"}}"),
        ("listings", () => $"continuation-token: {Base64(24)}\nresume_token={Base64(24)}\nX-Sync-Token: {Hex(20)}"),
        ("logins", () => $"docker run -u {random.Next(999, 9999)}:{random.Next(999, 9999)} -v a:b; chown -R www-data:www-data; login page password required; {{\"auth\":\"required\",\"authType\":\"basic\"}}"),
        ("markup", () => $"<password>required</password> <token>{Words[random.Next(9)]}</token> <Guid>{Uuid()}</Guid> <sha>{Hex(40)}</sha> a->password->b"),
        ("values", () => $"api-{Uuid()} API-VERSION-2026-11-01 sha256~ napi_get_value_string_utf8 rnd_seed csk-test pat-na1 EAA {Base64(600)}"),
        ("test names", () => "Passed Daybook.Tests.Secrets.SecretScannerTests.Every_planted_key_is_taken_out_wherever_it_stands [1 s] sk-learn glue-code-of-2026-release"),
    ];

    private string Prose() => string.Join(' ', random.GetItems(Words, random.Next(4, 30)));

    private string PathOf() => string.Join('/', random.GetItems(Folders, random.Next(2, 6))) + $"/File{random.Next(99)}.cs";

    private string Uuid() => new Guid(Bytes(16)).ToString();

    private string Ulid() => string.Concat("01", new string(random.GetItems("0123456789ABCDEFGHJKMNPQRSTVWXYZ".AsSpan(), 24)));

    private string Hex(int length) => Convert.ToHexStringLower(Bytes((length + 1) / 2))[..length];

    private string Base64(int length) => Convert.ToBase64String(Bytes(length));

    private byte[] Bytes(int length)
    {
        byte[] bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }
}
