namespace Daybook.Embedded.Doctor;

/// <summary>All the words that doctor has, each once. <c>docs/guides/doctor.md</c> lists them.</summary>
public static class KnownProblems
{
    private const string ByHand = "by hand";
    private const string Anew = "writes the file anew";

    private static readonly Dictionary<string, KnownProblem> ByWord = OfStore()
        .Concat(OfLines()).Concat(OfMemory()).Concat(OfTasks()).Concat(OfRuns()).Concat(OfDrafts()).Concat(OfOperations()).Concat(OfIndex())
        .ToDictionary(static problem => problem.Word, StringComparer.Ordinal);

    /// <summary>All of them, by their words.</summary>
    public static IReadOnlyList<KnownProblem> All { get; } = [.. ByWord.Values.OrderBy(static problem => problem.Word, StringComparer.Ordinal)];

    /// <summary>The one with a word; null where there is none.</summary>
    public static KnownProblem? Find(string word) => ByWord.GetValueOrDefault(word);

    private static KnownProblem[] OfStore() =>
    [
        new("adopted_gone", "the folder of the other system that a kind of record points at is gone", $"{ByHand}: bring it back", MendKind.ByHand),
        new("clock_off", "records or the store itself come from the future: this clock, or one that wrote them, is wrong", $"{ByHand}: set the clock right; the records keep their times", MendKind.ByHand),
        new("damaged_store_file", "`daybook.json` cannot be read; what it says of places and settings is not known, and the kinds are looked at where they are by default", $"{ByHand}: mend it, or move it away and run `daybook init`", MendKind.ByHand),
        new("dangling_reference", "a record names another that is not here: it was removed, or made on another machine", "nothing needs to be done", MendKind.ByHand),
        new("leftover_temp", "a process ended while it wrote this; nothing refers to it", "removes it", MendKind.Harmless),
        new("low_space", "the disk is nearly full, in bytes or in files; writes will fail, and reads go on", $"{ByHand}: free some space", MendKind.ByHand),
        new("missing_store_file", "`daybook.json` is gone from a folder with records, so that none of them is found", $"{ByHand}: bring it back, or run `daybook init`, which makes one; the records are untouched", MendKind.ByHand),
        new("more", "more of the same kind was found than is told", "as for the others", MendKind.Kept),
        new("newer_format", "a newer version wrote the file", $"{ByHand}: use that version; nothing beside it is touched", MendKind.ByHand),
        new("tracked_file", "git tracks a file of the store that belongs to this machine alone; a checkout or merge can replace it under a writer", $"{ByHand}: `git rm --cached` it", MendKind.ByHand),
        new("unexamined", "one kind could not be looked at, for the reason told; the rest of the report stands", $"{ByHand}, by the hint", MendKind.ByHand),
        new("unignored_store", "the store's `.gitignore` does not keep the files of this machine from git", "writes the rules anew", MendKind.Kept),
        new("unsafe_file", "a link, a device or a pipe stands where a file belongs; nothing is read through it", $"{ByHand}: remove it or move it away", MendKind.ByHand),
        new("untrusted_locks", "the file system gives locks that two machines can hold at once", $"{ByHand}: move the store to a local disk", MendKind.ByHand),
        new("wrong_mode", "other users can read or write it", "takes the permission away", MendKind.Harmless),
        new("wrong_owner", "another user owns it than the store, often root after `sudo`; writes may fail", $"{ByHand}: `chown` it", MendKind.ByHand),
    ];

    private static KnownProblem[] OfLines() =>
    [
        new("alien_line", "the line says nothing that belongs there: another program wrote it, or the disk damaged it", $"{Anew} without it", MendKind.Kept),
        new("altered_line", "the line was changed after it was written; it is read as it is now", $"{Anew}, with the line sealed as it is now", MendKind.Kept),
        new("blank_line", "the line is blank", $"{Anew} without it", MendKind.Kept),
        new("byte_order_mark", "the file starts with a byte order mark, from an editor", $"{Anew} without it", MendKind.Kept),
        new("carriage_return", "the line ends in a carriage return, from an editor or a setting of git's", $"{Anew} without it", MendKind.Kept),
        new("long_line", "the line is longer than any record and is not read", $"{Anew} without it", MendKind.Kept),
        new("missing_newline", "the last line is whole, but its newline is missing", Anew, MendKind.Kept),
        new("torn_line", "a write ended before its line did; it was never acknowledged", $"{Anew} without it", MendKind.Kept),
        new("unsealed_line", "the line has no checksum, so something else wrote it", Anew, MendKind.Kept),
    ];

