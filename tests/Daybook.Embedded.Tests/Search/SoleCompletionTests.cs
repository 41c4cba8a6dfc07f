using Daybook.Embedded.Search;
using Daybook.Embedded.Sqlite;
using Daybook.Search;
using Daybook.Testing;
using Xunit;

namespace Daybook.Embedded.Tests.Search;

public sealed class SoleCompletionTests : IDisposable
{
    private static readonly string[] Words = ["e00037", "e00037", "e00041", "e0004100", "été", "été2"];

    private readonly TempDirectory directory = new();
    private readonly SqliteDatabase database;

    public SoleCompletionTests()
    {
        File.WriteAllBytes(directory.At("index.db"), []);
        database = SqliteDatabase.Open(EmbeddedPorts.System().FileSystem, directory.At("index.db"), TimeSpan.FromSeconds(1));
        database.Execute(IndexSchema.Create);
        foreach ((int row, string word) in Words.Index())
        {
            database.Use(IndexSchema.AddWords).Bind(1, row + 1).Bind(2, word).Bind(3, "").Bind(4, "").Bind(5, "").Bind(6, "").Run();
        }
    }

    public void Dispose()
    {
        database.Dispose();
        directory.Dispose();
    }

    [Theory]
    [InlineData("e0003", "e00037")]
    [InlineData("e00037", "e00037")]
    [InlineData("e00041", null)]
    [InlineData("e0004", null)]
    [InlineData("e000410", "e0004100")]
    [InlineData("e000", null)]
    [InlineData("e0005", null)]
    [InlineData("ét", null)]
    [InlineData("été2", "été2")]
    [InlineData("z", null)]
    public void A_beginning_that_one_word_alone_has_is_that_word(string beginning, string? word)
    {
        SearchClause clause = SoleCompletion.Of(database, new SearchClause([beginning], IsPhrase: false, IsPrefix: true));

        Assert.Equal((word ?? beginning, word is null), (Assert.Single(clause.Terms), clause.IsPrefix));
    }

    [Fact]
    public void Words_and_phrases_stay_as_they_are()
    {
        SearchClause word = new(["e0003"], IsPhrase: false, IsPrefix: false);
        SearchClause phrase = new(["the", "e0003"], IsPhrase: true, IsPrefix: true);

        Assert.Equal([word, phrase], [SoleCompletion.Of(database, word), SoleCompletion.Of(database, phrase)]);
    }
}
