using System.Globalization;
using Daybook.Errors;

namespace Daybook.Embedded.Sqlite;

/// <summary>Which migrations a database has, and how it gets the others. Beside the migration table of another system it is a table of its own.</summary>
/// <param name="migrations">All that this version knows, in order.</param>
/// <param name="otherHint">What to do about a database that was made by other statements.</param>
internal sealed class MigrationTable(IReadOnlyList<Migration> migrations, string otherHint)
{
    private const string Create = """
        CREATE TABLE IF NOT EXISTS daybook_migrations (
            version INTEGER PRIMARY KEY,
            name TEXT NOT NULL,
            checksum TEXT NOT NULL,
            applied_at TEXT NOT NULL
        )
        """;

    private const string Exists = "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'daybook_migrations'";
    private const string Applied = "SELECT version, checksum FROM daybook_migrations ORDER BY version";
    private const string Insert = "INSERT INTO daybook_migrations (version, name, checksum, applied_at) VALUES (?1, ?2, ?3, ?4)";

    /// <summary>The newest schema that this version knows.</summary>
    internal int Latest => migrations.Count;

    /// <summary>Looks at the schema if anybody else has committed since that was done last: every transaction asks, and few find anything new.</summary>
    /// <exception cref="NewerFormatException">As <see cref="VersionOf"/>.</exception>
    /// <exception cref="CorruptStoreException">As <see cref="VersionOf"/>.</exception>
    internal void Check(SqliteDatabase database)
    {
        long commits = database.CommitsOfOthers();
        if (database.SchemaSeenAt != commits)
        {
            _ = VersionOf(database);
            database.SchemaSeenAt = commits;
        }
    }

    /// <summary>The schema that a database has; 0 for none of ours.</summary>
    /// <exception cref="NewerFormatException">It is newer than what this version knows.</exception>
    /// <exception cref="CorruptStoreException">It was made by other statements than those of its number.</exception>
    internal int VersionOf(SqliteDatabase database)
    {
        using (SqliteStatement exists = database.Use(Exists))
        {
            if (!exists.Step())
            {
                return 0;
            }
        }

        int version = 0;
        using SqliteStatement rows = database.Use(Applied);
        while (rows.Step())
        {
            long number = rows.Integer(0);
            if (number > Latest)
            {
                throw NewerFormatException.Inside(
                    database.Path,
                    null,
                    $"{database.Path} has schema {number}; this version knows schemas up to {Latest}",
                    "use the newer daybook that wrote it",
                    number,
                    Latest);
            }

            if (number != version + 1 || rows.Text(1) != migrations[version].Checksum)
            {
                throw new CorruptStoreException($"{database.Path} has another schema {number} than the one of that number")
                {
                    Path = database.Path,
                    Hint = otherHint,
                };
            }

            version++;
        }

        return version;
    }

    /// <summary>Brings a database to the latest schema, in one transaction. Whoever calls this holds the lock under which schemas change.</summary>
    internal void Apply_NeedsLock(SqliteDatabase database, DateTimeOffset now) => database.InTransaction(() =>
    {
        database.Use(Create).Run();
        foreach (Migration migration in migrations.Skip(VersionOf(database)))
        {
            database.Execute(migration.Sql);
            database.Use(Insert)
                .Bind(1, migration.Version)
                .Bind(2, migration.Name)
                .Bind(3, migration.Checksum)
                .Bind(4, now.UtcDateTime.ToString("O", CultureInfo.InvariantCulture))
                .Run();
        }

        return Latest;
    });
}
