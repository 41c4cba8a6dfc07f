using System.Text;
using System.Text.Json;
using Daybook.Durability.FileSystem;
using Daybook.Errors;
using Daybook.Tasks;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Embedded.Tests.Tasks;

/// <summary>
/// Every way in which the files that can be made again may be damaged: cut at each byte, garbage, deleted, of a newer version. Readers
/// answer, the next command heals, doctor finds, and the bytes are kept.
/// </summary>
public sealed class ViewDamageTests
{
    private const string Garbage = "\0\u0001not json at all";

    private static readonly (SimulatedFileSystem Disk, string Open, string Done) Sound = MakeSound();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static readonly string[][] Sets =
    [
        [TaskFixture.Current],
        [TaskFixture.Backup],
        [TaskFixture.Current, TaskFixture.Backup],
        [TaskFixture.Checkpoint],
        [TaskFixture.Current, TaskFixture.Backup, TaskFixture.Checkpoint],
    ];

    /// <summary>Which files are damaged, always in the same way.</summary>
    public static readonly TheoryData<string[]> Files = [.. Sets];

    [Theory]
    [MemberData(nameof(Files), DisableDiscoveryEnumeration = true)]
    public async Task Cut_at_any_byte_they_are_healed_by_the_next_command_and_the_bytes_are_kept(string[] paths)
    {
        int longest = paths.Max(path => Sound.Disk.ReadBytes(path).Length);
        for (int length = 0; length < longest; length++)
        {
            int cut = length;
            await MustHealAsync(paths, whole => cut < whole.Length ? whole[..cut] : whole);
        }
    }

    [Theory]
    [MemberData(nameof(Files), DisableDiscoveryEnumeration = true)]
    public async Task Replaced_by_garbage_or_deleted_they_are_healed_by_the_next_command(string[] paths)
    {
        await MustHealAsync(paths, _ => Encoding.UTF8.GetBytes(Garbage));
        await MustHealAsync(paths, _ => "{}"u8.ToArray());
        await MustHealAsync(paths, _ => "[1]\n"u8.ToArray());
        await MustHealAsync(paths, _ => null);
    }

    [Theory]
    [MemberData(nameof(Files), DisableDiscoveryEnumeration = true)]
    public async Task Of_a_newer_version_they_are_refused_by_name_and_stay_as_they_are(string[] paths)
    {
        TaskFixture tasks = Copied();
        foreach (string path in paths)
        {
            tasks.Disk.PlantFile(path, path == TaskFixture.Checkpoint ? "{\"format\":99,\"more\":1}" : "{\"schema_version\":99}");
        }

        ulong before = tasks.Disk.Hash;
        NewerFormatException refused = await Assert.ThrowsAsync<NewerFormatException>(() => tasks.CreateAsync("new"));
        Assert.Contains(refused.Path, paths);
        Assert.All(
            await tasks.RunAsync(store => store.TaskDoctor.FixAsync(null, Cancellation)),
            finding => Assert.Equal(("newer_format", false), (finding.Problem, finding.Fixed)));
        Assert.Equal(before, tasks.Disk.Hash);
    }

    [Theory]
    [MemberData(nameof(Files), DisableDiscoveryEnumeration = true)]
    public async Task Without_a_journal_too_whatever_the_others_still_know_is_there(string[] paths)
    {
        foreach (byte[]? damage in new[] { [], Encoding.UTF8.GetBytes(Garbage), null })
        {
            TaskFixture tasks = Copied();
            tasks.Disk.Delete(TaskFixture.Journal);
            Damage(tasks.Disk, paths, _ => damage);

            await tasks.CreateAsync("new");

            // The checkpoint alone knows the open tasks that nobody works on.
            string[] expected = paths.Contains(TaskFixture.Checkpoint) ? ["new"] : ["new", "open"];
            Assert.Equal(expected, (await tasks.NamesAsync(new TaskQuery())).Split(' ').Order(StringComparer.Ordinal));
            Assert.Equal(TaskState.Completed, (await tasks.GetAsync(Sound.Done)).Status);
        }
    }

