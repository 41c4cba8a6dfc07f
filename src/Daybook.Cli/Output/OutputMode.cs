namespace Daybook.Cli.Output;

/// <summary>Who reads stdout.</summary>
internal enum OutputMode
{
    /// <summary>A person.</summary>
    Text,

    /// <summary>A program: <c>--json</c>.</summary>
    Json,

    /// <summary>A script that wants ids and nothing else: <c>--quiet</c>.</summary>
    Quiet,
}