    private static KnownProblem[] OfMemory() =>
    [
        new("conflicting_id", "two branches gave one id to different records", $"{ByHand}: give one of them another id", MendKind.ByHand),
        new("damaged_segment", "part of an archived log cannot be read", $"{ByHand}: restore it from a backup", MendKind.ByHand),
        new("leftover_segment", "a compaction that ended early left a second name of a file that is in use", "removes that name", MendKind.Harmless),
        new("missing_segment", "an archived log is gone, with its records", $"{ByHand}: restore it from a backup", MendKind.ByHand),
        new("repeated_segment", "the list names an archived log a second time; it is read once", $"{Anew} without the second one", MendKind.Kept),
        new("straggling_lines", "a writer added to a log that was archived under it", "copies the lines into the log", MendKind.Harmless),
        new("tracking_lost", "git is to track memory, and the rules for that are not there", "writes the rules", MendKind.Harmless),
        new("unfinished_compaction", "a compaction ended before its last step; nothing is missing", "carries it to its end", MendKind.Harmless),
        new("unlisted_segment", "the list does not name an archived log, so its records are not read", "takes it in", MendKind.Harmless),
        new("wrong_setting", "a setting cannot be accepted; what needs it fails, and says so", $"{ByHand}: correct it", MendKind.ByHand),
    ];

    private static KnownProblem[] OfTasks() =>
    [
        new("altered_current", "something else wrote `current.json`; what it says does not count", "makes it anew", MendKind.Kept),
        new("corrupt_backup", "a backup is cut off, empty or no JSON object", "makes it anew", MendKind.Kept),
        new("corrupt_checkpoint", "the checkpoint is damaged; the whole journal is read instead", "makes it anew", MendKind.Kept),
        new("corrupt_context", "the context is cut off, empty, no JSON object, or gone", "takes the backup, else what `current.json` shows", MendKind.Kept),
        new("corrupt_current", "`current.json` is cut off, empty or no JSON object", "makes it anew", MendKind.Kept),
        new("damaged_archive", "part of an archived journal cannot be unpacked, with the events in it", $"{Anew} without it", MendKind.Kept),
        new("damaged_month", "part of a month of the history cannot be unpacked", $"{Anew} with what the journals know of it", MendKind.Kept),
        new("dangling_dependency", "a task waits for one that is not there", "ends the waiting by an event", MendKind.Harmless),
        new("dangling_parent", "a task is part of one that is not there", "makes it stand alone by an event", MendKind.Harmless),
        new("impossible_event", "an event cannot follow those before it: an earlier one is lost", "begins the journal anew with what readers see", MendKind.Kept),
        new("journal_behind", "`current.json`, the checkpoint or the history knows later events than the journal", "begins the journal anew with what both know", MendKind.Kept),
        new("lost_event", "the history has a task as finished that is open in the journal", "begins the journal anew with what both know", MendKind.Kept),
        new("lost_journal", "a journal, or its end, was lost, and the one that is there was begun with what the views still knew", "takes note: begins the journal anew with what readers see", MendKind.Kept),
        new("missing_event", "lines of the journal are missing, with the events on them", "begins the journal anew with what readers see and the views know", MendKind.Kept),
        new("missing_journal", "the journal is gone", "begins one with what the views still know, and takes note", MendKind.Kept),
        new("missing_line", "the history lacks a task that the journals have as finished", "writes the month anew", MendKind.Kept),
        new("repeated_line", "a line stands in the history twice", $"{Anew} without the second one", MendKind.Kept),
        new("settled_dependency", "a task still waits for one that is completed", "ends the waiting by an event", MendKind.Harmless),
        new("stale_checkpoint", "the checkpoint belongs to another journal, and is not used", "makes it anew", MendKind.Kept),
        new("stale_current", "a process ended before it had brought `current.json` up to date", "makes it anew", MendKind.Harmless),
        new("stale_lease", "a claim has ended by the clock and is not released", "releases it by an event", MendKind.Harmless),
        new("unfinished_packing", "the packing of a month or journal ended before its last step", "carries it to its end", MendKind.Harmless),
        new("wrong_checkpoint", "the checkpoint says something else than a whole journal", "makes it anew", MendKind.Kept),
        new("wrong_index", "the index of finished tasks does not point at the lines of the history", "makes it anew", MendKind.Harmless),
    ];

