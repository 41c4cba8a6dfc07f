using Daybook.Errors;

namespace Daybook.Embedded.Sqlite;

/// <summary>SQLite refused a call. It is translated before it reaches a store's contract.</summary>
internal sealed class SqliteException : DaybookException
{
    internal const int Busy = 5;
    internal const int Locked = 6;
    internal const int OutOfMemory = 7;
    internal const int ReadOnly = 8;
    internal const int InputOutput = 10;
    internal const int Corrupt = 11;
    internal const int Full = 13;
    internal const int CannotOpen = 14;
    internal const int Protocol = 15;
    internal const int NotADatabase = 26;
    internal const int Permission = 3;

    private const int FlushFailed = InputOutput | (4 << 8);
    private const int DirectoryFlushFailed = InputOutput | (5 << 8);

    /// <summary>Names the database and SQLite's answer.</summary>
    internal SqliteException(int resultCode, string words, string path)
        : base(ErrorCode.Internal, $"{path}: {words} (SQLite {resultCode})")
    {
        ResultCode = resultCode;
        Words = words;
        Path = path;
    }

    /// <summary>SQLite's extended result code.</summary>
    internal int ResultCode { get; }

    /// <summary>SQLite's words for it.</summary>
    internal string Words { get; }

    /// <summary>The family of the result code.</summary>
    internal int PrimaryCode => ResultCode & 0xFF;

    /// <summary>Whether a flush failed, so that nobody knows what a power loss would leave.</summary>
    internal bool IsFlushFailure => ResultCode is FlushFailed or DirectoryFlushFailed;

    /// <summary>Whether the place refuses what a connection needs beside the database, and not the database itself.</summary>
    internal bool IsPlaceFailure => PrimaryCode is ReadOnly or InputOutput or Full or CannotOpen or Permission && !IsFlushFailure;

    /// <summary>Whether the bytes are not what they should be.</summary>
    internal bool IsDamage => PrimaryCode is Corrupt or NotADatabase;
}
