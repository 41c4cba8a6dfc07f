using System.Text;
using System.Text.Json;
using Daybook.Tasks;
using Daybook.Testing;
using Xunit;

namespace Daybook.Tests.Tasks;

/// <summary>The wire form of events and tasks.</summary>
public sealed class TaskEventJsonTests
{
    [Fact]
    public void Every_event_has_the_approved_form()
    {
        IEnumerable<string> lines = TaskActions.OfTasks.Concat(TaskActions.Others).Select(action => TextOf(TaskActions.Event(action)));
        Snapshot.Match(string.Join('\n', lines) + "\n", "jsonl");
    }

    [Fact]
    public void Every_event_comes_back_as_it_was()
    {
        foreach (TaskAction action in TaskActions.OfTasks.Concat(TaskActions.Others))
        {
            string text = TextOf(TaskActions.Event(action));
            TaskEvent read = TaskEventJson.Read(Encoding.UTF8.GetBytes(text));
            Assert.Equal(action.GetType(), read.Action.GetType());
            Assert.Equal(text, TextOf(read));
        }
    }

    [Fact]
    public void Tasks_come_back_in_every_state()
    {
        foreach (TaskState state in Enum.GetValues<TaskState>())
        {
            string text = TextOf(TaskActions.TaskIn(state));
            Assert.Equal(text, TextOf(TaskJson.ReadTask(Encoding.UTF8.GetBytes(text))));
        }
    }

    [Fact]
    public void Unknown_events_and_fields_are_kept()
    {
        const string Line = """{"seq":9,"at":"2026-11-01T12:00:00.0000000Z","event":"blessed","task_id":"t","by":{"who":["me"]}}""";

        TaskEvent read = TaskEventJson.Read(Encoding.UTF8.GetBytes(Line));

        Assert.Equal(new TaskAction.Unknown("blessed"), read.Action);
        Assert.Equal(Line, TextOf(read));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"seq":1,"at":"2026-11-01T12:00:00Z"}""")]
    [InlineData("""{"seq":"1","at":"2026-11-01T12:00:00Z","event":"completed"}""")]
    [InlineData("""{"seq":1,"at":"yesterday","event":"completed"}""")]
    [InlineData("""{"seq":1,"at":"2026-11-01T12:00:00Z","event":"claimed"}""")]
    [InlineData("""{"seq":1,"at":"2026-11-01T12:00:00Z","event":"created","task":{"id":"a"}}""")]
    [InlineData("""{"seq":1,"at":"2026-11-01T12:00:00Z","event":"completed"} x""")]
    [InlineData("""{"seq":1,"at":"2026-11-01T12:00:00Z","event":"completed","reason":"\ud800"}""")]
    public void What_is_no_event_is_said_to_be_none(string line)
    {
        Assert.ThrowsAny<JsonException>(() => TaskEventJson.Read(Encoding.UTF8.GetBytes(line)));
    }

    private static string TextOf(TaskEvent happened) => Written(writer => TaskEventJson.Write(writer, happened));

    private static string TextOf(TaskRecord task) => Written(writer => TaskJson.Write(writer, task));

    private static string Written(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, TaskJson.WriterOptions))
        {
            write(writer);
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
