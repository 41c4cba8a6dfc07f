using Daybook.Durability.FileSystem;

namespace Daybook.Embedded;

/// <summary>
/// The store's own <c>.gitignore</c>: everything in a store is this machine's, except the logs of operations, and memory where git is to
/// track it.
/// </summary>
internal static class StoreIgnoreFile
{
    internal const string FileName = ".gitignore";

    private const int UlidTailLetters = 25;

    /// <summary>The letters of a ULID (Crockford's base 32), after a first one up to 7.</summary>
    private const string UlidLetter = "[0-9A-HJKMNP-TV-Z]";

    /// <summary>What a store says that tracks nothing by choice.</summary>
    internal static readonly StoreGitFile Private = new(FileName, [
        "# Written by Daybook. What is in this folder belongs to this machine, except the logs of operations.",
        .. Rules(),
    ]);

    /// <summary>What Daybook's folder beside the files of another system says, where git tracks those files.</summary>
    internal static readonly StoreGitFile Everything = new(FileName, ["# Written by Daybook. What is in this folder belongs to this machine.", "*"]);

    /// <summary>What a store says last that a restore moved aside.</summary>
    internal static readonly StoreGitFile Aside = new(FileName, ["# A restore moved this folder aside: nothing in it is for git. To use it as a store again, take these two lines out.", "*"]);

    /// <summary>What a store says whose memory git tracks.</summary>
    internal static readonly StoreGitFile WithMemory = new(FileName, [
        "# Written by Daybook. What is in this folder belongs to this machine, except the logs of operations and memory.",
        .. Rules(),
        .. RulesOfMemory(),
    ]);

    /// <summary>What a store says whose memory git tracks, and whose operations go to a ref of their own. All of it is in <see cref="WithMemory"/>, too.</summary>
    internal static readonly StoreGitFile MemoryAlone = new(FileName, [
        "# Written by Daybook. What is in this folder belongs to this machine, except memory.",
        "*",
        .. RulesOfMemory(),
    ]);

    /// <summary>What a store says whose memory git does not track: operations with a ref of their own are not for git to see either.</summary>
    internal static StoreGitFile WithoutMemory(StoreFile file) => file.OperationsReference is null ? Private : Everything;

    /// <summary>Whether a store's file of this name is one that Daybook wrote and nobody has changed since.</summary>
    internal static bool IsUntouched(IFileSystem fileSystem, string folder, string name) =>
        name == FileName && new[] { Private, Everything, WithMemory, MemoryAlone }.Any(written => written.IsExactlyIn(fileSystem, folder));

    private static string[] Rules() =>
    [
        "*",
        "!/operations/",
        "/operations/*",
        $"!/operations/[0-7]{string.Concat(Enumerable.Repeat(UlidLetter, UlidTailLetters))}.jsonl",
    ];

    private static string[] RulesOfMemory() =>
    [
        "!/.gitignore",
        "!/.gitattributes",
        "!/memory/",
        "/memory/*",
        "!/memory/memory.jsonl",
        "!/memory/amendments.jsonl",
    ];
}
