using System.Globalization;
using System.Text;

namespace Daybook.Proof.Fuzzing;

/// <summary>An input on which a parser does what it must not.</summary>
/// <param name="Target">The parser.</param>
/// <param name="Input">The input.</param>
/// <param name="Reason">What it did.</param>
internal sealed record FuzzFinding(string Target, byte[] Input, string Reason)
{
    private const int TextMax = 2_000;

    public override string ToString()
    {
        string text = Encoding.UTF8.GetString(Input.AsSpan(0, Math.Min(Input.Length, TextMax)));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Target}: {Reason}\n    input ({Input.Length} bytes) as text: {text.ReplaceLineEndings("\u23CE")}\n    as base64, to keep in tests/Daybook.Crash.Tests/Fuzzing/Findings: {Convert.ToBase64String(Input)}");
    }
}
