namespace Daybook.Embedded.Drafts;

/// <summary>Every statement about drafts and builder memory. All are constants; values come in as parameters.</summary>
internal static class DraftSql
{
    internal const string FoundingTables = """
        CREATE TABLE IF NOT EXISTS builder_drafts (
            session_id TEXT PRIMARY KEY,
            state_json TEXT NOT NULL,
            schema_version INTEGER NOT NULL DEFAULT 1,
            created_at TEXT NOT NULL,
            updated_at TEXT NOT NULL
        );
        CREATE TABLE IF NOT EXISTS builder_memory (
            id TEXT PRIMARY KEY,
            purpose_category TEXT NOT NULL,
            initial_description TEXT NOT NULL,
            chosen_tone TEXT,
            chosen_model TEXT,
            chosen_skills TEXT NOT NULL DEFAULT '[]',
            bot_slug TEXT,
            created_at TEXT NOT NULL
        );
        CREATE INDEX IF NOT EXISTS idx_builder_memory_category ON builder_memory(purpose_category);
        """;

    internal const string SummaryTable = """
        CREATE TABLE IF NOT EXISTS daybook_draft_summaries (
            session_id TEXT PRIMARY KEY,
            updated_at TEXT NOT NULL,
            created_at TEXT NOT NULL,
            schema_version INTEGER NOT NULL,
            initial_description TEXT,
            phase TEXT
        ) WITHOUT ROWID;
        """;

    internal const string IndexesOwn = Views + "CREATE INDEX IF NOT EXISTS daybook_memory_odd ON builder_memory(id) WHERE " + OddOwn + ";";
    internal const string IndexesBoternity = Views + "CREATE INDEX IF NOT EXISTS daybook_memory_odd ON builder_memory(id) WHERE " + OddBoternity + ";";

    /// <summary>Which of the tables that we know are there.</summary>
    internal const string Tables = """
        SELECT name FROM sqlite_schema
        WHERE type = 'table' AND name IN ('builder_drafts', 'builder_memory', 'daybook_draft_summaries', 'daybook_database', 'daybook_migrations')
        """;

    /// <summary>What has the name of a table and is none, so that the table cannot be made.</summary>
    internal const string InTheWay = """
        SELECT name FROM sqlite_schema
        WHERE type <> 'table' AND name IN ('builder_drafts', 'builder_memory', 'daybook_draft_summaries', 'daybook_database')
        """;

    internal const string Identity = "SELECT id FROM daybook_database";
    internal const string Identify = "INSERT INTO daybook_database (id) SELECT ?1 WHERE NOT EXISTS (SELECT 1 FROM daybook_database)";
    internal const string Probe = "SELECT 1 FROM sqlite_schema LIMIT 1";
    internal const string QuickCheck = "PRAGMA quick_check(1)";
    internal const string FullCheck = "PRAGMA integrity_check(100)";
    internal const string JournalMode = "PRAGMA journal_mode";
    internal const string UseLog = "PRAGMA journal_mode = WAL";
    internal const string NeverCarryOver = "PRAGMA wal_autocheckpoint = 0";

    /// <summary>
    /// What a save replaces is overwritten only where its pages are written anyway: to write twelve pages of zeros with each state of 50 kB doubles
    /// what it costs, and the next saves use those pages.
    /// </summary>
    internal const string OverwriteReplaced = "PRAGMA secure_delete = FAST";

    /// <summary>What is deleted is overwritten.</summary>
    internal const string OverwriteDeleted = "PRAGMA secure_delete = ON";

    /// <summary>Without a log only this makes the removal of the journal durable, and with it the commit.</summary>
    internal const string SyncExtra = "PRAGMA synchronous = EXTRA";

    internal const string Save = """
        INSERT INTO builder_drafts (session_id, state_json, schema_version, created_at, updated_at) VALUES (?1, ?2, ?3, ?4, ?5)
        ON CONFLICT (session_id) DO UPDATE SET
            state_json = excluded.state_json, schema_version = excluded.schema_version,
            created_at = excluded.created_at, updated_at = excluded.updated_at
        """;

    internal const string SaveSummary = """
        INSERT INTO daybook_draft_summaries (session_id, updated_at, created_at, schema_version, initial_description, phase)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6)
        ON CONFLICT (session_id) DO UPDATE SET
            updated_at = excluded.updated_at, created_at = excluded.created_at, schema_version = excluded.schema_version,
            initial_description = excluded.initial_description, phase = excluded.phase
        """;

    internal const string Stamps = "SELECT schema_version, created_at, updated_at FROM builder_drafts WHERE session_id = ?1";
    internal const string Load = "SELECT session_id, state_json, schema_version, created_at, updated_at FROM builder_drafts WHERE session_id = ?1";
    internal const string IdsFrom = "SELECT session_id FROM builder_drafts WHERE session_id >= ?1 AND session_id < ?2 ORDER BY session_id LIMIT 20";
    internal const string HasId = "SELECT 1 FROM builder_drafts WHERE session_id = ?1";
    internal const string LoadRow = "SELECT session_id, state_json, schema_version, created_at, updated_at FROM builder_drafts WHERE rowid = ?1";
    internal const string DraftTimes = "SELECT session_id, updated_at FROM builder_drafts";
    internal const string AllDrafts = "SELECT rowid, session_id, updated_at FROM builder_drafts";

