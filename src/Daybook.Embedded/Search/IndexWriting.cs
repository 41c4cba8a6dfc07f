using Daybook.Durability.Locks;
using Daybook.Embedded.Sqlite;
using Daybook.Search;

namespace Daybook.Embedded.Search;

/// <summary>One transaction in which the index takes in what is new. What it holds of a source and how far that was read change together.</summary>
internal sealed class IndexWriting
{
    /// <summary>A note of the latest time so far stands behind every so many documents: a search for the newest walks half as many for nothing.</summary>
    private const int SpanDocuments = 64;

    private readonly SqliteDatabase database;
    private readonly IMonotonicClock clock;
    private readonly TimeSpan until;
    private readonly DocumentTerms one = new();
    private readonly bool[] hasChanged = new bool[RecordKinds.All.Count];

    /// <summary>Begins with what the index knows now.</summary>
    internal IndexWriting(SqliteDatabase database, IMonotonicClock clock, TimeSpan budget)
    {
        this.database = database;
        this.clock = clock;
        until = budget == Timeout.InfiniteTimeSpan ? TimeSpan.MaxValue : clock.Elapsed + budget;
        State = IndexState.Read(database);
        Problems = new IndexProblems(database);
    }

    internal IndexState State { get; }

    /// <summary>What is wrong with what was taken in.</summary>
    internal IndexProblems Problems { get; }

    /// <summary>Whether the time is up: what is not in the index by now is left for the next search.</summary>
    internal bool IsOver => clock.Elapsed >= until;

    /// <summary>The source of a name; a new one if there is none.</summary>
    internal IndexSource Source(string name, int kind) => State.Sources.TryGetValue(name, out IndexSource? known)
        ? known
        : new IndexSource { Name = name, Kind = kind, Number = State.Sources.Values.Select(static source => source.Number).DefaultIfEmpty(0).Max() + 1 };

    /// <summary>Notes how far a source was read.</summary>
    internal void Save(IndexSource source)
    {
        database.Use(IndexSchema.SaveSource)
            .Bind(1, source.Name)
            .Bind(2, source.Number)
            .Bind(3, source.Kind)
            .Bind(4, source.Inode)
            .Bind(5, source.Birth)
            .Bind(6, source.Length)
            .Bind(7, source.Modified)
            .Bind(8, source.Position)
            .Bind(9, source.Lines)
            .Bind(10, source.Tail)
            .Run();
        State.Set(source);
    }

    /// <summary>Takes all documents of a source out.</summary>
    internal void Drop(IndexSource source)
    {
        long floor = KindTotals.FloorOf(source.Kind);
        long ceiling = KindTotals.FloorOf(source.Kind + 1);
        long count;
        long terms;
        using (SqliteStatement sum = database.Use(IndexSchema.SumOfSource).Bind(1, floor).Bind(2, ceiling).Bind(3, source.Number))
        {
            sum.Step();
            (count, terms) = (sum.Integer(0), (long)sum.Real(1));
        }

        database.Use(IndexSchema.DropDocumentsOfSource).Bind(1, floor).Bind(2, ceiling).Bind(3, source.Number).Run();
        database.Use(IndexSchema.DropSource).Bind(1, source.Name).Run();
        Problems.Forget(source.Name);
        State.Remove(source.Name);
        KindTotals total = State.Totals[source.Kind];
        Change(total with { Documents = total.Documents - count, Terms = total.Terms - terms, Dead = total.Dead + count });
    }

    /// <summary>Adds the documents of a part of a source, and what is wrong with it.</summary>
    internal void Add(IndexSource source, DocumentTerms documents)
    {
        for (int index = 0; index < documents.Count; index++)
        {
            Add(source.Kind, source.Number, source.Lines, documents, index);
        }

        Problems.Add(source.Name, documents.Problems.Select(problem => problem with { Line = problem.Line + source.Lines }));
    }

