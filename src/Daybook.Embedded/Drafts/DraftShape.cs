using System.Globalization;
using Daybook.Drafts;
using Daybook.Embedded.Sqlite;

namespace Daybook.Embedded.Drafts;

/// <summary>How a database of drafts is named and written. All shapes are read alike.</summary>
internal sealed class DraftShape
{
    private readonly string timeEnd;

    private DraftShape(string fileName, bool isBoternity, string timeEnd, int regularLength, string latestOfInstant, string recallSql, string categorySql, string oddSql, string oddCategorySql, Migration indexes)
    {
        FileName = fileName;
        IsBoternity = isBoternity;
        this.timeEnd = timeEnd;
        RegularLength = regularLength;
        LatestOfInstant = latestOfInstant;
        Recall = recallSql;
        RecallCategory = categorySql;
        RecallOdd = oddSql;
        RecallOddCategory = oddCategorySql;
        Migrations = [DraftMigrations.FoundingTables, indexes];
    }

    /// <summary>Daybook's own.</summary>
    internal static DraftShape Own { get; } = new(
        "builder.db",
        isBoternity: false,
        "Z",
        UtcTime.Length,
        "",
        DraftSql.RecallOwn,
        DraftSql.RecallCategoryOwn,
        DraftSql.RecallOddOwn,
        DraftSql.RecallOddCategoryOwn,
        DraftMigrations.IndexesOwn);

    /// <summary>The one that an adopted database keeps: nanoseconds, of which we know all but the last two digits.</summary>
    internal static DraftShape Boternity { get; } = new(
        "boternity.db",
        isBoternity: true,
        "00+00:00",
        35,
        "99+00:00",
        DraftSql.RecallBoternity,
        DraftSql.RecallCategoryBoternity,
        DraftSql.RecallOddBoternity,
        DraftSql.RecallOddCategoryBoternity,
        DraftMigrations.IndexesBoternity);

    /// <summary>The database's name in its folder.</summary>
    internal string FileName { get; }

    /// <summary>Whether it is the shape of the other system.</summary>
    internal bool IsBoternity { get; }

    /// <summary>The length of a time in the one form that sorts as text.</summary>
    internal int RegularLength { get; }

    /// <summary>The schema, step by step.</summary>
    internal IReadOnlyList<Migration> Migrations { get; }

    /// <summary>The latest entries whose time has the regular form.</summary>
    internal string Recall { get; }

    /// <summary>The same of one category.</summary>
    internal string RecallCategory { get; }

    /// <summary>All entries whose time has another form.</summary>
    internal string RecallOdd { get; }

    /// <summary>The same of one category.</summary>
    internal string RecallOddCategory { get; }

    /// <summary>What replaces the end of a time to name the last moment that shares its ticks; empty where there is but one.</summary>
    private string LatestOfInstant { get; }

    /// <summary>Writes a time.</summary>
    internal string TimeText(DateTimeOffset time) => time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)[..^1] + timeEnd;

    /// <summary>A text that no time of the regular form at or before <paramref name="time"/> comes after.</summary>
    internal string UpperBound(DateTimeOffset time) =>
        LatestOfInstant.Length == 0 ? TimeText(time) : TimeText(time)[..^LatestOfInstant.Length] + LatestOfInstant;

    /// <summary>Writes a category.</summary>
    internal string CategoryText(PurposeCategory category) => IsBoternity ? category.ToJsonText() : category.Word;
}
