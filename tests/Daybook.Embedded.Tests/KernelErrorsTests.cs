using Daybook.Durability;
using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;
using Daybook.Durability.Locks;
using Daybook.Errors;
using Xunit;

namespace Daybook.Embedded.Tests;

public sealed class KernelErrorsTests
{
    private const string Path = "/store/memory/memory.jsonl";

    public static readonly TheoryData<DurabilityException, ErrorCode> Failures = new()
    {
        { new LockTimeoutException(Path, TimeSpan.FromSeconds(10), new LockHolder(7, "daybook tour", null)), ErrorCode.Busy },
        { new FlushFailedException(Path, new InvalidOperationException("EIO")), ErrorCode.DurabilityUnknown },
        { new LogFaultedException(Path, new InvalidOperationException("EIO")), ErrorCode.Storage },
        { new UnsafeFileException(Path, FileKind.Fifo), ErrorCode.Storage },
        { new LogReplacedException(Path), ErrorCode.Busy },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public void Each_failure_becomes_one_of_the_contract_with_path_hint_and_cause(DurabilityException failure, ErrorCode code)
    {
        DaybookException translated = KernelErrors.Translated(failure, "id-1");

        Assert.Equal((code, Path), (translated.Code, translated.Path));
        Assert.False(string.IsNullOrEmpty(translated.Hint));
        Assert.Same(failure, translated.InnerException);
        Assert.Equal(failure.Message, translated.Message);
    }

    [Fact]
    public void A_record_that_is_too_large_is_the_callers_mistake()
    {
        DaybookException translated = KernelErrors.Translated(new RecordTooLargeException(Path, 2_000_000, 1_048_576));

        Assert.Equal((ErrorCode.Usage, Path), (translated.Code, translated.Path));
        Assert.Contains("2000000", translated.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_error_of_the_file_system_has_a_hint()
    {
        foreach (FileSystemError error in Enum.GetValues<FileSystemError>())
        {
            DaybookException translated = KernelErrors.Translated(new FileSystemException(error, "write", Path, 5, "words"));

            Assert.Equal((ErrorCode.Storage, Path), (translated.Code, translated.Path));
            Assert.False(string.IsNullOrEmpty(translated.Hint));
        }
    }

    [Fact]
    public void Every_exception_of_the_kernel_is_known_here()
    {
        string[] known =
        [
            "FileSystemException", "FlushFailedException", "LockTimeoutException", "LogFaultedException", "LogReplacedException",
            "RecordTooLargeException",

            // Of a program that was to be started: no store starts one, so whoever does words it.
            "SpawnFailedException",
            "UnsafeFileException",
        ];

        Assert.Equal(
            known,
            typeof(DurabilityException).Assembly.GetTypes()
                .Where(type => type.IsSubclassOf(typeof(DurabilityException)))
                .Select(type => type.Name)
                .Order(StringComparer.Ordinal));
    }

    [Fact]
    public void An_unknown_outcome_carries_the_records_id() =>
        Assert.Equal("id-1", KernelErrors.Translated(new FlushFailedException(Path, new InvalidOperationException()), "id-1").Id);

    [Fact]
    public async Task What_is_no_kernel_failure_passes_as_it_is()
    {
        Assert.Throws<InvalidOperationException>(() => KernelErrors.Translate<int>(() => throw new InvalidOperationException()));
        await Assert.ThrowsAsync<StorageException>(() => KernelErrors.TranslateAsync<int>(
            () => throw new UnsafeFileException(Path, FileKind.Fifo), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task On_a_thread_that_is_lent_the_work_is_done_when_the_call_returns_and_its_failure_is_the_tasks()
    {
        int thread = Environment.CurrentManagedThreadId;
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        Task<int> done = CallingThread.Lend(() => KernelErrors.TranslateAsync(() => Environment.CurrentManagedThreadId, CancellationToken.None));
        Task<int> apart = CallingThread.Lend(() => KernelErrors.TranslateOnOwnThreadAsync(() => Environment.CurrentManagedThreadId, CancellationToken.None));
        Task<int> failed = CallingThread.Lend(() => KernelErrors.TranslateAsync<int>(() => throw new UnsafeFileException(Path, FileKind.Fifo), CancellationToken.None));
        Task<int> never = CallingThread.Lend(() => KernelErrors.TranslateAsync<int>(() => throw new InvalidOperationException(), cancelled.Token));

        Assert.True(done.IsCompletedSuccessfully && apart.IsCompletedSuccessfully && failed.IsFaulted && never.IsCanceled);
        Assert.Equal((thread, thread), (await done, await apart));
        await Assert.ThrowsAsync<StorageException>(() => failed);
    }
}
