using System.Globalization;
using System.Text;
using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;
using Daybook.Durability.Posix;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Durability.Tests.Disk;

/// <summary>As long as nothing crashes, the simulated disk must answer like the real one: random calls are made on both.</summary>
public sealed class PosixAgreementTests : IDisposable
{
    private const int CallsPerRun = 1500;
    private const int Close = 7;

    private static readonly string[] Names = ["a", "b", "d", "d/a", "d/e", "d/e/a", "e", "e/b", "a/x", "none/x"];

    private readonly string real = Directory.CreateTempSubdirectory("daybook-agreement-").FullName;
    private readonly Dictionary<int, (IFile Real, IFile Simulated)> open = [];

    public void Dispose()
    {
        CloseAll();
        Directory.Delete(real, recursive: true);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Random_calls_end_alike_on_the_real_disk_and_the_simulated_one(int seed)
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Skip("the simulated disk gives Linux's errors");
            return;
        }

        Random random = new(seed);
        PosixFileSystem posix = new();
        SimulatedFileSystem simulated = new() { IsPrivileged = Environment.IsPrivilegedProcess };
        simulated.PlantDirectory(real);
        simulated.StartTrace();

        for (int i = 0; i < CallsPerRun; i++)
        {
            string onReal = "";
            string onSimulated = "";
            if (random.Next(3) > 0 && open.Count > 0)
            {
                int key = open.Keys.ElementAt(random.Next(open.Count));
                int call = random.Next(9);
                int at = random.Next(20);
                onReal = Outcome(() => CallFile(open[key].Real, call, at));
                onSimulated = Outcome(() => CallFile(open[key].Simulated, call, at));
                _ = call == Close && open.Remove(key);
            }
            else
            {
                int call = random.Next(11);
                OpenMode mode = (OpenMode)random.Next(5);
                string path = $"{real}/{Names[random.Next(Names.Length)]}";
                string other = $"{real}/{Names[random.Next(Names.Length)]}";
                IFile? realFile = null;
                IFile? simulatedFile = null;
                onReal = Outcome(() => CallPath(posix, call, path, other, mode, ref realFile));
                onSimulated = Outcome(() => CallPath(simulated, call, path, other, mode, ref simulatedFile));
                Keep(i, realFile, simulatedFile);
            }

            Assert.True(onReal == onSimulated, $"seed {seed}, call {i}: {onReal} became {onSimulated} after\n{simulated.Trace}");
        }

        Assert.Equal(Tree(posix, real), Tree(simulated, real));
    }

    private static string CallPath(IFileSystem disk, int call, string path, string other, OpenMode mode, ref IFile? file)
    {
        switch (call)
        {
            case 0: disk.CreateDirectory(path); break;
            case 1: disk.Rename(path, other); break;
            case 2: disk.Link(path, other); break;
            case 3: disk.Delete(path); break;
            case 10: disk.DeleteDirectory(path); break;
            case 4: disk.SyncDirectory(path); break;
            // What is no directory is told apart from nothing only by its description; listing it fails in more than one way.
            case 5 when disk.Stat(path)?.Kind == FileKind.Directory: return string.Join(' ', disk.List(path).Order(StringComparer.Ordinal));
            case 5:
            case 6: return Words(disk.Stat(path));
            default: file = disk.Open(path, mode, FilePermissions.SharedFile); break;
        }

        return "done";
    }

    private static string CallFile(IFile file, int call, int at)
    {
        switch (call)
        {
            case 0: return file.Put("0123456789"[..(at / 2)], at).ToString(CultureInfo.InvariantCulture);
            case 1: file.Truncate(at); break;
            case 2: file.Flush(); break;
            case 3: return file.TryLock(at % 2 == 0 ? LockMode.Shared : LockMode.Exclusive).ToString();
            case 4: file.Unlock(); break;
            case 5: return Words(file.Stat());
            case 6: file.SetPermissions(at % 2 == 0 ? FilePermissions.SharedFile : FilePermissions.PrivateFile); break;
            case Close: file.Dispose(); break;
            default:
                byte[] buffer = new byte[at];
                return Convert.ToHexString(buffer.AsSpan(0, file.Read(buffer, at / 2)));
        }

        return "done";
    }

    private static string Outcome(Func<string> call)
    {
        try
        {
            return call();
        }
        catch (FileSystemException failure)
        {
            return $"{failure.Error}";
        }
        catch (UnsafeFileException refused)
        {
            return $"refused {refused.Found}";
        }
    }

    private static string Words(FileStat? stat) => stat is not { } of ? "nothing"
        : of.Kind == FileKind.Directory ? $"directory {of.Permissions}"
        : $"{of.Kind} {of.Length} {of.Permissions} {of.Links}";

    private static string Tree(IFileSystem disk, string directory)
    {
        StringBuilder tree = new();
        foreach (string name in disk.List(directory).Order(StringComparer.Ordinal))
        {
            string path = $"{directory}/{name}";
            bool isDirectory = disk.Stat(path)?.Kind == FileKind.Directory;
            tree.Append(CultureInfo.InvariantCulture, $"{path} {Words(disk.Stat(path))} {(isDirectory ? Tree(disk, path) : disk.Text(path))}\n");
        }

        return tree.ToString();
    }

    private void Keep(int key, IFile? realFile, IFile? simulatedFile)
    {
        if (realFile is not null && simulatedFile is not null)
        {
            open.Add(key, (realFile, simulatedFile));
        }

        if (open.Count > 6)
        {
            CloseAll();
        }
    }

    private void CloseAll()
    {
        foreach ((IFile realFile, IFile simulatedFile) in open.Values)
        {
            realFile.Dispose();
            simulatedFile.Dispose();
        }

        open.Clear();
    }
}
