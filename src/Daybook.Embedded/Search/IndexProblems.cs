using Daybook.Embedded.Sqlite;

namespace Daybook.Embedded.Search;

/// <summary>
/// What was found wrong while records were taken in. Each is kept as long as what it was found in: a later search does not read that again, and
/// tells it all the same.
/// </summary>
internal sealed class IndexProblems(SqliteDatabase database)
{
    private const long None = -1;

    /// <summary>The owner of what is wrong with a record that is known by name. Sources are paths, and none begins with a number.</summary>
    internal static string OwnerOf(int group, string name) => $"{group}:{name}";

    /// <summary>What is known to be wrong.</summary>
    internal static void Read(SqliteDatabase database, ProblemList problems)
    {
        using SqliteStatement rows = database.Use(IndexSchema.Problems).Bind(1, ProblemList.ItemsMax);
        while (rows.Step())
        {
            problems.Add(new Problem(rows.Text(0) ?? "", Known(rows.Integer(1)), Known(rows.Integer(2)), rows.Text(3) ?? ""));
        }
    }

    /// <summary>Adds what is wrong with an owner. What is known already, and what is beyond the most that an answer tells, is left out.</summary>
    internal void Add(string owner, IEnumerable<Problem> problems)
    {
        foreach (Problem problem in problems)
        {
            database.Use(IndexSchema.AddProblem)
                .Bind(1, owner).Bind(2, problem.Path).Bind(3, problem.Offset ?? None).Bind(4, problem.Reason).Bind(5, problem.Line ?? None)
                .Bind(6, ProblemList.ItemsMax)
                .Run();
        }
    }

    /// <summary>Forgets what was wrong with an owner, which is gone or read anew.</summary>
    internal void Forget(string owner) => database.Use(IndexSchema.DropProblems).Bind(1, owner).Run();

    private static long? Known(long number) => number == None ? null : number;
}
