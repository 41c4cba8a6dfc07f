using System.Text;
using Daybook.Memory;
using Daybook.Memory.Events;

namespace Daybook.Proof.Fuzzing.Targets;

/// <summary>Messages of other systems, given to <c>memory ingest</c>.</summary>
internal sealed class EventJsonTarget() : FuzzTarget(
    "event-json",
    Seed.Texts(
        """{"action":"triggered","data":{"event":{"culprit":"app.db in acquire","datetime":"2026-02-17T01:00:00.250000Z","event_id":"e4","exception":{"values":[{"type":"TimeoutError","value":"pool","stacktrace":{"frames":[{"filename":"old.py"},{"filename":null},{"filename":"src/db.py"}]}}]},"fingerprint":["{{ default }}"],"issue_id":"11","level":"fatal","metadata":{"filename":"src/db.py"},"timestamp":1771290000.25,"title":"t","web_url":"https://x/1/"}}}""",
        """{"action":"completed","workflow_run":{"id":17,"name":"Deploy","head_sha":"abc1234def5678","conclusion":"failure","html_url":"https://x/17","pull_requests":[{"number":42}],"updated_at":"2026-02-17T02:00:00Z"},"repository":{"full_name":"acme/web"}}""",
        """{"ref":"refs/heads/trunk","repository":{"full_name":"acme/web","default_branch":"trunk"},"commits":[{"id":"bbb","message":"Revert \"Fix pool\"\n\nThis reverts commit ABC1234def5678abc1234def5678abc1234def56.","timestamp":"2026-02-17T09:00:00+01:00","url":"u","added":["a"],"removed":["r"],"modified":["src/db.cs"]}]}""",
        """{"outcome":"HOLD","reason":"r","risk_class":"HIGH","sha":"abc1234def5678","repo":"acme/web"}""",
        """{"repo":"acme/web","head_sha":"abc1234","pr_number":42,"trigger":"secret","title":"t","summary":"s","paths":["src/a.py"]}""",
        """{"repo":"acme/web","sha":"abc1234","pr":42,"classes":[{"failure_type":"import","paths":["src/b.py"],"summary":"s"}]}"""),
    "\"data\":{", "\"event\":{", "\"exception\":{\"values\":[", "\"frames\":[", "\"timestamp\":", "\"message\":\"Revert abc1234\"", "\"commits\":[", "\"pr_number\":", "\"conclusion\":", "\"level\":", "\"paths\":[")
{
    private static readonly string[] Types = ["incident", "deploy_failure", "revert", "governor_hold", "security_block", "verifier_cluster"];

    public override void Run(ReadOnlySpan<byte> input)
    {
        byte[] json = input.ToArray();
        EventReading reading = EventJson.Read(Types[input.Length % Types.Length], json);
        foreach (MemoryEvent happened in reading.Events)
        {
            MemoryRecord record = happened.ToRecord();
            MemoryRules.Validate(record);
            string text = Embedded.Memory.MemoryText.Of(record);
            Claim(text == Embedded.Memory.MemoryText.Of(MemoryJson.Read(Encoding.UTF8.GetBytes(text), null)), "an event is another once it is written");
        }
    }
}
