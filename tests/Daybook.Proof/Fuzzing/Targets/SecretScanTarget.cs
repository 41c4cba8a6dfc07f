using Daybook.Secrets;

namespace Daybook.Proof.Fuzzing.Targets;

/// <summary>Any text, looked through for secrets.</summary>
internal sealed class SecretScanTarget() : FuzzTarget(
    "secret-scan",
    Seed.Texts(
        "export AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI0K7MDENG0bPxRfiCYEXAMPLEKEY\nAKIAIOSFODNN7EXAMPLE", "password: \"hunter2hunter2\"\nTOKEN='ghp_0123456789abcdefghijABCDEFGHIJ012345'",
        "-----BEGIN RSA PRIVATE KEY-----\nMIIEowIBAAKCAQEA0123456789\n-----END RSA PRIVATE KEY-----", "{\"api_key\":\"c2VjcmV0IHNlY3JldCBzZWNyZXQgc2VjcmV0\",\"x\":\"\\u0070assword=abcdefgh12345678\"}",
        "https://user:pa55word1234@example.org/path?token=eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abcdefghijklmnop"),
    "password=", "secret", "token:", "-----BEGIN ", "PRIVATE KEY-----", "AKIA", "ghp_", "eyJ", "\\n", "\\u003d", "%3D", "\\x41", "=", "\"")
{
    private static readonly SecretScanner Scanner = new();

    public override void Run(ReadOnlySpan<byte> input)
    {
        Redacted<string> once = Scanner.Redact(TextOf(input));
        Claim(once.Findings.Count > 0 || once.Value == TextOf(input), "nothing was found, and the text is another");
        Claim(once.Findings.Count == 0 || once.Value != TextOf(input), "something was found, and the text is the same");
    }
}
