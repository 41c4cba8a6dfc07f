using Daybook.Cli.Commands.Hooks;
using Daybook.Errors;

namespace Daybook.Proof.Fuzzing.Targets;

/// <summary>What a harness tells a hook.</summary>
internal sealed class HookPayloadTarget() : FuzzTarget(
    "hook-payload",
    Seed.Texts(
        """{"session_id":"5b2d4d2e","transcript_path":"/t.jsonl","cwd":"/w","hook_event_name":"X","tool_name":"Edit","tool_input":{"file_path":"/w/src/pool.cs","old_string":"a"},"tool_response":{"filePath":"x"}}""",
        """{"session_id":"5b2d4d2e","cwd":"/w","tool_name":"apply_patch","tool_input":{"command":"*** Begin Patch\n*** Update File: src/pool.cs\n@@\n-a\n+b\n*** End Patch"}}""",
        """{"sessionId":"5b2d4d2e","timestamp":1704614400000,"cwd":"/w","toolName":"edit","toolArgs":"{\"path\":\"/w/src/pool.cs\",\"old_str\":\"a\"}"}""",
        """{"conversation_id":"5b2d4d2e","workspace_roots":["/w"],"file_path":"/w/a.cs","edits":[{"old_string":"a"}]}""",
        """{"event_type":"X","session_id":"5b2d4d2e","working_dir":"/w","tool_name":"file_editor","tool_input":{"command":"view","path":"a"}}"""),
    "\"tool_input\":", "\"toolArgs\":\"", "\"session_id\":", "\"file_path\":", "\"workspace_roots\":[", "*** Begin Patch", "*** Add File: ", "*** Move to: ", "\\n", "\"cwd\":", "{\\\"path\\\":")
{
    public override void Run(ReadOnlySpan<byte> input)
    {
        HookPayload? whole = Read(input, isWhole: true);
        HookPayload? beginning = Read(input, isWhole: false);
        Claim(whole is null || beginning is not null, "the beginning of what is understood is not");
        Claim(whole is null || whole.Files.SequenceEqual(beginning?.Files ?? []), "the beginning names other files than the whole, and is the same");
    }

    private static HookPayload? Read(ReadOnlySpan<byte> input, bool isWhole)
    {
        try
        {
            return HookPayload.Read(input, isWhole);
        }
        catch (InvalidInputException)
        {
            return null;
        }
    }
}
