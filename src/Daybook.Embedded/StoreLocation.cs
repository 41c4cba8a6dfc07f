namespace Daybook.Embedded;

/// <summary>A store that was found.</summary>
/// <param name="Path">Its folder, absolute.</param>
/// <param name="FoundBy">Which rule found it: one of the constants here.</param>
public sealed record StoreLocation(string Path, string FoundBy)
{
    /// <summary>The user named it.</summary>
    public const string ByOption = "store_option";

    /// <summary>The environment names it.</summary>
    public const string ByEnvironment = "daybook_store";

    /// <summary>It stands in the working directory or above it.</summary>
    public const string ByWorkingDirectory = "working_directory";

    /// <summary>It stands in git's own directory, which all work trees share.</summary>
    public const string ByGitCommonDirectory = "git_common_dir";

    /// <summary>It stands in the main work tree.</summary>
    public const string ByMainWorkTree = "main_worktree";

    /// <summary>It stands among the user's state.</summary>
    public const string ByStateHome = "state_home";
}
