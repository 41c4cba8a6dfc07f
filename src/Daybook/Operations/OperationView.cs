namespace Daybook.Operations;

/// <summary>An operation as surfaces show it.</summary>
/// <param name="Operation">What its log says.</param>
/// <param name="Path">The log, by its path from the root of the work tree, with <c>/</c>.</param>
/// <param name="Commit">Whether the log is committed; null while the operation is open, and where nobody asked.</param>
public sealed record OperationView(OperationRecord Operation, string Path, OperationCommit? Commit);
