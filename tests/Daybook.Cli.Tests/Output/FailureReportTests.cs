using Daybook.Cli.Output;
using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;
using Daybook.Errors;
using Daybook.Json;
using Xunit;

namespace Daybook.Cli.Tests.Output;

public sealed class FailureReportTests
{
    public static TheoryData<Exception, string, int> Failures => new()
    {
        { new InvalidInputException("x"), "usage", 2 },
        { new NotFoundException("x"), "not_found", 3 },
        { new ConflictException("x"), "conflict", 4 },
        { new CorruptStoreException("x"), "corrupt", 5 },
        { new NewerFormatException("f", 2, 1), "newer_format", 5 },
        { new StorageException("x"), "storage", 6 },
        { new DurabilityUnknownException("x", "id"), "durability_unknown", 6 },
        { new BusyException("x"), "busy", 7 },
        { new FileSystemException(FileSystemError.NoSpace, "write", "f", 28, "No space"), "storage", 6 },
        { new IOException("x"), "storage", 6 },
        { new UnauthorizedAccessException("x"), "storage", 6 },
        { new OperationCanceledException(), "interrupted", 130 },
        { new InvalidOperationException("x"), "internal", 70 },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public void Every_failure_has_a_name_and_an_exit_code(Exception failure, string code, int exitCode)
    {
        Assert.Equal(code, FailureReport.Of(failure).Code);
        Assert.Equal(exitCode, FailureReport.ExitCodeOf(failure));
    }

    [Fact]
    public void What_an_exception_knows_is_told()
    {
        var failure = new ConflictException("several") { Id = "abcd", Path = "/f", Line = 7, Hint = "give more", Candidates = ["abcd1", "abcd2"] };
        ErrorReport report = FailureReport.Of(failure);
        Assert.Equal(("abcd", "/f", 7L, "give more"), (report.Id, report.Path, report.Line, report.Hint));
        Assert.Equal(["abcd1", "abcd2"], report.Candidates);
    }
}
