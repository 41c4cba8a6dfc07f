using System.Reflection;
using Daybook.Cli.Output;

namespace Daybook.Cli.Commands;

/// <summary><c>daybook version</c></summary>
internal sealed class VersionCommand(CommandFrame frame)
    : DaybookCommand(frame, "version", "Prints the version of this program.", "daybook version", "daybook version --json")
{
    /// <summary>Prints the version in the form that the reader asked for.</summary>
    public static void Answer(CommandCall call)
    {
        string released = Released();
        switch (call.Console.Mode)
        {
            case OutputMode.Json:
                call.Console.WriteJson(new VersionAnswer(released), CliJson.Default.VersionAnswer);
                break;
            case OutputMode.Quiet:
                call.Console.WriteId(released);
                break;
            default:
                call.Console.Text.WriteLine($"daybook {released}");
                break;
        }
    }

    /// <summary>The version. What follows a plus names the commit, which is nobody's version.</summary>
    public static string Released() =>
        (typeof(VersionCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "").Split('+')[0];

    /// <inheritdoc/>
    protected override Task<int> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        Answer(call);
        return Task.FromResult(0);
    }
}
