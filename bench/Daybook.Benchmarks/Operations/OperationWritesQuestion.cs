using System.Diagnostics;
using System.Text;
using Daybook.Benchmarks.Measuring;
using Daybook.Durability.FileSystem;
using Daybook.Embedded;
using Daybook.Operations;

namespace Daybook.Benchmarks.Operations;

/// <summary>An operation from its start to its end, without git, beside two bare appends of as many bytes, each flushed.</summary>
internal sealed class OperationWritesQuestion : IQuestion
{
    private const int Count = 200;
    private const int Writers = 10;

    private static readonly byte[] Start = Encoding.UTF8.GetBytes(new string('x', 330) + "\n");
    private static readonly byte[] End = Encoding.UTF8.GetBytes(new string('x', 150) + "\n");

    public string Name => "operation-writes";

    public string Title => "What does it cost to record an operation, start and end, without git?";

    public async Task<Table> AskAsync(BenchDirectory directory)
    {
        using var outside = BenchDirectory.OutsideOfGit();
        string path = BenchStore.CreateIn(outside);
        await using EmbeddedStore store = await EmbeddedStore.OpenAsync(new EmbeddedOptions { Directory = path }, default);
        string bare = Path.Join(directory.Next(), "bare.jsonl");
        string files = directory.Next();
        var table = new Table("two bare appends with fdatasync", "milliseconds per operation");
        table.Add("two bare appends with fdatasync", () => Task.FromResult(Append(bare)));
        table.Add("a file for each, put under its name, and the same flushes; nothing else", () => Task.FromResult(PutAndAppend(files)));
        table.Add("start and complete, one writer", () => RecordAsync(store, 1));
        table.Add("start and complete, ten writers", () => RecordAsync(store, Writers));
        return await table.RunAsync();
    }

    private static double Append(string path)
    {
        using IFile file = LocalFileSystem.Create().Open(path, OpenMode.Append);
        return Time(() =>
        {
            Write(file, Start);
            Write(file, End);
        });
    }

    /// <summary>What one file for each operation costs on this disk, whoever writes it.</summary>
    private static double PutAndAppend(string folder)
    {
        IFileSystem disk = LocalFileSystem.Create();
        return Time(() =>
        {
            string path = Path.Join(folder, Guid.NewGuid().ToString("n"));
            string temp = path + ".tmp";
            using (IFile file = disk.Open(temp, OpenMode.CreateNew))
            {
                Write(file, Start);
            }

            disk.Link(temp, path);
            disk.Delete(temp);
            disk.SyncDirectory(folder);
            using IFile again = disk.Open(path, OpenMode.Append);
            Write(again, End);
        });
    }

    private static void Write(IFile file, byte[] line)
    {
        file.WriteFully(line, 0);
        file.Flush();
    }

    private static double Time(Action operation)
    {
        long began = Stopwatch.GetTimestamp();
        for (int count = 0; count < Count; count++)
        {
            operation();
        }

        return Stopwatch.GetElapsedTime(began).TotalMilliseconds / Count;
    }

    private static async Task<double> RecordAsync(EmbeddedStore store, int writers)
    {
        long began = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, writers).Select(_ => Task.Run(async () =>
        {
            for (int count = 0; count < Count / writers; count++)
            {
                OperationChange started = await store.Operations.StartAsync(
                    new NewOperation { ProfileId = "pedro", Action = "generate", Actor = "codex", RequestText = "Fix the pool leak" }, default);
                await store.Operations.CompleteAsync(
                    started.View.Operation.InvocationId, new OperationCompletion { Outcome = OperationOutcome.Done }, default);
            }
        })));
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds / Count;
    }
}
