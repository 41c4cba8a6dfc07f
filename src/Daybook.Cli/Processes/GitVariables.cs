namespace Daybook.Cli.Processes;

/// <summary>The environment variables by which git is told where a repository is.</summary>
internal static class GitVariables
{
    /// <summary>A hook of git sets these for the repository it runs in; a git that is started for another one must not inherit them.</summary>
    public static readonly IReadOnlyList<string> OfOneRepository =
        ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_PREFIX"];
}
