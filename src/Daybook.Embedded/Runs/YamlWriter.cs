using System.Globalization;
using System.Text;

namespace Daybook.Embedded.Runs;

/// <summary>Writes fields one to a line. A text that anyone could take for something else is quoted as in JSON.</summary>
internal sealed class YamlWriter
{
    private readonly StringBuilder text = new();

    /// <summary>Writes a text.</summary>
    internal void Write(string key, string value) => WriteSource(key, IsPlain(value) ? value : Quoted(value));

    /// <summary>Writes a number.</summary>
    internal void Write(string key, long value) => WriteSource(key, value.ToString(CultureInfo.InvariantCulture));

    /// <summary>Writes what stands behind the colon as it is: a number, a time, or what another file had there.</summary>
    internal void WriteSource(string key, string source)
    {
        text.Append(IsPlain(key) ? key : Quoted(key)).Append(':');
        if (source.Length > 0 && source[0] != '\n')
        {
            text.Append(' ');
        }

        text.Append(source).Append('\n');
    }

    /// <summary>All that was written.</summary>
    internal byte[] Encode() => Encoding.UTF8.GetBytes(text.ToString());

    private static bool IsPlain(string value)
    {
        foreach (char letter in value)
        {
            if (!char.IsAsciiLetterOrDigit(letter) && letter is not ('_' or '.' or '/' or '@' or '+' or '-'))
            {
                return false;
            }
        }

        return value.Length > 0 && (char.IsAsciiLetter(value[0]) || value[0] is '/' or '_') && !IsWord(value);
    }

    /// <summary>Whether some reader takes a text for null, a truth value or a number.</summary>
    private static bool IsWord(string value) =>
        value.ToUpperInvariant() is "NULL" or "TRUE" or "FALSE" or "YES" or "NO" or "ON" or "OFF" or "Y" or "N" or "NAN" or "INF";

    private static string Quoted(string value)
    {
        var quoted = new StringBuilder("\"");
        foreach (char letter in value)
        {
            quoted.Append(letter switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",

                // Control characters, the line ends of Unicode, the byte order mark, marks that turn text around.
                < ' ' or (>= '\u007F' and <= '\u00A0') or (>= '\u200B' and <= '\u200F') or (>= '\u2028' and <= '\u202E')
                    or (>= '\u2060' and <= '\u206F') or (>= '\uFEFF' and <= '\uFEFF') or >= '\uFFF0' =>
                    string.Create(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}"),
                _ => letter.ToString(),
            });
        }

        return quoted.Append('"').ToString();
    }
}
