using Daybook.Drafts;
using Xunit;

namespace Daybook.Tests.Drafts;

/// <summary>The founding table of keywords, on whole words.</summary>
public sealed class CategoryClassifierTests
{
    [Theory]
    [InlineData("Send EMAIL summaries", "simple_utility")]
    [InlineData("A dashboard for sales", "complex_analyst")]
    [InlineData("Tell me a story", "creative")]
    [InlineData("Debug my program", "coding")]
    [InlineData("Find academic papers", "research")]
    [InlineData("A help  desk, open all day", "customer_service")]
    [InlineData("email the data report", "simple_utility")]
    [InlineData("start a smart party planner", "start a smart party planner")]
    [InlineData("write code", "coding")]
    [InlineData("write to my friends", "creative")]
    [InlineData("", "custom")]
    public void A_description_has_the_category_of_its_first_keyword(string description, string category)
    {
        Assert.Equal(category, CategoryClassifier.Classify(description));
    }

    [Fact]
    public void Without_a_keyword_the_first_fifty_characters_are_the_category()
    {
        Assert.Equal(new string('x', 50), CategoryClassifier.Classify("  " + new string('x', 60)));
        Assert.Equal(49, CategoryClassifier.Classify(new string('x', 49) + "🦊").Length);
    }
}
