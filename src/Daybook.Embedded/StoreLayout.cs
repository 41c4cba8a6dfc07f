namespace Daybook.Embedded;

/// <summary>The paths inside a store that belong to no single kind.</summary>
internal static class StoreLayout
{
    /// <summary>What Daybook keeps beside the files of another system.</summary>
    internal const string StateFolderName = ".daybook-state";

    internal static string LockDirectory(string folder) => Path.Join(folder, "locks");

    /// <summary>Which folders have durable names.</summary>
    internal static string DurableNames(string lockDirectory) => Path.Join(lockDirectory, "durable-names");

    internal static string StoreLock(string folder) => Path.Join(LockDirectory(folder), "store.lock");

    internal static string QuarantineDirectory(string folder) => Path.Join(folder, "quarantine");
}
