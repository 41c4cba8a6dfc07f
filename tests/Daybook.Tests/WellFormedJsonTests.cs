using System.Text.Json;
using Daybook.Errors;
using Xunit;

namespace Daybook.Tests;

public sealed class WellFormedJsonTests
{
    [Fact]
    public void Bytes_that_are_no_text_are_refused()
    {
        JsonElement value = JsonElement.Parse([(byte)'"', 0x95, (byte)'"']);
        Assert.Contains("no UTF-8", Assert.Throws<InvalidInputException>(() => WellFormedJson.Check("id", value)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Half_of_a_surrogate_pair_is_refused_in_a_name_too()
    {
        JsonElement value = JsonElement.Parse("""{"a\ud800":1}"""u8);
        Assert.Throws<InvalidInputException>(() => WellFormedJson.Check("metadata", value));
    }
}
