using System.CommandLine;
using Daybook.Cli.Output;
using Daybook.Errors;

namespace Daybook.Cli.Commands;

/// <summary><c>daybook completion</c></summary>
internal sealed class CompletionCommand : DaybookCommand
{
    private readonly Argument<string> shell = new("shell") { Description = "bash, zsh, fish or pwsh" };

    /// <summary>Builds the command.</summary>
    public CompletionCommand(CommandFrame frame)
        : base(
            frame,
            "completion",
            "Prints a script that teaches your shell to complete daybook's commands and options.",
            "daybook completion bash >> ~/.bashrc",
            "daybook completion zsh > ~/.zfunc/_daybook",
            "daybook completion fish > ~/.config/fish/completions/daybook.fish",
            "daybook completion pwsh >> $PROFILE")
    {
        shell.CompletionSources.Add("bash", "zsh", "fish", "pwsh");
        Add(shell);
    }

    /// <inheritdoc/>
    protected override Task<int> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        string name = call.Parsed.GetRequiredValue(shell);
        string script = name switch
        {
            "bash" => CompletionScripts.Bash,
            "zsh" => CompletionScripts.Zsh,
            "fish" => CompletionScripts.Fish,
            "pwsh" => CompletionScripts.PowerShell,
            _ => throw new InvalidInputException($"'{name}' is none of bash, zsh, fish, pwsh"),
        };
        if (call.Console.Mode == OutputMode.Json)
        {
            call.Console.WriteJson(new CompletionAnswer(name, script), CliJson.Default.CompletionAnswer);
            return Task.FromResult(0);
        }

        foreach (string line in TerminalText.Lines(script))
        {
            call.Console.Text.WriteLine(line);
        }

        return Task.FromResult(0);
    }
}
