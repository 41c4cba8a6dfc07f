using Daybook.Durability.FileSystem;

namespace Daybook.Testing.Disk;

/// <summary>One thing that goes wrong: which call, which one of those, once or from then on for good, and how.</summary>
public sealed record Fault
{
    private Fault()
    {
    }

    public FaultKind Kind { get; private init; }

    /// <summary>The error that the call ends with, unless it is merely short.</summary>
    public FileSystemError Error { get; private init; } = FileSystemError.InputOutput;

    /// <summary>The error number; that of Linux for <see cref="Error"/> unless set.</summary>
    public int Number { get; init; }

    /// <summary>The bytes that a short call moves.</summary>
    public int Bytes { get; private init; }

    /// <summary>The kind of call that counts; <c>null</c> for every call.</summary>
    public DiskCall? On { get; init; }

    /// <summary>Only calls on this path count; <c>null</c> for any path.</summary>
    public string? Path { get; init; }

    /// <summary>Which of the matching calls is hit, counted from 1 beginning when the fault is injected.</summary>
    public int Nth { get; init; } = 1;

    /// <summary>Whether every later matching call is hit too.</summary>
    public bool ForGood { get; init; }

    /// <summary>The call fails with this error and without effect.</summary>
    public static Fault Fails(FileSystemError error, DiskCall? on = null, int nth = 1) =>
        new() { Kind = FaultKind.Error, Error = error, Number = ErrorNumber.Of(error), On = on, Nth = nth };

    /// <summary>The write takes only its first bytes and returns their count.</summary>
    public static Fault ShortWrite(int bytes, int nth = 1) => new() { Kind = FaultKind.Partial, Bytes = bytes, On = DiskCall.Write, Nth = nth };

    /// <summary>The read gives only its first bytes and returns their count.</summary>
    public static Fault ShortRead(int bytes, int nth = 1) => new() { Kind = FaultKind.Partial, Bytes = bytes, On = DiskCall.Read, Nth = nth };

    /// <inheritdoc cref="FaultKind.FlushDropsPages"/>
    public static Fault FlushDropsPages(int nth = 1) => FailedFlush(FaultKind.FlushDropsPages, nth);

    /// <inheritdoc cref="FaultKind.FlushReverts"/>
    public static Fault FlushReverts(int nth = 1) => FailedFlush(FaultKind.FlushReverts, nth);

    private static Fault FailedFlush(FaultKind kind, int nth) =>
        new() { Kind = kind, Number = ErrorNumber.Of(FileSystemError.InputOutput), On = DiskCall.Flush, Nth = nth };
}
