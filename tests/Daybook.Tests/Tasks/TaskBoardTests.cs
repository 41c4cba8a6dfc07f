using System.Globalization;
using Daybook.Errors;
using Daybook.Tasks;
using Daybook.Testing;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Daybook.Tests.Tasks;

/// <summary>Board and desk against the naive rules, and the board against itself replayed.</summary>
public sealed class TaskBoardTests : IFinishedTasks
{
    private static readonly string[] Verbs = ["complete", "fail", "cancel", "release", "reopen", "depend"];

    private static Arbitrary<(int Kind, int Id, int Other, int Number)[]> Steps { get; } = Gen.ArrayOf(
        from kind in Gen.Choose(0, 9)
        from id in Gen.Choose(0, 7)
        from other in Gen.Choose(0, 7)
        from number in Gen.Choose(0, 5)
        select (kind, id, other, number)).ToArbitrary();

    [Fact]
    public void Any_row_of_wishes_ends_as_by_the_naive_rules_and_as_its_events_replayed()
    {
        // A failure prints the seed and the shortest row that still fails.
        Prop.ForAll(Steps, Compare).Check(Config.QuickThrowOnFailure.WithMaxTest(400).WithQuietOnSuccess(true));
    }

    [Fact]
    public void Dead_lines_never_let_a_token_be_handed_out_again()
    {
        var board = new TaskBoard();
        board.Skip();
        board.Skip();
        Assert.Equal((2, 2), (board.Seq, board.Token));
    }

    [Fact]
    public void Lines_that_no_program_wrote_end_neither_the_numbering_nor_what_is_there()
    {
        var board = new TaskBoard();
        var task = new TaskRecord { Id = IdOf(1), Name = "one", CreatedAt = default };
        var claim = new TaskClaim { Owner = "ann", Token = long.MaxValue, LeaseExpiresAt = default };
        TaskEvent created = TaskActions.Event(new TaskAction.Created(task)) with { Seq = 1, TaskId = task.Id };
        board.Apply(created);

        TaskEvent[] refused =
        [
            created with { Seq = 2, Action = new TaskAction.Snapshot("J", new BoardSummary()) },
            created with { Seq = long.MaxValue, Action = new TaskAction.Unknown("x") },
            created with { Seq = -1, Action = new TaskAction.Unknown("x") },
            created with { Seq = 2, Action = new TaskAction.Claimed(claim) },
            created with { Seq = 2, Action = new TaskAction.Claimed(claim with { Token = -1 }) },
            created with { Seq = 2, TaskId = IdOf(2) },
        ];

        Assert.All(refused, happened => Assert.Throws<ConflictException>(() => board.Apply(happened)));
        Assert.Equal(("one", 0L), (Assert.Single(board.Open).Name, board.Token));
        Assert.InRange(board.Seq, 1, 2);
    }

    [Fact]
    public void Sessions_beyond_the_bound_leave_the_longest_silent_without_work_first()
    {
        var board = new TaskBoard();
        for (int number = 1; number <= TaskBoard.SessionsMax + 10; number++)
        {
            board.Apply(TaskActions.Event(new TaskAction.SessionStarted()) with { Seq = number, SessionId = $"s-{number}" });
        }

        Assert.Equal(TaskBoard.SessionsMax, board.Sessions.Count);
        Assert.Null(board.FindSession("s-10"));
        Assert.NotNull(board.FindSession("s-11"));
    }

    public TaskRecord? Find(string id) => null;

    public IReadOnlyList<string> StartingWith(string prefix, int countMax) => [];

    private static string IdOf(int id) => string.Create(CultureInfo.InvariantCulture, $"0000000{id}-0000-4000-8000-000000000000");

