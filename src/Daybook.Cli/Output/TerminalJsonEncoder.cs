using System.Text;
using System.Text.Encodings.Web;

namespace Daybook.Cli.Output;

/// <summary>
/// How JSON is escaped on stdout: letters of all languages stay readable, while what <see cref="TerminalText"/> calls harmful is escaped, so
/// that JSON may be looked at on a terminal and still says exactly what is stored.
/// </summary>
internal sealed class TerminalJsonEncoder : JavaScriptEncoder
{
    /// <summary>The one instance; it holds nothing.</summary>
    public static TerminalJsonEncoder Instance { get; } = new();

    /// <inheritdoc/>
    public override int MaxOutputCharactersPerInputCharacter => UnsafeRelaxedJsonEscaping.MaxOutputCharactersPerInputCharacter;

    /// <inheritdoc/>
    public override bool WillEncode(int unicodeScalar) =>
        unicodeScalar is '"' or '\\' or '\t' || (Rune.IsValid(unicodeScalar) && TerminalText.IsHarmful(new Rune(unicodeScalar)));

    /// <inheritdoc/>
    public override unsafe int FindFirstCharacterToEncode(char* text, int textLength)
    {
        int index = 0;
        while (index < textLength)
        {
            var rest = new ReadOnlySpan<char>(text + index, textLength - index);
            bool isWhole = Rune.DecodeFromUtf16(rest, out Rune rune, out int consumed) == System.Buffers.OperationStatus.Done;
            if (!isWhole || WillEncode(rune.Value))
            {
                return index;
            }

            index += consumed;
        }

        return -1;
    }

    /// <inheritdoc/>
    public override unsafe bool TryEncodeUnicodeScalar(int unicodeScalar, char* buffer, int bufferLength, out int numberOfCharactersWritten) =>
        Default.TryEncodeUnicodeScalar(unicodeScalar, buffer, bufferLength, out numberOfCharactersWritten);
}
