namespace Daybook.Cli.Setup.Text;

/// <summary>A table's heading or a key in a TOML file.</summary>
/// <param name="Path">Its whole name.</param>
/// <param name="Start">Where its line begins to say something.</param>
/// <param name="Value">What it is set to, as it stands there; null for a heading.</param>
internal sealed record TomlKey(IReadOnlyList<string> Path, int Start, string? Value);