    private void Compare((int Kind, int Id, int Other, int Number)[] steps)
    {
        var clock = new ManualClock();
        var processes = new ManualProcesses();
        var ids = new SequentialIds();
        var board = new TaskBoard();
        var naive = new NaiveTasks();
        var events = new List<TaskEvent>();
        foreach ((int kind, int id, int other, int number) in steps)
        {
            TaskDesk desk = new(board, this, ids, TaskMoment.Of(clock, processes));
            bool isKnown = naive.All.Any(task => task.Id == id);
            (TaskEvent? happened, bool expected) = kind switch
            {
                <= 1 => (Try(() => desk.Create(Wanted(id, number, other), Actor(null))), naive.Create(id, number % 5, clock.GetUtcNow(), number > 3 ? other : null)),
                2 => (Wait(clock, processes, number), false),
                3 when naive.Ready(processes.Elapsed) is { } next =>
                    (Try(() => desk.ClaimNext(Claim)), naive.Claim(next, processes.Elapsed, Claim.Lease) && board.Ready(TaskMoment.Of(clock, processes)).First().Id == IdOf(next)),
                3 => (Try(() => desk.ClaimNext(Claim)), false),
                4 when isKnown => (Try(() => desk.Claim(IdOf(id), Claim, out _)), naive.Claim(id, processes.Elapsed, Claim.Lease)),
                >= 5 when isKnown => Change(desk, naive, processes.Elapsed, id, Verbs[kind % Verbs.Length], number == 0 ? null : number, other),
                _ => (null, false),
            };
            Assert.Equal(expected, happened is not null);
            if (happened is not null)
            {
                board.Apply(happened);
                events.Add(happened);
            }

            AssertSame(naive, board);
        }

        AssertSame(naive, Replayed(events));
    }

    private static ClaimRequest Claim => new() { Agent = "ann", Lease = TimeSpan.FromMinutes(2) };

    private static TaskActor Actor(long? token) => new() { Agent = "ann", SessionId = "s", Token = token };

    private static NewTask Wanted(int id, int number, int other) =>
        new() { Id = IdOf(id), Name = $"n{Guid.NewGuid()}", Priority = number % 5, DependsOn = number > 3 ? [IdOf(other)] : [] };

    private static TaskEvent? Wait(ManualClock clock, ManualProcesses processes, int minutes)
    {
        clock.Advance(TimeSpan.FromMinutes(minutes));
        processes.Elapsed += TimeSpan.FromMinutes(minutes);
        return null;
    }

    private static (TaskEvent? Happened, bool Expected) Change(
        TaskDesk desk, NaiveTasks naive, TimeSpan now, int id, string verb, long? token, int on)
    {
        bool isNew = verb != "depend" || !naive.All.First(task => task.Id == id).DependsOn.Contains(on);
        TaskChange change = verb switch
        {
            "complete" => new TaskChange.Complete(null),
            "fail" => new TaskChange.Fail(null),
            "cancel" => new TaskChange.Cancel(null),
            "release" => new TaskChange.Release(null),
            "reopen" => new TaskChange.Reopen(null),
            _ => new TaskChange.Depend(IdOf(on)),
        };
        TaskEvent? happened = Try(() => desk.Change(IdOf(id), change, Actor(token)));
        return (happened, naive.Change(id, verb, token, now, on) && isNew);
    }

    private static TaskEvent? Try(Func<TaskEvent?> wish)
    {
        try
        {
            return wish();
        }
        catch (DaybookException)
        {
            return null;
        }
    }

    private static TaskBoard Replayed(List<TaskEvent> events)
    {
        var board = new TaskBoard();
        foreach (TaskEvent happened in events)
        {
            board.Apply(happened);
        }

        return board;
    }

    private static void AssertSame(NaiveTasks naive, TaskBoard board)
    {
        foreach (NaiveTasks.NaiveTask task in naive.All)
        {
            TaskRecord actual = board.Find(IdOf(task.Id))!;
            Assert.Equal(
                (task.Status, task.Token, string.Join(' ', task.DependsOn.Select(IdOf).Order())),
                (actual.Status, actual.Claim?.Token, string.Join(' ', actual.DependsOn.Order())));
        }
    }
}
