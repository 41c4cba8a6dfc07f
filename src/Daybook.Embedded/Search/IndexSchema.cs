namespace Daybook.Embedded.Search;

/// <summary>The tables of the index and every statement about what stands in them. Docs: FORMAT.md. Values come in as parameters.</summary>
internal static class IndexSchema
{
    /// <summary>Counted up with every change of the tables, of the terms of a text or of what a record's document holds; another one is made anew.</summary>
    internal const int Version = 4;

    /// <summary>Records of one kind have numbers from the kind's place times this, so that they stand together, those that came last at the end.</summary>
    internal const int KindBits = 40;

    /// <summary>
    /// The words of the documents, without a copy of them: a space alone separates two. The column that holds most of them stands first, since
    /// the first one costs a posting no byte; behind a document's own words there are those by which it is filtered.
    /// </summary>
    internal const string Create = """
        CREATE TABLE properties (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE sources (
            name TEXT PRIMARY KEY, number INTEGER NOT NULL UNIQUE, kind INTEGER NOT NULL, inode INTEGER NOT NULL, birth INTEGER NOT NULL,
            length INTEGER NOT NULL, modified INTEGER NOT NULL, position INTEGER NOT NULL, lines INTEGER NOT NULL, tail INTEGER NOT NULL
        ) WITHOUT ROWID;
        CREATE TABLE documents (
            id INTEGER PRIMARY KEY, time INTEGER, terms INTEGER NOT NULL, source INTEGER NOT NULL, position INTEGER NOT NULL, line INTEGER NOT NULL
        );
        CREATE TABLE records (kind INTEGER NOT NULL, name TEXT NOT NULL, stamp INTEGER NOT NULL, document INTEGER, PRIMARY KEY (kind, name)) WITHOUT ROWID;
        CREATE TABLE texts (document INTEGER PRIMARY KEY, content BLOB NOT NULL);
        CREATE TABLE spans (document INTEGER PRIMARY KEY, latest INTEGER NOT NULL);
        CREATE TABLE problems (
            owner TEXT NOT NULL, path TEXT NOT NULL, position INTEGER NOT NULL, reason TEXT NOT NULL, line INTEGER NOT NULL,
            PRIMARY KEY (owner, path, position, reason)
        ) WITHOUT ROWID;
        CREATE TABLE totals (kind INTEGER PRIMARY KEY, last INTEGER NOT NULL, documents INTEGER NOT NULL, terms INTEGER NOT NULL, dead INTEGER NOT NULL, latest INTEGER NOT NULL, earliest INTEGER NOT NULL);
        CREATE VIRTUAL TABLE words USING fts5(
            summary, body, title, path, tags, content = '', columnsize = 0,
            tokenize = "ascii tokenchars '!""#$%&''()*+,-./:;<=>?@[\]^_`{|}~'"
        );
        INSERT INTO words (words, rank) VALUES ('hashsize', 33554432);
        CREATE VIRTUAL TABLE vocabulary USING fts5vocab(words, instance);
        """;

    internal const string Property = "SELECT value FROM properties WHERE name = ?1";
    internal const string SetProperty = "INSERT INTO properties (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = excluded.value";

    internal const string Sources = "SELECT name, number, kind, inode, birth, length, modified, position, lines, tail FROM sources";
    internal const string SaveSource = """
        INSERT INTO sources (name, number, kind, inode, birth, length, modified, position, lines, tail) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
        ON CONFLICT (name) DO UPDATE SET
            inode = excluded.inode, birth = excluded.birth, length = excluded.length, modified = excluded.modified,
            position = excluded.position, lines = excluded.lines, tail = excluded.tail
        """;

    internal const string DropSource = "DELETE FROM sources WHERE name = ?1";
    internal const string SumOfSource = "SELECT count(*), total(terms) FROM documents WHERE id > ?1 AND id <= ?2 AND source = ?3";
    internal const string DropDocumentsOfSource = "DELETE FROM documents WHERE id > ?1 AND id <= ?2 AND source = ?3";

    internal const string AddDocument = "INSERT INTO documents (id, time, terms, source, position, line) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    internal const string AddWords = "INSERT INTO words (rowid, summary, body, title, path, tags) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    internal const string AddText = "INSERT INTO texts (document, content) VALUES (?1, ?2)";
    internal const string AddSpan = "INSERT OR REPLACE INTO spans (document, latest) VALUES (?1, ?2)";
    internal const string Document = "SELECT source, position, line, time FROM documents WHERE id = ?1";
    internal const string TermsOf = "SELECT terms FROM documents WHERE id = ?1";
    internal const string DropDocument = "DELETE FROM documents WHERE id = ?1";
    internal const string DropText = "DELETE FROM texts WHERE document = ?1";
    internal const string Text = "SELECT content FROM texts WHERE document = ?1";
    internal const string SpanFrom = "SELECT latest FROM spans WHERE document >= ?1 ORDER BY document LIMIT 1";

