using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Daybook.Embedded.Sqlite;

/// <summary>
/// <c>daybook_match(table, number)</c>: a function of ours in queries of a full-text table. It shows each row that matches, with where the
/// phrases stand in it, to whoever listens on the calling thread, and its value is the listener's.
/// </summary>
/// <remarks>SQLite gives the structures of this file to extensions of FTS5 (https://www.sqlite.org/fts5.html#custom_auxiliary_functions); their beginnings never change.</remarks>
internal static unsafe class MatchFunction
{
    [ThreadStatic]
    private static IMatchListener? listener;

    /// <summary>Gives a connection the function.</summary>
    internal static void Register(SqliteDatabase database)
    {
        Api* api = null;
        fixed (byte* sql = "SELECT fts5(?1)\0"u8)
        fixed (byte* type = "fts5_api_ptr\0"u8)
        fixed (byte* name = "daybook_match\0"u8)
        {
            database.Check(SqliteNative.Prepare(database.Handle, sql, -1, out nint statement, out _));
            try
            {
                database.Check(SqliteNative.BindPointer(statement, 1, &api, type, 0));
                _ = SqliteNative.Step(statement);
            }
            finally
            {
                _ = SqliteNative.Finalize(statement);
            }

            database.Check(api is null ? SqliteException.InputOutput : api->CreateFunction(api, name, null, &Answer, 0));
        }
    }

    /// <summary>Does some work while a listener gets the rows that its statements meet on this thread.</summary>
    internal static void Listen(IMatchListener to, Action work)
    {
        listener = to;
        try
        {
            work();
        }
        finally
        {
            listener = null;
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Answer(RowApi* row, nint cursor, nint context, int count, nint* values)
    {
        int found;
        int code = row->InstanceCount(cursor, &found);
        IMatchListener? to = listener;
        if (code != 0 || to is null)
        {
            SqliteNative.ResultError(context, code != 0 ? code : SqliteException.InputOutput);
            return;
        }

        to.Begin();
        for (int index = 0; index < found; index++)
        {
            int phrase;
            int column;
            int offset;
            code = row->Instance(cursor, index, &phrase, &column, &offset);
            if (code != 0)
            {
                SqliteNative.ResultError(context, code);
                return;
            }

            to.Meet(phrase, column);
        }

        SqliteNative.ResultReal(context, to.End(count > 0 ? SqliteNative.ValueInteger(values[0]) : 0));
    }

    /// <summary>fts5_api.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Api
    {
        internal int Version;
        internal nint CreateTokenizer;
        internal nint FindTokenizer;
        internal delegate* unmanaged[Cdecl]<Api*, byte*, void*, delegate* unmanaged[Cdecl]<RowApi*, nint, nint, int, nint*, void>, nint, int> CreateFunction;
    }

    /// <summary>Fts5ExtensionApi, as far as it is used.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct RowApi
    {
        internal int Version;
        internal nint UserData;
        internal nint ColumnCount;
        internal nint RowCount;
        internal nint ColumnTotalSize;
        internal nint Tokenize;
        internal nint PhraseCount;
        internal nint PhraseSize;
        internal delegate* unmanaged[Cdecl]<nint, int*, int> InstanceCount;
        internal delegate* unmanaged[Cdecl]<nint, int, int*, int*, int*, int> Instance;
    }
}
