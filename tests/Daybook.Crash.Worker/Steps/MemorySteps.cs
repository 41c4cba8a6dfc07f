using Daybook.Embedded;
using Daybook.Memory;

namespace Daybook.Crash.Worker.Steps;

/// <summary>A record is added, then another, which takes the place of the first.</summary>
internal sealed class MemorySteps : IKindSteps
{
    /// <summary>A kill can tear a line in two only where it crosses a page.</summary>
    private const int TitleCharacters = 5_000;

    public int Last => 3;

    public string Subject(string agent, int seed, int number) => $"{agent}-{number}";

    public Task TakeAsync(EmbeddedStore store, string subject, int step) => step switch
    {
        1 => store.Memory.AddAsync(Record(subject), default),
        2 => store.Memory.AddAsync(Record(LaterOf(subject)), default),
        _ => store.Memory.SupersedeAsync(new MemorySupersede { Id = subject, By = LaterOf(subject) }, default),
    };

    private static string LaterOf(string subject) => subject + "+later";

    private static MemoryRecord Record(string id) => new() { Id = id, Type = "note", Title = new string('x', TitleCharacters) };
}
