using Daybook.Embedded.Backup.Transfer;

namespace Daybook.Proof.Fuzzing.Targets;

/// <summary>A line of <c>daybook import</c>, of every kind, as far as a dry run goes.</summary>
internal sealed class ImportLineTarget() : FuzzTarget(
    "import-line",
    Seed.Texts(
        """{"kind":"memory","record":{"id":"m-1","type":"note","timestamp":"2026-11-01T12:00:00.0000000Z","title":"t","paths":["a"],"metadata":{"k":1}}}""",
        """{"kind":"task","record":{"id":"11111111-2222-4333-8444-555555555555","name":"n","status":"completed","priority":0,"tags":["db"],"created_at":"2026-11-01T11:00:00Z","completed_at":"2026-11-01T12:00:00Z","depends_on":["aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee"]}}""",
        """{"kind":"run","record":{"run_id":"20261101-1200000000-1-1","project_id":"p","task_id":"t","agent_type":"codex","pid":1,"pgid":1,"start_time":"2026-11-01T12:00:00.0000000Z","end_time":"2026-11-01T12:01:00.0000000Z","exit_code":0,"status":"completed","supervisor_pid":4,"version":1,"extra":"x"}}""",
        """{"kind":"draft","record":{"session_id":"5b2d4d2e-7d8f-4d5e-9f10-2c3b4a5d6e7f","schema_version":1,"state":{"phase":"x"},"created_at":"2026-11-01T12:00:00Z","updated_at":"2026-11-01T12:00:00Z"}}""",
        """{"kind":"recall","record":{"id":"r-1","purpose_category":"research","initial_description":"d","chosen_tone":"warm","chosen_model":"m","chosen_skills":["a"],"bot_slug":"b","created_at":"2026-11-01T12:00:00Z"}}""",
        """{"kind":"op","record":{"invocation_id":"01KTK4DFAS04MCX5GP1W2R6NEP","events":[{"event":"started","invocation_id":"01KTK4DFAS04MCX5GP1W2R6NEP","profile_id":"p","action":"a","request_text":"","actor":"a","mode_of_work":"query","started_at":"2026-11-01T12:00:00Z"}]}}"""),
    "\"kind\":", "\"memory\"", "\"task\"", "\"run\"", "\"draft\"", "\"recall\"", "\"op\"", "\"operation\"", "\"record\":{", "\"pid\":", "\"exit_code\":", "\"state\":", "\"events\":[", "\"chosen_skills\":[", "\"status\":", "\"updated_at\":")
{
    // What was imported is remembered, so that a transfer is not kept for long.
    private const int LinesOfTransfer = 200;

    [ThreadStatic]
    private static StoreTransfer? transfer;

    [ThreadStatic]
    private static int lines;

    public override void Run(ReadOnlySpan<byte> input)
    {
        if (transfer is null || ++lines % LinesOfTransfer == 0)
        {
            transfer = EmptyStore.Open().CreateTransfer();
        }

        _ = transfer.ImportAsync(input.ToArray(), isDryRun: true, CancellationToken.None).GetAwaiter().GetResult();
    }
}