    [Fact]
    public async Task A_context_that_cannot_be_read_is_shown_by_current_json_until_a_repair_takes_it_from_there()
    {
        TaskFixture tasks = Copied();
        await tasks.RunAsync(async store =>
        {
            await store.Context.SetAsync("project_type", JsonElement.Parse("\"cli\""), Cancellation);
            return true;
        });
        tasks.Disk.PlantFile(TaskFixture.Context, "{\"proj");
        if (tasks.Disk.Exists(TaskFixture.Context + ".backup"))
        {
            tasks.Disk.Delete(TaskFixture.Context + ".backup");
        }

        await tasks.CreateAsync("new");
        await tasks.CreateAsync("newer");
        Assert.All(await tasks.RunAsync(store => store.TaskDoctor.FixAsync(null, Cancellation)), static finding => Assert.True(finding.Fixed));
        Assert.Equal("cli", (await tasks.RunAsync(store => store.Context.GetAsync("project_type", Cancellation))).GetString());
    }

    private static async Task MustHealAsync(string[] paths, Func<byte[], byte[]?> damage)
    {
        TaskFixture tasks = Copied();
        List<string> damaged = Damage(tasks.Disk, paths, damage);
        Assert.Equal("open", await tasks.NamesAsync(new TaskQuery()));

        // Two commands: one that has to make every file anew where it is due, and one that finds all of them as they should be.
        await tasks.ChangeAsync(Sound.Open, new TaskChange.Edit(new TaskEdit { Priority = 1 }));
        await tasks.RunAsync(store => store.Sessions.EndAsync(TaskFixture.Ann, Cancellation));
        SimulatedFileSystem after = tasks.Disk.AfterPowerLoss();
        Assert.Equal((1, "open"), ((await tasks.GetAsync(Sound.Open)).Priority, (await tasks.GetAsync(Sound.Open)).Name));
        Assert.Equal(TaskState.Completed, (await tasks.GetAsync(Sound.Done)).Status);
        Assert.Equal(JsonValueKind.Object, JsonElement.Parse(tasks.Disk.ReadText(TaskFixture.Current)).ValueKind);
        Assert.Empty(await tasks.RunAsync(store => store.TaskDoctor.ExamineAsync(null, Cancellation)));
        tasks.Disk = after;
        string[] kept = [.. tasks.Quarantined()];
        Assert.All(damaged.Where(content => content.Length > 0), content => Assert.Contains(content, kept));
    }

    /// <summary>Damages the files; tells what stands in those that are not what they were.</summary>
    private static List<string> Damage(SimulatedFileSystem disk, string[] paths, Func<byte[], byte[]?> damage)
    {
        var damaged = new List<string>();
        foreach (string path in paths)
        {
            byte[] whole = disk.ReadBytes(path);
            if (damage(whole) is not { } left)
            {
                disk.Delete(path);
            }
            else
            {
                disk.PlantFile(path, left);

                // Without its last newline a file still says all that it said.
                if (!left.AsSpan().TrimEnd((byte)'\n').SequenceEqual(whole.AsSpan().TrimEnd((byte)'\n')))
                {
                    damaged.Add(Encoding.UTF8.GetString(left));
                }
            }
        }

        return damaged;
    }

    private static (SimulatedFileSystem Disk, string Open, string Done) MakeSound()
    {
        var tasks = new TaskFixture { Ids = new RandomIdSource() };
        string done = tasks.FinishedAsync("done").GetAwaiter().GetResult().Id;
        string open = tasks.CreateAsync("open").GetAwaiter().GetResult().Id;
        tasks.RunAsync(store => store.Sessions.EndAsync(TaskFixture.Ann, CancellationToken.None)).GetAwaiter().GetResult();
        return (tasks.Disk, open, done);
    }

    private static TaskFixture Copied()
    {
        var tasks = new TaskFixture(new SimulatedFileSystem()) { Ids = new RandomIdSource() };
        foreach (string folder in new[] { TaskFixture.Folder, TaskFixture.Folder + "/tasks", TaskFixture.History, TaskFixture.Folder + "/locks" })
        {
            tasks.Disk.PlantDirectory(folder);
            foreach (string path in Sound.Disk.List(folder).Select(name => $"{folder}/{name}").Where(path => Sound.Disk.Stat(path)?.Kind == FileKind.Regular))
            {
                tasks.Disk.PlantFile(path, Sound.Disk.ReadBytes(path));
            }
        }

        return tasks;
    }
}
