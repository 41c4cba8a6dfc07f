using System.Runtime.InteropServices;
using Daybook.Embedded.Sqlite;
using Xunit;

namespace Daybook.Embedded.Tests.Sqlite;

/// <summary>Which SQLite is used.</summary>
public sealed class SqliteLibraryTests
{
    [Fact]
    public void Without_a_systems_library_the_one_that_comes_along_is_taken()
    {
        (nint handle, string name) = SqliteLibrary.Choose([]);
        Assert.Equal("bundled", name);
        Assert.Equal("3.35.5", SqliteLibrary.VersionOf(handle));
    }

    [Fact]
    public void The_systems_library_is_taken_where_it_is_newer()
    {
        Assert.SkipUnless(NativeLibrary.TryLoad("libsqlite3.so.0", out nint system), "The system has no libsqlite3.so.0.");
        bool isNewer = Version.Parse(SqliteLibrary.VersionOf(system)) > new Version(3, 35, 5);
        Assert.Equal(isNewer ? "system" : "bundled", SqliteInUse.Find().Library);
    }

    [Fact]
    public void A_library_that_is_not_there_is_passed_over()
    {
        Assert.Equal("bundled", SqliteLibrary.Choose(["libno-such-sqlite.so"]).Name);
    }
}