    internal const string Records = "SELECT name, stamp, document FROM records WHERE kind = ?1";
    internal const string Record = "SELECT stamp, document FROM records WHERE kind = ?1 AND name = ?2";
    internal const string SaveRecord = """
        INSERT INTO records (kind, name, stamp, document) VALUES (?1, ?2, ?3, ?4)
        ON CONFLICT (kind, name) DO UPDATE SET stamp = excluded.stamp, document = excluded.document
        """;

    internal const string DropRecord = "DELETE FROM records WHERE kind = ?1 AND name = ?2";

    internal const string Problems = "SELECT path, line, position, reason FROM problems ORDER BY path, position LIMIT ?1";
    internal const string AddProblem = """
        INSERT OR IGNORE INTO problems (owner, path, position, reason, line)
        SELECT ?1, ?2, ?3, ?4, ?5 WHERE (SELECT count(*) FROM problems WHERE owner = ?1) < ?6
        """;

    internal const string DropProblems = "DELETE FROM problems WHERE owner = ?1";

    internal const string Totals = "SELECT kind, last, documents, terms, dead, latest, earliest FROM totals";
    internal const string SaveTotals = """
        INSERT INTO totals (kind, last, documents, terms, dead, latest, earliest) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
        ON CONFLICT (kind) DO UPDATE SET
            last = excluded.last, documents = excluded.documents, terms = excluded.terms, dead = excluded.dead,
            latest = excluded.latest, earliest = excluded.earliest
        """;

    internal const string CountDocuments = "SELECT count(*), total(terms) FROM documents WHERE id > ?1 AND id <= ?2";

    /// <summary>Rows of one kind whose words match, the last that came first, each with its score.</summary>
    internal const string Ranked = """
        SELECT words.rowid, daybook_match(words, documents.terms), documents.time
        FROM words CROSS JOIN documents ON documents.id = words.rowid
        WHERE words MATCH ?1 AND words.rowid > ?2 AND words.rowid <= ?3
        ORDER BY words.rowid DESC LIMIT ?4
        """;

    /// <summary>The same without a score.</summary>
    internal const string Matching = """
        SELECT words.rowid, documents.time
        FROM words CROSS JOIN documents ON documents.id = words.rowid
        WHERE words MATCH ?1 AND words.rowid > ?2 AND words.rowid <= ?3
        ORDER BY words.rowid DESC
        """;

    /// <summary>How many of the documents that came last match, and which the last of these is.</summary>
    internal const string CountMatches = """
        SELECT count(*), min(id) FROM (
            SELECT documents.id AS id FROM words CROSS JOIN documents ON documents.id = words.rowid
            WHERE words MATCH ?1 AND words.rowid > ?2 AND words.rowid <= ?3 ORDER BY words.rowid DESC LIMIT ?4
        )
        """;

    /// <summary>The same, whether or not their documents are still there: several times faster.</summary>
    internal const string CountRows = """
        SELECT count(*), min(rowid) FROM (
            SELECT rowid FROM words WHERE words MATCH ?1 AND rowid > ?2 AND rowid <= ?3 ORDER BY rowid DESC LIMIT ?4
        )
        """;

    /// <summary>The first word from one on, as bytes are ordered.</summary>
    internal const string WordFrom = "SELECT term FROM vocabulary WHERE term >= ?1 LIMIT 1";

    internal const string Opening = """
        PRAGMA synchronous = NORMAL;
        PRAGMA secure_delete = OFF;
        PRAGMA cache_size = -32000;
        PRAGMA temp_store = MEMORY;
        """;

    /// <summary>Merging leaves pages without use: a seventh of all after many records at once.</summary>
    internal const string Shrinkable = "PRAGMA auto_vacuum = INCREMENTAL";

    internal const string FreePages = "SELECT freelist_count, page_count FROM pragma_freelist_count(), pragma_page_count()";
    internal const string Shrink = "PRAGMA incremental_vacuum";
    internal const string UseLog = "PRAGMA journal_mode = WAL";
    internal const string Checkpoint = "PRAGMA wal_checkpoint(TRUNCATE)";
}
