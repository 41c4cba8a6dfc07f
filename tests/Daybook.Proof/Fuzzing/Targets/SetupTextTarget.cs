using Daybook.Cli.Setup.Parts;

namespace Daybook.Proof.Fuzzing.Targets;

/// <summary>Markdown files in which agents find their instructions.</summary>
internal sealed class SetupTextTarget() : SetupTarget(
    "setup-text",
    [.. Harnesses.Select(static harness => new InstructionsPart("/h/AGENTS.md", harness))],
    ["", "# Mine\n\nText.\n", "# Mine\r\n\r\n```\r\n<!-- daybook:end -->\r\n```\r\nno end", "@AGENTS.md\n", "~~~\nfence\n~~~\n"],
    "<!-- daybook:begin claude ", "<!-- daybook:begin codex,cursor ", " -->\n", "<!-- daybook:end -->\n", "```\n", "~~~", "\r\n", "\n\n", "0123456789abcdef-0", "    ");
