using System.Text;
using System.Text.Json;

namespace Daybook.Tests.Secrets;

/// <summary>The ways in which a key gets into a text, and out of it again.</summary>
internal sealed class Disguises(Random random)
{
    public IReadOnlyList<(string Name, Func<string, string> Put)> All =>
    [
        ("prose", key => $"I used {key} for the deploy, it should be rotated."),
        ("end of a sentence", key => $"The key is {key}."),
        ("alone", key => key),
        ("quotes", key => $"export KEY='{key}'"),
        ("brackets", key => $"(see [<{key}>])"),
        ("between words of another script", key => $"鍵は「{key}」です"),
        ("json", key => JsonSerializer.Serialize(new Dictionary<string, string> { ["note"] = "x", ["value"] = key })),
        ("json in json", key => JsonSerializer.Serialize(JsonSerializer.Serialize(new[] { "a\n" + key }))),
        ("json with every sign escaped", key => "{\"k\":\"" + Escaped(key) + "\"}"),
        ("slashes escaped", key => "{\"k\":\"" + key.Replace("/", "\\/", StringComparison.Ordinal) + "\"}"),
        ("url", key => $"https://api.example.com/v1/things?verbose=1&access={Uri.EscapeDataString(key)}&page=2"),
        ("path of a url", key => $"GET https://api.example.com/bot/{key}/send HTTP/1.1"),
        ("user of a url", key => $"git clone https://{key}@example.com/acme/web.git"),
        ("password of a url", key => $"git clone https://x-access-token:{Uri.EscapeDataString(key)}@example.com/acme/web.git"),
        ("two lines", key => Broken(key, "\n")),
        ("two lines of windows", key => Broken(key, "\r\n")),
        ("many lines", key => string.Join("\n  ", key.Chunk(Math.Max(key.Length / 5, 8)).Select(line => new string(line))) + "\n"),
        ("lines of a comment", key => "// the key is\n// " + Broken(key, "\n// ") + "\n// until May"),
        ("soft line breaks of a mail", key => Broken(key, "=\n")),
        ("indented lines", key => "key:\n    " + Broken(key, "\n    ") + "\nThen it went on."),
        ("quoted mail", key => "> he wrote:\n> " + Broken(key, "\n> ") + "\n> and so on"),
        ("continued by a backslash", key => "run --with " + Broken(key, "\\\n  ") + "\n"),
        ("added strings", key => "var key = \"" + Broken(key, "\" +\n    \"") + "\";"),
        ("escaped line breaks", key => "log: \"" + Broken(key, "\\n") + "\""),
        ("base64", key => Base64($"{{\"token\":\"{key}\"}}")),
        ("base64 alone", Base64),
        ("base64 behind a path", key => "data:application/json;base64," + Base64($"the key: {key}\n")),
        ("base64 glued to a word", key => $"secret/{Base64($"user:{key}")}"),
        ("base64 over lines", key => Wrapped(Base64($"{new string('.', random.Next(40))} {key} and more text behind it, so that it is long"), 60)),
        ("base64 of base64", key => Base64($"inner {Base64($"key={key}")} end")),
        ("base64 of utf-16", key => Convert.ToBase64String(Encoding.Unicode.GetBytes($"$key = '{key}'"))),
        ("colours", key => $"\u001b[31m{key}\u001b[0m"),
        ("no-width spaces", key => key.Insert(key.Length / 2, "\u200b")),
        ("html", key => $"<code>&quot;{key}&quot;</code>"),
    ];

    private string Broken(string key, string lineBreak) => key.Insert(random.Next(key.Length / 3, key.Length * 2 / 3), lineBreak);

    private static string Escaped(string text) =>
        string.Concat(text.Select(character => char.IsAsciiLetterOrDigit(character) ? character.ToString() : $"\\u{(int)character:x4}"));

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static string Wrapped(string text, int width) => string.Join('\n', text.Chunk(width).Select(line => new string(line)));
}
