using Daybook.Git;

namespace Daybook.Embedded.Tests.Git;

/// <summary>The real git without the settings of whoever runs the tests; who commits is told by the repository only.</summary>
internal sealed class IsolatedGit(string home) : IGit
{
    private readonly Embedded.Git.GitProgram program = new(TimeProvider.System);

    public GitAnswer Run(GitRequest request, CancellationToken cancellationToken)
    {
        var variables = new Dictionary<string, string>(request.Variables)
        {
            ["HOME"] = home,
            ["GIT_CONFIG_GLOBAL"] = "/dev/null",
            ["GIT_CONFIG_SYSTEM"] = "/dev/null",
        };
        return program.Run(request with { Variables = variables }, cancellationToken);
    }
}
