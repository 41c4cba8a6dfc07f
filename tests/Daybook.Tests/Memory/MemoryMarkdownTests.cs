using Daybook.Memory;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Daybook.Tests.Memory;

public sealed class MemoryMarkdownTests
{
    private static readonly MemoryRecord Failure = new()
    {
        Type = "deploy_failure",
        Timestamp = new DateTimeOffset(2026, 2, 17, 2, 3, 59, TimeSpan.Zero),
        Summary = "Deploy failure — deploy:health-check-failed",
        Links = [new MemoryLink("https://github.com/acme/web/actions/runs/1", "workflow_run")],
    };

    [Fact]
    public void A_bullet_has_type_time_summary_and_link()
    {
        Assert.Equal(
            "- **deploy_failure** (2026-02-17 02:03) — Deploy failure — deploy:health-check-failed "
            + "[link](https://github.com/acme/web/actions/runs/1)\n",
            MemoryMarkdown.Bullets([Failure]));
    }

    [Fact]
    public void There_are_as_many_bullets_as_records_and_none_for_none()
    {
        Assert.Equal(3, MemoryMarkdown.Bullets([Failure, Failure, Failure]).Count(unit => unit == '\n'));
        Assert.Equal("", MemoryMarkdown.Bullets([]));
    }

    [Fact]
    public void What_is_missing_leaves_its_place()
    {
        Assert.Equal("- **unknown** (no time) — no summary\n", MemoryMarkdown.Bullets([new MemoryRecord()]));
        Assert.Equal("- **note** (no time) — One line\n", MemoryMarkdown.Bullets([new MemoryRecord { Type = "note", Title = "One line", Summary = " " }]));
    }

    [Theory]
    [InlineData("one\r\n\n- two\u2028three\tfour", "one - two three four")]
    [InlineData("*bold* _it_ `code` [x](y) ~~no~~ $x$ \\*", "\\*bold\\* \\_it\\_ \\`code\\` \\[x\\](y) \\~\\~no\\~\\~ \\$x\\$ \\\\\\*")]
    [InlineData("<img src=x onerror=alert(1)> &amp; <!-- x -->", "&lt;img src=x onerror=alert(1)&gt; &amp;amp; &lt;!-- x --&gt;")]
    [InlineData("ask @octocat or @acme/team", "ask @&#8203;octocat or @&#8203;acme/team")]
    [InlineData("high_risk_no_approval __init__", "high_risk_no_approval \\_\\_init\\_\\_")]
    [InlineData("a\u202eb\u200bc\u0007d\U000e0041e", "abcde")]
    public void Text_cannot_break_out_of_its_bullet(string summary, string shown)
    {
        MemoryRecord record = Failure with { Summary = summary, Links = [] };
        Assert.Equal($"- **deploy_failure** (2026-02-17 02:03) — {shown}\n", MemoryMarkdown.Bullets([record]));
    }

    [Theory]
    [InlineData("https://x.org/a b(c)[d]", "https://x.org/a%20b%28c%29[d]")]
    [InlineData("https://x.org/?a=1&b=<2>\"", "https://x.org/?a=1&amp;b=%3C2%3E%22")]
    [InlineData("https://x.org/\n- new", "https://x.org/%0A-%20new")]
    [InlineData("javascript:alert(1)", null)]
    [InlineData("data:text/html,x", null)]
    [InlineData("not an address", null)]
    public void Only_web_addresses_become_links_and_stay_inside(string url, string? shown)
    {
        MemoryRecord record = Failure with { Summary = "s", Links = [new MemoryLink(url)] };
        string link = shown is null ? "" : $" [link]({shown})";
        Assert.Equal($"- **deploy_failure** (2026-02-17 02:03) — s{link}\n", MemoryMarkdown.Bullets([record]));
    }

    [Fact]
    public void Trap_8_a_link_is_written_by_its_address_whatever_else_it_says()
    {
        MemoryRecord record = Failure with { Links = [new MemoryLink("mailto:a@b.c"), new MemoryLink("https://x.org/1", "issue")] };
        Assert.EndsWith(" [link](https://x.org/1)\n", MemoryMarkdown.Bullets([record]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_summary_is_cut_between_characters()
    {
        MemoryRecord record = Failure with { Summary = new string('a', 499) + "\U0001F980" + new string('b', 100), Links = [] };
        Assert.EndsWith("— " + new string('a', 499) + "…\n", MemoryMarkdown.Bullets([record]), StringComparison.Ordinal);
    }

    [Fact]
    public void Any_text_gives_one_line_without_html_or_mention()
    {
        Gen<string> text = Gen.ArrayOf(Gen.Elements('@', '<', '>', '\n', '\r', '[', ']', '(', '\\', '`', '_', 'a', ' ', '\u2028', '\ud83e', '\u202e'))
            .Select(units => new string(units));
        Check.QuickThrowOnFailure(Prop.ForAll(text.Zip(text).ToArbitrary(), pair =>
        {
            (string summary, string url) = pair;
            string bullet = MemoryMarkdown.Bullets([new MemoryRecord { Type = summary, Summary = summary, Links = [new MemoryLink("https://x.org/" + url)] }]);
            return bullet.IndexOf('\n', StringComparison.Ordinal) == bullet.Length - 1
                && !bullet.AsSpan().ContainsAny("<>\r\u2028\u202e")
                && !bullet.Replace("@&#8203;", "", StringComparison.Ordinal).Split(" [link](")[0].Contains('@', StringComparison.Ordinal);
        }));
    }
}
