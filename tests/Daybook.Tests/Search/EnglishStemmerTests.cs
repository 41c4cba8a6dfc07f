using System.Text;
using Daybook.Search;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Daybook.Tests.Search;

public sealed class EnglishStemmerTests
{
    [Theory]
    [InlineData("consign", "consign consigned consigning consignment")]
    [InlineData("consist", "consist consisted consistency consistent consistently consisting consists")]
    [InlineData("consol", "consolation consolations console consoled consoles consoling consolingly consols")]
    [InlineData("consolatori", "consolatory")]
    [InlineData("consolid", "consolidate consolidated consolidating")]
    [InlineData("conson", "consonant")]
    [InlineData("consort", "consort consorted consorting")]
    [InlineData("conspicu", "conspicuous conspicuously")]
    [InlineData("conspiraci", "conspiracy")]
    [InlineData("conspir", "conspirator conspirators conspire conspired conspiring")]
    [InlineData("constabl", "constable constables")]
    [InlineData("constanc", "constance constancy")]
    [InlineData("constant", "constant")]
    [InlineData("knack", "knack knacks")]
    [InlineData("knackeri", "knackeries")]
    [InlineData("knave", "knave knaves")]
    [InlineData("knavish", "knavish")]
    [InlineData("knead", "kneaded kneading")]
    [InlineData("knee", "knee knees")]
    [InlineData("kneel", "kneel kneeled kneeling kneels")]
    [InlineData("knif", "knif")]
    [InlineData("knife", "knife")]
    [InlineData("knight", "knight knightly knights")]
    [InlineData("knit", "knit knits knitted knitting")]
    [InlineData("knive", "knives")]
    [InlineData("knock", "knock knocked knocking knocks")]
    [InlineData("knocker", "knocker knockers")]
    public void Words_of_the_published_vocabulary_have_their_published_stems(string stem, string words)
    {
        Assert.All(words.Split(' '), word => Assert.Equal(stem, StemOf(word)));
    }

    [Theory]
    [InlineData("deploy", "deploy deploys deployed deploying deployment deployments")]
    [InlineData("retri", "retry retries retried")]
    [InlineData("cach", "cache caches cached caching")]
    [InlineData("configur", "configure configured configuration configurations configuring")]
    [InlineData("exhaust", "exhaust exhausted exhausting exhaustion exhaustive")]
    [InlineData("connect", "connect connected connection connections connecting")]
    [InlineData("depend", "depend depends depended dependent dependence")]
    [InlineData("time", "time times timed timing")]
    [InlineData("hope", "hope hoped hoping")]
    [InlineData("hop", "hop hopped hopping")]
    [InlineData("run", "run runs running")]
    [InlineData("fail", "fail fails failed failing")]
    [InlineData("failur", "failure failures")]
    public void Forms_of_a_word_meet(string stem, string words)
    {
        Assert.All(words.Split(' '), word => Assert.Equal(stem, StemOf(word)));
    }

    [Theory]
    [InlineData("skis", "ski")]
    [InlineData("skies", "sky")]
    [InlineData("dying", "die")]
    [InlineData("lying", "lie")]
    [InlineData("tying", "tie")]
    [InlineData("idly", "idl")]
    [InlineData("gently", "gentl")]
    [InlineData("ugly", "ugli")]
    [InlineData("early", "earli")]
    [InlineData("only", "onli")]
    [InlineData("singly", "singl")]
    [InlineData("sky", "sky")]
    [InlineData("news", "news")]
    [InlineData("howe", "howe")]
    [InlineData("atlas", "atlas")]
    [InlineData("cosmos", "cosmos")]
    [InlineData("bias", "bias")]
    [InlineData("andes", "andes")]
    [InlineData("innings", "inning")]
    [InlineData("outing", "outing")]
    [InlineData("canning", "canning")]
    [InlineData("herring", "herring")]
    [InlineData("earrings", "earring")]
    [InlineData("proceeds", "proceed")]
    [InlineData("exceeding", "exceed")]
    [InlineData("succeeded", "succeed")]
    [InlineData("general", "general")]
    [InlineData("generate", "generat")]
    [InlineData("communism", "communism")]
    [InlineData("arsenal", "arsenal")]
    public void Words_that_the_rules_would_spoil_are_kept_from_them(string word, string stem) => Assert.Equal(stem, StemOf(word));

    [Theory]
    [InlineData("ties", "tie")]
    [InlineData("cries", "cri")]
    [InlineData("gas", "gas")]
    [InlineData("this", "this")]
    [InlineData("gaps", "gap")]
    [InlineData("kiwis", "kiwi")]
    [InlineData("luxuriated", "luxuri")]
    [InlineData("by", "by")]
    [InlineData("say", "say")]
    [InlineData("cry", "cri")]
    [InlineData("youth", "youth")]
    [InlineData("sayings", "say")]
    [InlineData("relational", "relat")]
    [InlineData("conditional", "condit")]
    [InlineData("vietnamization", "vietnam")]
    [InlineData("operator", "oper")]
    [InlineData("hopefulness", "hope")]
    [InlineData("sensibilities", "sensibl")]
    [InlineData("analogy", "analog")]
    [InlineData("electricity", "electr")]
    [InlineData("formative", "format")]
    [InlineData("adoption", "adopt")]
    [InlineData("roll", "roll")]
    [InlineData("controlled", "control")]
    [InlineData("rate", "rate")]
    [InlineData("agreed", "agre")]
    [InlineData("feed", "feed")]
    public void Each_rule_does_what_it_says(string word, string stem) => Assert.Equal(stem, StemOf(word));

    [Fact]
    public void No_stem_is_longer_than_its_word_or_empty()
    {
        Arbitrary<string> words = Gen.ArrayOf(Gen.Elements("abceghilmnorstuyz".ToCharArray()).Or(Gen.Elements('i', 'o', 'n', 'e', 'd', 's', 'y', 'l', 'g')))
            .Where(letters => letters.Length is > 0 and < 30).Select(letters => new string(letters)).ToArbitrary();

        Prop.ForAll(words, word => StemOf(word) is { Length: > 0 } stem && stem.Length <= word.Length && stem.All(char.IsAsciiLetterLower))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(5000).WithQuietOnSuccess(true));
    }

    private static string StemOf(string word)
    {
        byte[] letters = Encoding.ASCII.GetBytes(word);
        return Encoding.ASCII.GetString(letters, 0, EnglishStemmer.Stem(letters));
    }
}
