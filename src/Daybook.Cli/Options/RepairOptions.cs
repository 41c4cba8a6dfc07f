using System.CommandLine;

namespace Daybook.Cli.Options;

/// <summary>Whether a check also repairs.</summary>
internal sealed class RepairOptions
{
    private readonly Option<bool> fix = new("--fix")
    {
        Description = "Repair what is found; the old bytes are copied to quarantine first",
        Recursive = true,
    };

    private readonly Option<bool> dryRun = new("--dry-run")
    {
        Description = "Change nothing, only say what --fix would do",
        Recursive = true,
    };

    /// <summary>Adds the options to a command and those below it.</summary>
    public void AddTo(Command command)
    {
        command.Add(fix);
        command.Add(dryRun);
    }

    /// <summary>Whether nothing may be changed.</summary>
    public bool IsDryRun(ParseResult parsed) => parsed.GetValue(dryRun);

    /// <summary>Whether something may be changed.</summary>
    public bool IsFix(ParseResult parsed) => parsed.GetValue(fix) && !parsed.GetValue(dryRun);
}
