using Daybook.Secrets;
using Xunit;

namespace Daybook.Tests.Secrets;

/// <summary>The work is counted in characters that were looked at, so that the answer is the same on every machine.</summary>
public sealed class SecretScannerWorkTests
{
    private const int Short = 16 * 1024;
    private const int Long = 128 * 1024;
    private const int Longest = 1024 * 1024;

    /// <summary>So often a character is looked at, at worst, in all readings together.</summary>
    private const int StepsPerCharacterMax = 400;

    private static readonly SecretScanner Scanner = new();

    public static TheoryData<string> Pieces =>
    [
        "a", "A", "0", "-", "_", ".", "=", ":", "/", " ", "\n", "\\", "%", "&", "\"", "V", "VVVV\n", "\\\\", "\\u0041", "%25", "&amp;", "\u001b[",
        "sk-", "sk-ant-", "ghp_", "glpat-", "xoxb-", "eyJ", "eyJ-", "eyJ.", "eyJaaaaaaaa.ey", "eyJaaaaaaaa.eyaaaaaaaa.", "SG.", "SG.aaaaaaaaaaaaaaaa.",
        "AKIA", "AIza", "1234567890:", "://", "://a:", "://a:aaa", "://a:a@", "dp.pt.", "MT-", "MTaaaaaaaaaaaaaaaaaaaaaaaa.", "pscale_", "bearer ",
        "-----BEGIN ", "-----BEGIN PRIVATE KEY-----", "-----BEGIN PRIVATE KEY-----\n-----END ", "-----BEGIN PRIVATE KEY-----a ", "-----END ",
        "password=", "pwd=", "pwd=a1B", "pwd=9", "password:", "password=a1B2", "\"password\": ", "password='", "--password ", "token token ", "a=", "a = ", "= ", "\"\"", "''=",
        "\n>", "\n> ", "\n// ", "\"+\n\"", "=\n", "hooks.slack.com/services/", "https://discord.com/api/webhooks/", "0123456789abcdef", "AA+", "sig=",
        "c2stYW50LQ", "UEFTU1dPUkQ9", "Z2hwXw", "?sig=%41", "v1.0-", "dt0a00.", "fm1_", "ATATT3", "sl.a", "s.a", "1//0", "Q~Q~", "0Q~", "AStAStA",
        ">", "<password>", "<pwd>a1B2c3d4", "curl -u a:", " -u \"", "--user a:b", "machine a login a password ", "PuTTY-User-Key-File-", "PuTTY-User-Key-File-Private-Lines: ", "\"auth\":\"",
        "sk-ant-aB3dE6gH9\n", "eyJ-\n", "pwd=a1B2c3D4\n", "a1B2c3D4e5\n", "JQQJ99", "SSWS 00",
    ];

    [Theory]
    [MemberData(nameof(Pieces))]
    public void Eight_times_the_text_is_at_most_eight_times_the_work(string piece)
    {
        long little = Steps(piece, Short);
        long much = Steps(piece, Long);
        Assert.InRange(much, 1, (long)(little * (Long / Short) * 1.1));
        Assert.InRange(much, 1, (long)Long * StepsPerCharacterMax);
    }

    [Fact]
    public void A_megabyte_of_all_of_them_is_no_more_than_its_share()
    {
        string pieces = string.Concat(Pieces.Select(row => row.Data));
        Assert.InRange(Steps(pieces, Longest), 1, (long)(Steps(pieces, Long) * (Longest / Long) * 1.1));
    }

    [Fact]
    public void No_mixture_of_awkward_pieces_is_more_than_linear()
    {
        const int Seed = 4711;
        var random = new Random(Seed);
        string[] pieces = [.. Pieces.Select(row => row.Data)];
        for (int round = 0; round < 20; round++)
        {
            string mixture = string.Concat(random.GetItems(pieces, 8));
            long little = Steps(mixture, Short);
            Assert.True(Steps(mixture, Long) <= little * (Long / Short) * 1.1, $"seed {Seed}, {mixture}");
        }
    }

    [Fact]
    public void One_endless_word_of_every_alphabet_is_walked_over_once_for_each_part_of_a_rule()
    {
        foreach (string word in (string[])["eyJ", "sk-proj-", "github_pat_", "MTAx", "https://u:", "token=", "1234567890:"])
        {
            Assert.InRange(StepsOf(word + new string('a', Longest)), 1, (long)Longest * StepsPerCharacterMax);
            Assert.InRange(StepsOf(word + string.Concat(Enumerable.Repeat("-aB3", Longest / 4))), 1, (long)Longest * StepsPerCharacterMax);
        }
    }

    private static long Steps(string piece, int length) => StepsOf(string.Concat(Enumerable.Repeat(piece, (length / piece.Length) + 1)));

    private static long StepsOf(string text)
    {
        Scanner.Find(text, out long steps);
        return steps;
    }
}
