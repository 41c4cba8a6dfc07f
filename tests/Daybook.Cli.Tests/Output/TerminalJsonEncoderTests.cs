using System.Text;
using System.Text.Json;
using Daybook.Cli.Output;
using Xunit;

namespace Daybook.Cli.Tests.Output;

public sealed class TerminalJsonEncoderTests
{
    private static readonly JsonWriterOptions Options = new() { Encoder = TerminalJsonEncoder.Instance };

    [Theory]
    [InlineData("a\"b\\c\td\ne")]
    [InlineData("\u001b[31m\u009b\u007f")]
    [InlineData("\u202e\u2066\u200b\ufeff\u2028")]
    [InlineData("\U000e0041 tags")]
    public void What_a_terminal_would_obey_is_escaped_and_comes_back_exactly(string text)
    {
        string written = Written(text);
        Assert.DoesNotContain(written.EnumerateRunes(), TerminalText.IsHarmful);
        Assert.Equal(text, JsonElement.Parse(written).GetString());
    }

    [Fact]
    public void Letters_of_all_languages_stay_readable()
    {
        Assert.Equal("\"grün <日本> 🎉 'é' & +\"", Written("grün <日本> 🎉 'é' & +"));
    }

    private static string Written(string text)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Options))
        {
            writer.WriteStringValue(text);
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
