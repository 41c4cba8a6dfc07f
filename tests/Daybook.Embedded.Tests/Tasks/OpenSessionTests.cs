using Daybook.Embedded.Tasks;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Embedded.Tests.Tasks;

public sealed class OpenSessionTests
{
    private const string View = "/store/tasks/current.json";

    [Theory]
    [InlineData("""{"session_id":"z","sessions":[{"session_id":"b","agent":"bob"},{"session_id":"a2","agent":"ann","scope":{"x":["]"]}},{"session_id":"a1","agent":"ann"}]}""", "a2")]
    [InlineData("""{"sessions":[{"session_id":"a2","agent":"ann","ended_at":"2026-01-01T00:00:00Z"},{"agent":"ann","session_id":"a1","ended_at":null}]}""", "a1")]
    [InlineData("""{"memory":{"sessions":[{"session_id":"a","agent":"ann"}]},"sessions":[]}""", null)]
    [InlineData("""{"sessions":{"session_id":"a","agent":"ann"}}""", null)]
    [InlineData("""{"sessions":[{"session_id":7,"agent":"ann"},"ann",{"session_id":"a","agent":"ann"}]}""", null)]
    [InlineData("""{"sessions":[{"session_id":"a","agent":"ann"}""", "a")]
    [InlineData("""{"sessions":[{"session_id":"\ud800","agent":"ann"}]}""", null)]
    [InlineData("""{"sessions":[{"session_id":""", null)]
    [InlineData("[]", null)]
    [InlineData("", null)]
    public void The_latest_that_is_open_and_the_agents_is_found_in_a_view_of_any_kind(string view, string? id)
    {
        var disk = new SimulatedFileSystem();
        disk.PlantDirectory("/store/tasks");
        disk.PlantFile(View, view);

        Assert.Equal(id, OpenSession.Find(disk, View, "ann"));
    }

    [Fact]
    public void Where_there_is_no_view_there_is_none() => Assert.Null(OpenSession.Find(new SimulatedFileSystem(), View, "ann"));
}