    private static KnownProblem[] OfRuns() =>
    [
        new("ambiguous_id", "two runs have one id, so neither is found by it", $"{ByHand}: rename one of the folders", MendKind.ByHand),
        new("damaged", "the record of a run cannot be read", $"{ByHand}: mend it, or move the folder away", MendKind.ByHand),
        new("interrupted", "what ran or watched the run is gone, and no end is recorded", "records that it was interrupted", MendKind.Harmless),
        new("misplaced_id", "a file or folder is named after another id than it says inside", $"{ByHand}: rename it", MendKind.ByHand),
        new("unreadable", "what stands there cannot be read: a newer version, or the disk or its permissions", $"{ByHand}, by the reason told", MendKind.ByHand),
        new("unreadable_folder", "a folder cannot be listed", $"{ByHand}: look who owns it", MendKind.ByHand),
        new("unrecorded_folder", "a folder of a run without a record in it, left by a killed writer or by hand", "moves it into the quarantine, or removes it when it is empty", MendKind.Kept),
    ];

    private static KnownProblem[] OfDrafts() =>
    [
        new("bad_row", "a row does not say what such rows say; every listing tells it", $"{ByHand}: save or delete it", MendKind.ByHand),
        new("damaged_database", "SQLite finds the database damaged", "takes the rows that can be read into a fresh one", MendKind.Kept),
        new("foreign_log", "the `-wal` beside the database is that of another", "puts it aside", MendKind.Kept),
        new("interrupted_repair", "a repair of the database was interrupted; its fresh database is complete", "carries it to its end", MendKind.Kept),
        new("missing_database", "the adopted database is gone", $"{ByHand}: bring it back", MendKind.ByHand),
        new("missing_log", "the `-wal` is gone although the database was not closed, as after a copy of one file alone", "goes on without it", MendKind.Harmless),
        new("missing_table", "a table of the database is gone, with its rows", "makes it anew without rows", MendKind.Harmless),
        new("missing_view", "an index or a view is missing; everything is found, only later", "makes it again", MendKind.Harmless),
        new("stale_view", "the view of the drafts does not say what their rows say; as `info`, that it lacks some, which the next listing takes in", "makes it again", MendKind.Harmless),
        new("unexpected_program", "the database has a trigger, which runs with every write", $"{ByHand}: drop it unless you made it", MendKind.ByHand),
    ];

    private static KnownProblem[] OfOperations() =>
    [
        new("damaged_line", "a line of an operation's log, or of one beside them, cannot be read", $"{Anew} with the lines that can be read", MendKind.Kept),
        new("git_lock_left", "a process of Daybook was killed while it committed; git waits for it", "removes the lock", MendKind.Harmless),
        new("git_lock_stands", "a git that was killed, or a power loss, left a lock", $"{ByHand}: remove it once no git runs", MendKind.ByHand),
        new("index_drift", "the index of operations does not say what their logs say", "makes it again", MendKind.Harmless),
        new("missing_lifecycle", "the lifecycle log lacks lines of an operation", "adds them", MendKind.Harmless),
        new("missing_start", "the first line of an operation's log is lost; it can still be closed", $"{Anew} with `unrecorded` in its place", MendKind.Kept),
        new("orphan", "an operation is open and nobody has closed it", $"{ByHand}: `daybook op complete`, or `daybook doctor ops --close-stale`", MendKind.ByHand),
        new("pending_commit", "an operation is closed and not committed as it stands", "commits it", MendKind.Harmless),
        new("undelivered", "an event of an operation could not be told to others", "tells it again", MendKind.Harmless),
        new("unknown_commits", "git cannot be asked which operations are committed", $"{ByHand}, by the reason told", MendKind.ByHand),
    ];

    private static KnownProblem[] OfIndex() =>
    [
        new("changed_index", "the files of the search index are not as Daybook left them: copied, changed, or left by a process that was killed; no search uses it", "makes it again", MendKind.Harmless),
        new("damaged_index", "the search index cannot be read, or its sums are wrong", "makes it again", MendKind.Harmless),
        new("foreign_index", "the search index is of another version or of another store; no search uses it", "makes it again", MendKind.Harmless),
        new("index_behind", "the next search takes some records in first", "takes them in", MendKind.Harmless),
    ];
}
