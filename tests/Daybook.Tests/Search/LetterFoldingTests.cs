using System.Text;
using Daybook.Search;
using Xunit;

namespace Daybook.Tests.Search;

public sealed class LetterFoldingTests
{
    [Theory]
    [InlineData("ÀÁÂÃÄÅàáâãäåĀāĂăĄą", "aaaaaaaaaaaaaaaaaa")]
    [InlineData("ÇçĆćĎďĐđÐð", "ccccdddddd")]
    [InlineData("ÑñŃńØøŐőŁł", "nnnnooooll")]
    [InlineData("ẠạẤấỆệỒồƯư", "aaaaeeoouu")]
    [InlineData("ßẞÆæŒœ", "ssssaeaeoeoe")]
    [InlineData("ΆΈΉΊΌΎΏΐΰςΣ", "αεηιουωιυσσ")]
    [InlineData("ἀἈὦᾳ", "ααωα")]
    [InlineData("ЀЁЙйёїЇ", "ееииеіі")]
    [InlineData("Þþ×Ж", "þþ×ж")]
    [InlineData("ＡｂＺ０９", "abz09")]
    [InlineData("٠٩०९", "0909")]
    [InlineData("a\u0301\u0308", "a")]
    [InlineData("नि", "नि")]
    [InlineData("𝟘", "0")]
    public void Letters_that_people_take_for_the_same_are_the_same(string text, string form)
    {
        byte[] buffer = new byte[LetterFolding.BytesMax];
        string folded = string.Concat(text.EnumerateRunes().Select(rune => Encoding.UTF8.GetString(buffer, 0, LetterFolding.Fold(rune, buffer))));

        Assert.Equal(form, folded);
    }

    [Fact]
    public void Every_character_has_a_form_that_is_its_own_form()
    {
        byte[] buffer = new byte[LetterFolding.BytesMax];
        for (int value = 0x80; value < 0x30000; value++)
        {
            if (!Rune.IsValid(value) || !LetterFolding.IsWordRune(new Rune(value)))
            {
                continue;
            }

            string once = Encoding.UTF8.GetString(buffer, 0, LetterFolding.Fold(new Rune(value), buffer));
            string twice = string.Concat(once.EnumerateRunes().Select(rune => Encoding.UTF8.GetString(buffer, 0, LetterFolding.Fold(rune, buffer))));

            Assert.True(once == twice, $"{value:x4} {once} {twice}");
        }
    }
}
