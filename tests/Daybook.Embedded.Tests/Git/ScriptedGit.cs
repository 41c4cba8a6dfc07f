using Daybook.Git;

namespace Daybook.Embedded.Tests.Git;

/// <summary>A git whose every call passes by a test, which may answer in its place.</summary>
internal sealed class ScriptedGit(IGit inner, Func<int, GitRequest, GitAnswer?> answer) : IGit
{
    private readonly List<GitRequest> calls = [];

    /// <summary>The calls so far.</summary>
    public IReadOnlyList<GitRequest> Calls => calls;

    /// <summary>The command of a call, past the settings before it.</summary>
    public static string CommandOf(GitRequest request) => request.Arguments.SkipWhile((word, index) => index % 2 == 0 ? word == "-c" : true).First();

    public GitAnswer Run(GitRequest request, CancellationToken cancellationToken)
    {
        calls.Add(request);
        return answer(calls.Count, request) ?? inner.Run(request, cancellationToken);
    }
}
