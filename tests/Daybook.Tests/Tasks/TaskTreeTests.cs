using Daybook.Tasks;
using Xunit;

namespace Daybook.Tests.Tasks;

public sealed class TaskTreeTests
{
    [Fact]
    public void Parts_stand_below_their_parents_in_the_order_of_work()
    {
        IReadOnlyList<TaskTree> trees = TaskTree.Of(
            [Task("late", priority: 3), Task("a1", "a", priority: 1), Task("a"), Task("a2", "a", priority: 0), Task("a11", "a1")]);

        Assert.Equal("a(a2 a1(a11)) late", Shown(trees));
    }

    [Fact]
    public void A_part_of_a_task_that_is_not_open_is_a_root()
    {
        Assert.Equal("part", Shown(TaskTree.Of([Task("part", "finished long ago")])));
    }

    [Fact]
    public void Parents_in_a_circle_end_and_hide_nobody()
    {
        Assert.Equal("a(b(c)) d(d1)", Shown(TaskTree.Of([Task("a", "c"), Task("b", "a"), Task("c", "b"), Task("d", "d"), Task("d1", "d")])));
    }

    [Fact]
    public void What_is_too_deep_is_a_root_of_its_own()
    {
        TaskRecord[] chain = [.. Enumerable.Range(0, 100).Select(number => Task($"t{number:d3}", number == 0 ? null : $"t{number - 1:d3}"))];

        IReadOnlyList<TaskTree> trees = TaskTree.Of(chain);

        Assert.Equal(["t000", "t024", "t048", "t072", "t096"], trees.Select(tree => tree.Task.Id));
        Assert.Equal(100, Shown(trees).Split(['(', ')', ' '], StringSplitOptions.RemoveEmptyEntries).Length);
    }

    private static string Shown(IReadOnlyList<TaskTree> trees) => string.Join(
        ' ', trees.Select(tree => tree.Children.Count == 0 ? tree.Task.Id : $"{tree.Task.Id}({Shown(tree.Children)})"));

    private static TaskRecord Task(string id, string? parent = null, int priority = 2) =>
        new() { Id = id, Name = id, ParentId = parent, Priority = priority, CreatedAt = DateTimeOffset.UnixEpoch };
}
