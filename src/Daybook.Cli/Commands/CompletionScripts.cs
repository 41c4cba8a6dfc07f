namespace Daybook.Cli.Commands;

/// <summary>What each shell needs to ask <c>daybook complete</c> for the words that may come next.</summary>
internal static class CompletionScripts
{
    /// <summary>For bash.</summary>
    public const string Bash =
        """
        _daybook() {
            local IFS=$'\n'
            COMPREPLY=($(daybook complete --position "$COMP_POINT" -- "$COMP_LINE" 2>/dev/null))
        }
        complete -o default -F _daybook daybook
        """;

    /// <summary>For zsh.</summary>
    public const string Zsh =
        """
        #compdef daybook
        _daybook() {
            local -a found
            found=("${(@f)$(daybook complete --position "$CURSOR" -- "$BUFFER" 2>/dev/null)}")
            if [[ -n "${found[1]}" ]]; then
                compadd -- "${found[@]}"
            else
                _files
            fi
        }
        compdef _daybook daybook
        """;

    /// <summary>For fish.</summary>
    public const string Fish =
        """
        function __daybook_complete
            set -l line (commandline -cp)
            daybook complete --position (string length -- "$line") -- "$line" 2>/dev/null
        end
        complete -c daybook -a '(__daybook_complete)'
        """;

    /// <summary>For PowerShell.</summary>
    public const string PowerShell =
        """
        Register-ArgumentCompleter -Native -CommandName daybook -ScriptBlock {
            param($wordToComplete, $commandAst, $cursorPosition)
            daybook complete --position $cursorPosition -- "$commandAst" 2>$null |
                ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
        }
        """;
}
