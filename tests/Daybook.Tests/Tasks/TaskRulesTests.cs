using Daybook.Errors;
using Daybook.Tasks;
using Xunit;

namespace Daybook.Tests.Tasks;

public sealed class TaskRulesTests
{
    [Theory]
    [InlineData(" ")]
    [InlineData("\u00a0")]
    public void A_session_without_a_visible_character_is_refused(string session)
    {
        InvalidInputException refused = Assert.Throws<InvalidInputException>(() => TaskRules.Validate(new TaskActor { Agent = "ann", SessionId = session }));

        Assert.Contains("session id", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_a_name_of_several_lines_is_sent_to_the_description()
    {
        Assert.Contains("description", Refused(new NewTask { Name = "one\ntwo" }).Hint, StringComparison.Ordinal);
        Assert.Null(Refused(new NewTask { Name = "a bell\u0007" }).Hint);
        Assert.Null(Refused(new NewTask { Name = "one", Tags = ["t\n"] }).Hint);
    }

    private static InvalidInputException Refused(NewTask task) => Assert.Throws<InvalidInputException>(() => TaskRules.Validate(task));
}
