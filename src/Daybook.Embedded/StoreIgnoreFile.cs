using System.Text;

namespace Daybook.Embedded;

/// <summary>The store's own <c>.gitignore</c>: everything in a store is this machine's, except the logs of operations.</summary>
internal static class StoreIgnoreFile
{
    internal const string FileName = ".gitignore";

    private const int UlidTailLetters = 25;

    /// <summary>The letters of a ULID (Crockford's base 32), after a first one up to 7.</summary>
    private const string UlidLetter = "[0-9A-HJKMNP-TV-Z]";

    internal static byte[] Encode() => Encoding.UTF8.GetBytes(
        $"""
        # Written by Daybook. What is in this folder belongs to this machine, except the logs of operations.
        *
        !/operations/
        /operations/*
        !/operations/[0-7]{string.Concat(Enumerable.Repeat(UlidLetter, UlidTailLetters))}.jsonl

        """);
}