    /// <summary>Puts a record in the place of what the index has under its name.</summary>
    /// <param name="group">The records among which the name is unique.</param>
    /// <param name="kind">The kind, by its place.</param>
    /// <param name="name">The name.</param>
    /// <param name="stamp">Tells one state of the record from the next.</param>
    /// <param name="document">What it says; null where it cannot be read, so that only the stamp is noted.</param>
    internal void Put(int group, int kind, string name, long stamp, SearchDocument? document)
    {
        Forget(group, kind, name);
        long? number = null;
        if (document is not null)
        {
            one.Clear();
            one.Add(document, 0, 0);
            number = Add(kind, 0, 0, one, 0);
            database.Use(IndexSchema.AddText).Bind(1, number.Value).BindBlob(2, StoredDocument.Encode(document)).Run();
        }

        SqliteStatement save = database.Use(IndexSchema.SaveRecord).Bind(1, group).Bind(2, name).Bind(3, stamp);
        (number is { } known ? save.Bind(4, known) : save.Bind(4, (string?)null)).Run();
    }

    /// <summary>Takes a record out.</summary>
    internal void Remove(int group, int kind, string name)
    {
        Forget(group, kind, name);
        database.Use(IndexSchema.DropRecord).Bind(1, group).Bind(2, name).Run();
    }

    /// <summary>The stamp of a record; null where the index has none of its name.</summary>
    internal long? StampOf(int group, string name)
    {
        using SqliteStatement row = database.Use(IndexSchema.Record).Bind(1, group).Bind(2, name);
        return row.Step() ? row.Integer(0) : null;
    }

    /// <summary>Writes the sums down. Nothing is added afterwards.</summary>
    internal void Finish()
    {
        foreach (KindTotals total in State.Totals.Where(total => hasChanged[total.Kind]))
        {
            Mark(total);
            database.Use(IndexSchema.SaveTotals)
                .Bind(1, total.Kind)
                .Bind(2, total.Last)
                .Bind(3, total.Documents)
                .Bind(4, total.Terms)
                .Bind(5, total.Dead)
                .Bind(6, total.Latest)
                .Bind(7, total.Earliest)
                .Run();
        }
    }

    private long Add(int kind, long source, long lines, DocumentTerms documents, int index)
    {
        KindTotals total = State.Totals[kind];
        DocumentTerms.Entry entry = documents[index];
        long number = total.Last + 1;
        SqliteStatement row = database.Use(IndexSchema.AddDocument).Bind(1, number);
        row = entry.Time is { } time ? row.Bind(2, time) : row;
        row.Bind(3, entry.Terms).Bind(4, source).Bind(5, entry.Position).Bind(6, entry.Line == 0 ? 0 : lines + entry.Line).Run();
        SqliteStatement words = database.Use(IndexSchema.AddWords).Bind(1, number);
        for (int column = 0; column < DocumentTerms.Columns.Length; column++)
        {
            words.Bind(column + 2, documents.Words(index, column));
        }

        words.Run();
        total = total with
        {
            Last = number,
            Documents = total.Documents + 1,
            Terms = total.Terms + entry.Terms,
            Latest = Math.Max(total.Latest, entry.Time ?? SearchRank.NoTime),
            Earliest = Math.Min(total.Earliest, entry.Time ?? long.MaxValue),
        };
        Change(total);
        if (number % SpanDocuments == 0)
        {
            Mark(total);
        }

        return number;
    }

    private void Forget(int group, int kind, string name)
    {
        long document;
        using (SqliteStatement row = database.Use(IndexSchema.Record).Bind(1, group).Bind(2, name))
        {
            if (!row.Step() || row.IsNull(1))
            {
                return;
            }

            document = row.Integer(1);
        }

        long terms;
        using (SqliteStatement row = database.Use(IndexSchema.TermsOf).Bind(1, document))
        {
            terms = row.Step() ? row.Integer(0) : 0;
        }

        database.Use(IndexSchema.DropDocument).Bind(1, document).Run();
        database.Use(IndexSchema.DropText).Bind(1, document).Run();
        KindTotals total = State.Totals[kind];
        Change(total with { Documents = total.Documents - 1, Terms = total.Terms - terms, Dead = total.Dead + 1 });
    }

    private void Change(KindTotals total)
    {
        State.Set(total);
        hasChanged[total.Kind] = true;
    }

    /// <summary>A search for the newest need look no further back than to where no time is late enough.</summary>
    private void Mark(KindTotals total) => database.Use(IndexSchema.AddSpan).Bind(1, total.Last).Bind(2, total.Latest).Run();
}
