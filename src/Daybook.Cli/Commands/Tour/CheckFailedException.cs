using Daybook.Errors;

namespace Daybook.Cli.Commands.Tour;

/// <summary>Something that must hold does not.</summary>
internal sealed class CheckFailedException : DaybookException
{
    /// <summary>Says what.</summary>
    public CheckFailedException(string message)
        : base(ErrorCode.CheckFailed, message)
    {
    }
}
