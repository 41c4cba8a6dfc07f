using Daybook.Cli.Harnesses;
using Daybook.Cli.Setup.Text;

namespace Daybook.Cli.Setup.Parts;

/// <summary>The MCP server in a harness's JSON file.</summary>
/// <param name="path">The file, for messages.</param>
/// <param name="server">How the harness spells it.</param>
/// <param name="command">The program and the arguments that start Daybook.</param>
internal sealed class ServerPart(string path, ServerFile server, CommandWords command) : JsonPart(path, "{}\n")
{
    /// <summary>What harnesses call the server.</summary>
    public const string ServerName = "daybook";

    private const string ServersName = "mcpServers";
    private const string EnvironmentName = "env";

    /// <inheritdoc/>
    public override string Kind => "server";

    /// <inheritdoc/>
    protected override IReadOnlyList<JsonItem> Items(JsonSpan root) => [new(ServerName, [ServersName], ServerName, Server)];

    /// <inheritdoc/>
    protected override bool IsTheirs(JsonSpan root) =>
        root.Find(ServersName)?.Value is { Kind: JsonKind.Object } servers && servers.Find(ServerName) is not null && Find(root).Count == 0;

    /// <inheritdoc/>
    protected override List<JsonPlace> Find(JsonSpan root) =>
        root.Find(ServersName)?.Value is { Kind: JsonKind.Object } servers
        && servers.Find(ServerName) is { } entry
        && entry.Value.Find(EnvironmentName)?.Value.Find(SetupMark.Variable)?.Value.Text is { } text
        && SetupMark.Read(text) is { } mark
            ? [new JsonPlace(ServerName, mark, [ServersName], servers, entry, Group: null)]
            : [];

    private string Server(string mark) => CompactJson.Of(json =>
    {
        json.WriteStartObject();
        if (server.Type is { } type)
        {
            json.WriteString("type", type);
        }

        json.WriteString("command", command.Program);
        json.WriteStartArray("args");
        foreach (string argument in command.Arguments.Append("mcp"))
        {
            json.WriteStringValue(argument);
        }

        json.WriteEndArray();
        json.WriteStartObject(EnvironmentName);
        json.WriteString(SetupMark.Variable, mark);
        json.WriteEndObject();
        if (server.HasTools)
        {
            json.WriteStartArray("tools");
            json.WriteStringValue("*");
            json.WriteEndArray();
        }

        json.WriteEndObject();
    });
}