    /// <summary>What a listing needs, without a look at the states: the index holds the first three columns.</summary>
    internal const string Summaries = """
        SELECT drafts.rowid, drafts.session_id, drafts.updated_at, seen.updated_at, seen.created_at, seen.schema_version, seen.initial_description, seen.phase
        FROM builder_drafts AS drafts LEFT JOIN daybook_draft_summaries AS seen ON seen.session_id = drafts.session_id
        """;

    internal const string AllSummaries = "SELECT session_id, updated_at, created_at, schema_version, initial_description, phase FROM daybook_draft_summaries";
    internal const string Delete = "DELETE FROM builder_drafts WHERE session_id = ?1";
    internal const string DeleteSummary = "DELETE FROM daybook_draft_summaries WHERE session_id = ?1";
    internal const string DeleteLostSummaries = "DELETE FROM daybook_draft_summaries WHERE session_id NOT IN (SELECT session_id FROM builder_drafts)";
    internal const string CountDrafts = "SELECT count(*) FROM builder_drafts";
    internal const string CountMemory = "SELECT count(*) FROM builder_memory";

    internal const string Record = "INSERT" + RecordTail;

    /// <summary>For rows that were read from a damaged database, where one may stand twice.</summary>
    internal const string RecordOnce = "INSERT OR IGNORE" + RecordTail;

    internal const string RecallOwn = Entries + "(created_at, id) < (?1, ?2) AND NOT " + OddOwn + NewestFirst;
    internal const string RecallBoternity = Entries + "(created_at, id) < (?1, ?2) AND NOT " + OddBoternity + NewestFirst;
    internal const string RecallCategoryOwn = Entries + OfCategory + "(created_at, id) < (?1, ?2) AND NOT " + OddOwn + NewestFirst;
    internal const string RecallCategoryBoternity = Entries + OfCategory + "(created_at, id) < (?1, ?2) AND NOT " + OddBoternity + NewestFirst;
    internal const string RecallOddOwn = Entries + OddOwn;
    internal const string RecallOddBoternity = Entries + OddBoternity;
    internal const string RecallOddCategoryOwn = Entries + OfCategoryByHand + OddOwn;
    internal const string RecallOddCategoryBoternity = Entries + OfCategoryByHand + OddBoternity;
    internal const string AllMemory = Entries + "1";
    internal const string OneMemory = Entries + "id = ?1";
    internal const string MemoryIds = "SELECT id, created_at FROM builder_memory";

    internal const string Programs = "SELECT type, name, tbl_name FROM sqlite_schema WHERE type IN ('trigger', 'view') ORDER BY name";

    internal const string OwnObjects = """
        SELECT count(*) FROM sqlite_schema WHERE name IN
            ('daybook_memory_category', 'daybook_memory_created', 'daybook_memory_odd', 'daybook_drafts_updated', 'daybook_draft_summaries', 'daybook_database')
        """;

    internal const int OwnObjectsCount = 6;

    private const string RecordTail = """
         INTO builder_memory (id, purpose_category, initial_description, chosen_tone, chosen_model, chosen_skills, bot_slug, created_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
        """;

    private const string Views = """
        CREATE INDEX IF NOT EXISTS daybook_memory_category ON builder_memory(purpose_category COLLATE NOCASE, created_at, id);
        CREATE INDEX IF NOT EXISTS daybook_memory_created ON builder_memory(created_at, id);
        CREATE INDEX IF NOT EXISTS daybook_drafts_updated ON builder_drafts(updated_at, session_id);

        """ + SummaryTable + """

        CREATE TABLE IF NOT EXISTS daybook_database (id TEXT NOT NULL);

        """;

    /// <summary>Times of one form sort as text. The few of other forms have an index of their own, and are sorted after they are read.</summary>
    private const string OddOwn = "(NOT created_at GLOB '????-??-??T??:??:??.???????Z')";

    private const string OddBoternity = "(NOT created_at GLOB '????-??-??T??:??:??.?????????+00:00')";

    private const string Entries =
        "SELECT id, purpose_category, initial_description, chosen_tone, chosen_model, chosen_skills, bot_slug, created_at FROM builder_memory WHERE ";

    private const string OfCategory = "purpose_category = ?3 COLLATE NOCASE AND ";

    /// <summary>The plus keeps SQLite from walking a whole category for the few odd times in it: their own index is shorter.</summary>
    private const string OfCategoryByHand = "+purpose_category = ?3 COLLATE NOCASE AND ";

    private const string NewestFirst = " ORDER BY created_at DESC, id DESC";
}
