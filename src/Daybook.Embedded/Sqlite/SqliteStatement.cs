using System.Text;

namespace Daybook.Embedded.Sqlite;

/// <summary>One prepared statement in use. Disposing it makes it ready for the next use.</summary>
internal sealed unsafe class SqliteStatement : IDisposable
{
    private readonly SqliteDatabase database;
    private readonly nint handle;

    internal SqliteStatement(SqliteDatabase database, nint handle)
    {
        this.database = database;
        this.handle = handle;
    }

    /// <summary>Binds a text, or a null.</summary>
    internal SqliteStatement Bind(int index, string? text)
    {
        database.Check(text is null ? SqliteNative.BindNull(handle, index) : SqliteNative.BindText(handle, index, Encoding.UTF8.GetBytes(text)));
        return this;
    }

    /// <summary>Binds a text that is in UTF-8 already.</summary>
    internal SqliteStatement Bind(int index, ReadOnlySpan<byte> utf8)
    {
        database.Check(SqliteNative.BindText(handle, index, utf8));
        return this;
    }

    /// <summary>Binds bytes that are no text.</summary>
    internal SqliteStatement BindBlob(int index, ReadOnlySpan<byte> bytes)
    {
        database.Check(SqliteNative.BindBlob(handle, index, bytes));
        return this;
    }

    /// <summary>Binds a number.</summary>
    internal SqliteStatement Bind(int index, long number)
    {
        database.Check(SqliteNative.BindInteger(handle, index, number));
        return this;
    }

    /// <summary>Moves to the next row, or does the work.</summary>
    /// <returns>Whether there is a row.</returns>
    /// <exception cref="SqliteException">SQLite refused.</exception>
    internal bool Step()
    {
        int code = SqliteNative.Step(handle);
        if (code is not (SqliteNative.Row or SqliteNative.Done))
        {
            database.Check(code);
        }

        return code == SqliteNative.Row;
    }

    /// <summary>Does the work of a statement that gives no rows.</summary>
    internal void Run()
    {
        using (this)
        {
            while (Step())
            {
            }
        }
    }

    /// <summary>Whether a column is null.</summary>
    internal bool IsNull(int column) => SqliteNative.ColumnType(handle, column) == SqliteNative.TypeNull;

    /// <summary>Whether a column holds a whole number.</summary>
    internal bool IsInteger(int column) => SqliteNative.ColumnType(handle, column) == SqliteNative.TypeInteger;

    /// <summary>Whether a column holds a text, and not bytes that only read like one: no text equals those.</summary>
    internal bool IsText(int column) => SqliteNative.ColumnType(handle, column) == SqliteNative.TypeText;

    /// <summary>A column as a number.</summary>
    internal long Integer(int column) => SqliteNative.ColumnInteger(handle, column);

    /// <summary>A column as a number with a fraction.</summary>
    internal double Real(int column) => SqliteNative.ColumnReal(handle, column);

    /// <summary>A column's bytes, valid until the next step.</summary>
    internal ReadOnlySpan<byte> Blob(int column)
    {
        byte* bytes = SqliteNative.ColumnBlob(handle, column);
        return new ReadOnlySpan<byte>(bytes, SqliteNative.ColumnBytes(handle, column));
    }

    /// <summary>A column as UTF-8, valid until the next step.</summary>
    internal ReadOnlySpan<byte> Utf8(int column)
    {
        byte* text = SqliteNative.ColumnText(handle, column);
        return new ReadOnlySpan<byte>(text, SqliteNative.ColumnBytes(handle, column));
    }

    /// <summary>A column as text; null where it is.</summary>
    internal string? Text(int column) => IsNull(column) ? null : Encoding.UTF8.GetString(Utf8(column));

    /// <inheritdoc/>
    public void Dispose()
    {
        // Both repeat the error of the last step, which has been thrown.
        _ = SqliteNative.Reset(handle);
        _ = SqliteNative.ClearBindings(handle);
    }

    /// <summary>Gives the statement back to SQLite.</summary>
    internal void Release() => _ = SqliteNative.Finalize(handle);
}
