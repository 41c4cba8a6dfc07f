using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Embedded.Tests.Memory;

public sealed class MemoryDoctorCrashTests(ITestOutputHelper output)
{
    private const string Log = DedupWindowTests.Log;
    private const string Quarantine = TestStores.SimulatedFolder + "/quarantine";

    [Fact]
    public void A_crash_at_any_call_of_a_repair_loses_no_record_and_no_byte()
    {
        string sound = DedupWindowTests.Line("sound", "a", 0);
        string altered = DedupWindowTests.Line("altered", "a", 0).Replace("\"a\"", "\"b\"", StringComparison.Ordinal);
        string content = sound + "null\n" + altered + "{\"id\":\"torn";
        CrashReport report = CrashExplorer.Explore(
            found =>
            {
                found.PlantDirectory("/home/user/project");
                TestStores.Create(TestStores.SimulatedPorts(found), "/home/user/project");
                found.PlantFile(Log, content);
            },
            static (found, _) => Fix(found),
            (found, _) =>
            {
                string log = found.ReadText(Log);
                Assert.Contains(sound, log, StringComparison.Ordinal);
                Assert.Contains("\"altered\"", log, StringComparison.Ordinal);
                bool isAside = found.Exists(Quarantine)
                    && found.List(Quarantine).Any(name => found.ReadText($"{Quarantine}/{name}") == content);
                Assert.True(log == content || isAside, "the old bytes are gone");
                Fix(found);
                Assert.Equal(sound + DedupWindowTests.Line("altered", "b", 0), found.ReadText(Log));
            },
            new CrashOptions { StatesMaximum = 200 });
        output.WriteLine(report.ToString());
    }

    private static void Fix(SimulatedFileSystem found)
    {
        using EmbeddedStoreScope scope = new(found);
        scope.Store.MemoryDoctor.FixAsync(null, TestContext.Current.CancellationToken).GetAwaiter().GetResult();
    }
}
