namespace Daybook.Embedded.Tests.Git;

/// <summary>The process has been killed: nothing that it does any more reaches the world.</summary>
internal sealed class DeadException : Exception;
