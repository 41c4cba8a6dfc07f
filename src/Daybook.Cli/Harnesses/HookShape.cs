namespace Daybook.Cli.Harnesses;

/// <summary>How a harness spells a hook in its file.</summary>
internal enum HookShape
{
    /// <summary>A matcher and a list of commands: Claude Code and those that follow it.</summary>
    Grouped,

    /// <summary>A command and nothing else.</summary>
    Flat,

    /// <summary>One command for each kind of shell.</summary>
    PerShell,
}
