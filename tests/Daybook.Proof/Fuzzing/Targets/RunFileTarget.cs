using System.Text;
using System.Text.Json;
using Daybook.Embedded.Runs;
using Daybook.Runs;

namespace Daybook.Proof.Fuzzing.Targets;

/// <summary><c>run-info.yaml</c>, of our own shape and of the other system's.</summary>
internal sealed class RunFileTarget() : FuzzTarget(
    "run-info",
    [Seed.File("run-info.yaml"), Seed.File("run-info-rewritten.yaml"), Seed.File("run-info-adopted.yaml")],
    "run_id: ", "status: running\n", "exit_code: ", "start_time: ", "pid: ", "---\n", "...\n", "# comment\n", "key: |\n  text\n", "key: >-\n  text\n", "key: \"\\x41\\u00e9\\U0001F600\"\n",
    "'it''s'", "- a\n", "  - b\n", "&a ", "*a", "!!str ", "<<: ", "? ", "{a: b}", "[a, b]", "~", "0x1F", "2026-11-01T12:00:00Z", "|+2\n", "\\\n", "extra: a: b\n")
{
    private static readonly RunEntry Entry = new(new TaskFolder("project", "task", "/runs"), "20261101-1200000000-1-1");

    public override bool Documents(Exception failure) => failure is YamlFault;

    public override void Run(ReadOnlySpan<byte> input)
    {
        RunDocument read = RunDocument.Parse(input, Entry);
        foreach (RunShape shape in (ReadOnlySpan<RunShape>)[RunShape.Own, RunShape.RunAgent])
        {
            byte[] written = read.Encode(read.Record, shape);
            RunDocument again = Again(written);
            byte[] told = Told(read.Record);
            if (!shape.IsRunAgent)
            {
                ClaimSame(told, Told(again.Record));
            }

            ClaimSame(written, again.Encode(again.Record, shape));
        }
    }

    private static RunDocument Again(byte[] written)
    {
        try
        {
            return RunDocument.Parse(written, Entry);
        }
        catch (YamlFault fault)
        {
            throw new ClaimBrokenException($"what is written of it is not read again: line {fault.Line}: {fault.Message}\n{Encoding.UTF8.GetString(written)}");
        }
    }

    private static byte[] Told(RunRecord run)
    {
        var json = new System.Buffers.ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            RunJson.WriteRecord(writer, run);
            writer.WriteEndObject();
        }

        return json.WrittenSpan.ToArray();
    }
}
