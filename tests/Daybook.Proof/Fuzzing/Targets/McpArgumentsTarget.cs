using System.Text.Json;
using Daybook.Git;
using Daybook.Mcp;
using Daybook.Mcp.Calling;
using Daybook.Mcp.Transports;
using Daybook.Testing;

namespace Daybook.Proof.Fuzzing.Targets;

/// <summary>Calls of every tool, carried out on a store in memory.</summary>
internal sealed class McpArgumentsTarget() : FuzzTarget(
    "mcp-arguments",
    Seed.Texts(
        """{"name":"memory_add","arguments":{"type":"note","title":"t","summary":"s","paths":["a","b"],"repo":"r","sha":"abc","pr_number":3,"severity":"high","fingerprint":"f","metadata":{"k":[1]},"idempotency_key":"k1"}}""",
        """{"name":"memory_query","arguments":{"paths":["src"],"fingerprint":"f","text":"w","limit":3}}""", """{"name":"state_search","arguments":{"query":"pool*","kinds":["memory"],"limit":5}}""",
        """{"name":"state_prime","arguments":{"budget_tokens":500}}""", """{"name":"task_create","arguments":{"name":"n","description":"d","priority":1,"tags":["a"],"depends_on":[]}}""",
        """{"name":"task_ready","arguments":{"limit":3}}""", """{"name":"task_claim","arguments":{"lease_seconds":60}}""", """{"name":"task_update","arguments":{"id":"00000000","action":"complete","reason":"r","token":1}}""",
        """{"name":"task_show","arguments":{"id":"00000000"}}""", """{"name":"run_tree","arguments":{"project":"p"}}""", """{"name":"draft_save","arguments":{"state":{"phase":"x"},"schema_version":1}}""",
        """{"name":"draft_load","arguments":{"session_id":"5b2d4d2e-7d8f-4d5e-9f10-2c3b4a5d6e7f"}}""", """{"name":"recall_suggest","arguments":{"category":"research"}}""",
        """{"name":"op_start","arguments":{"profile":"p","action":"a","request":"r","mode":"query"}}""", """{"name":"op_complete","arguments":{"id":"01KTK4DFAS04MCX5GP1W2R6NEP","outcome":"done","artifacts":["a"],"commit":"abc1234"}}"""),
    [.. Names(), "\"idempotency_key\":\"k\"", "\"limit\":\"3\"", "\"limit\":1e3", "[\"a\"]", "\"a\"", "null", "true"])
{
    // A store of which much was asked answers slowly; most calls want an almost empty one.
    private const int CallsOfStore = 100;

    [ThreadStatic]
    private static World? world;

    public override bool Documents(Exception failure) => failure is JsonException;

    public override void Run(ReadOnlySpan<byte> input)
    {
        using JsonDocument document = JsonDocument.Parse(input.ToArray());

        // A message whose texts are none is refused before a tool sees it.
        if (!LineReading.HasText(input) || document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("arguments", out JsonElement given) || given.ValueKind != JsonValueKind.Object
            || !document.RootElement.TryGetProperty("name", out JsonElement name) || name.ValueKind != JsonValueKind.String)
        {
            return;
        }

        world = world is null || world.Calls++ > CallsOfStore ? new World() : world;
        DaybookTool? tool = world.Tools.All.FirstOrDefault(tool => name.ValueEquals(tool.Definition.Name));
        if (tool is null)
        {
            return;
        }

        var values = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (JsonProperty member in given.EnumerateObject())
        {
            values[member.Name] = member.Value.Clone();
        }

        var arguments = new ToolArguments(tool.Parameters, values);
        ToolAnswer answer = tool.CallAsync(world.Call(arguments), CancellationToken.None).GetAwaiter().GetResult();
        Claim(answer.Text.Length > 0, "it answers nothing");
        _ = answer.ToResult();
    }

    private static IEnumerable<string> Names() => new World().Tools.All.SelectMany(static tool => tool.Parameters.Select(static parameter => $"\"{parameter.Name}\":").Append($"\"{tool.Definition.Name}\"")).Distinct(StringComparer.Ordinal);

    private sealed class World : IWorkplace
    {
        private static readonly Connection Connection = new(ConnectionKind.OwnAgent, "session", "scope");
        private readonly McpSurroundings surroundings;
        private readonly RepeatedCalls repeats = new();
        private readonly VolatileStore store;

        public World()
        {
            var clock = new ManualClock();
            var ids = new SequentialIds();
            store = new VolatileStore(clock, ids);
            surroundings = new McpSurroundings { Workplace = this, Time = clock, Ids = ids, Environment = static _ => null, Actor = "tester@here", Version = "0", ProcessId = 1 };
            Tools = new ToolCatalogue(surroundings);
        }

        public ToolCatalogue Tools { get; }

        public int Calls { get; set; }

        public string WorkingDirectory => "/work";

        public ToolCall Call(ToolArguments arguments) => new(surroundings, arguments, Connection, Caller.Of(surroundings, Connection, null), repeats);

        public Task<DaybookStore> OpenAsync(StoreUse use, CancellationToken cancellationToken) => Task.FromResult<DaybookStore>(store);

        public Task<UncommittedFiles> ListChangesAsync(CancellationToken cancellationToken) => Task.FromResult(UncommittedFiles.None);

        public bool IsFile(string path) => false;
    }
}
