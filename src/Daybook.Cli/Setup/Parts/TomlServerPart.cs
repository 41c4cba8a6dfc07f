using System.Text.Encodings.Web;
using System.Text.Json;
using Daybook.Cli.Harnesses;
using Daybook.Cli.Setup.Text;

namespace Daybook.Cli.Setup.Parts;

/// <summary>The MCP server in a harness's TOML file.</summary>
/// <param name="path">The file, for messages.</param>
/// <param name="harness">The harness.</param>
/// <param name="command">The program and the arguments that start Daybook.</param>
internal sealed class TomlServerPart(string path, Harness harness, CommandWords command)
    : BlockPart(path, harness.Name, Content(command), "", CommentForm.Toml)
{
    private const string Servers = "mcp_servers";

    /// <inheritdoc/>
    public override string Kind => "server";

    /// <inheritdoc/>
    protected override bool Examine(string text, MarkedBlock? block)
    {
        IReadOnlyList<TomlKey> keys = TomlOutline.Read(text, FilePath);
        TomlKey? closed = keys.FirstOrDefault(static key => key.Value is not null && key.Path is [Servers]);
        if (closed is not null)
        {
            throw FileFault.At(FilePath, text, closed.Start, $"{Servers} is written in one piece, to which nothing can be added; write [{Servers}.<name>] tables instead");
        }

        // What somebody adds to our table, behind the block, makes it no less ours.
        return keys.Any(key => key.Path is [Servers, ServerPart.ServerName] && IsOutside(key, block)) || (block is null && keys.Any(IsServer));
    }

    /// <inheritdoc/>
    protected override void ExamineRemoval(string text, MarkedBlock block)
    {
        if (TomlOutline.Read(text, FilePath).FirstOrDefault(key => IsServer(key) && IsOutside(key, block)) is { } left)
        {
            throw FileFault.At(FilePath, text, left.Start, $"{string.Join('.', left.Path)} was added to what setup wrote, and would be left as a server without a command; take it out first");
        }
    }

    private static bool IsServer(TomlKey key) => key.Path is [Servers, ServerPart.ServerName, ..];

    private static bool IsOutside(TomlKey key, MarkedBlock? block) => block is null || key.Start < block.Start || key.Start > block.End;

    private static string Content(CommandWords command) => $"""
        [{Servers}.{ServerPart.ServerName}]
        command = {Text(command.Program)}
        args = [{string.Join(", ", command.Arguments.Append("mcp").Select(Text))}]
        """.ReplaceLineEndings("\n");

    // A basic string of TOML has the escapes of JSON.
    private static string Text(string word) => $"\"{JsonEncodedText.Encode(word, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
}
