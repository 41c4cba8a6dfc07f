using System.Text;
using Daybook.Errors;
using Daybook.Memory;
using Daybook.Memory.Events;
using Daybook.Testing;
using Xunit;

namespace Daybook.Tests.Memory.Events;

public sealed class EventJsonTests
{
    private const string Alert =
        """
        {"action":"triggered","actor":{"id":"sentry","name":"Sentry","type":"application"},"data":{"event":{"_ref":1,
        "culprit":"app.db in acquire","datetime":"2026-02-17T01:00:00.250000Z","event_id":"e4874d664c35","exception":{"values":[
        {"type":"TimeoutError","value":"pool","stacktrace":{"frames":[{"filename":"old.py"},{"filename":"src/1.py"},{"filename":"src/2.py"},
        {"filename":null},{"filename":"<string>"},{"filename":"src/3.py"},{"filename":"src/3.py"},{"filename":"src/db.py","lineno":7}]}}]},
        "fingerprint":["{{ default }}"],"issue_id":"1117540176","level":"fatal","metadata":{"filename":"src/db.py","type":"TimeoutError","value":"pool"},
        "tags":[["level","fatal"]],"timestamp":1771290000.25,"title":"TimeoutError: pool exhausted","web_url":"https://sentry.io/organizations/acme/issues/1117540176/"},
        "triggered_rule":"Any"},"installation":{"uuid":"x"}}
        """;

    private const string Run =
        """
        {"action":"completed","workflow_run":{"id":17,"name":"Deploy","head_branch":"main","head_sha":"abc1234def5678","status":"completed",
        "conclusion":"failure","url":"https://api.github.com/runs/17","html_url":"https://github.com/acme/web/actions/runs/17",
        "pull_requests":[{"number":42}],"updated_at":"2026-02-17T02:00:00Z"},"repository":{"full_name":"acme/web"}}
        """;

    private const string Push =
        """
        {"ref":"refs/heads/trunk","repository":{"full_name":"acme/web","default_branch":"trunk"},"commits":[
        {"id":"aaa0000","message":"Fix pool","timestamp":"2026-02-17T08:00:00Z","added":[],"removed":[],"modified":["src/db.cs"]},
        {"id":"bbb0000","message":"Revert \"Fix pool\"\n\nThis reverts commit ABC1234def5678abc1234def5678abc1234def56.","timestamp":"2026-02-17T09:00:00+01:00",
        "url":"https://github.com/acme/web/commit/bbb0000","added":["a"],"removed":["r"],"modified":["src/db.cs"]},
        {"id":"ccc0000","message":"revert 'dead001' and Revert \"dead002\"","timestamp":null}]}
        """;

    [Theory]
    [InlineData("Sentry_alert", "incident", Alert)]
    [InlineData("Sentry_event_alone", "incident", """{"level":"warning","fingerprint":"db:pool","timestamp":1771290000,"id":"ev1","metadata":null,"exception":null}""")]
    [InlineData("Sentry_issue", "incident", """{"action":"created","data":{"issue":{"id":"1170","shortId":"IPE-1","title":"ReferenceError: x","culprit":"f","level":"error","metadata":{"type":"ReferenceError","filename":"src/a.js"},"firstSeen":"2026-02-17T01:00:00Z","permalink":"https://sentry.io/issues/1170/"}}}""")]
    [InlineData("Governor_decision", "governor_hold", """{"outcome":"HOLD","reason":"high_risk_no_approval","risk_class":"HIGH","sha":"abc1234def5678","repo":"acme/web"}""")]
    [InlineData("GitHub_workflow_run_event", "deploy_failure", Run)]
    [InlineData("GitHub_run_alone", "deploy_failure", """{"head_sha":"abc1234def5678","conclusion":"timed_out","html_url":"https://github.com/r/1","repository":{"full_name":"acme/web"},"run_started_at":"2026-02-17T02:00:00Z"}""")]
    [InlineData("Scan_result", "security_block", """{"repo":"acme/web","head_sha":"abc1234def5678","pr_number":42,"trigger":"secret","title":"Security FAILED","summary":"Secret detected","paths":["src/a.py"]}""")]
    [InlineData("Verifier_classes", "verifier_cluster", """{"repo":"acme/web","sha":"abc1234def5678","pr":42,"classes":[{"failure_type":"import","paths":["src/b.py","src/a.py"],"summary":"Import errors"},{"failure_type":"install","summary":"Install failed"}]}""")]
    [InlineData("Verifier_class_alone", "verifier_cluster", """{"failure_type":"test","paths":["t.py"],"summary":"1 failed"}""")]
    [InlineData("GitHub_push", "revert", Push)]
    [InlineData("Revert_alone", "revert", """{"repo":"acme/web","sha":"fff0000","reverted_sha":"abc1234def5678"}""")]
    public void A_message_of_a_source_has_the_approved_records(string name, string type, string json)
    {
        string[] records = [.. Read(type, json).Events.Select(happened => MemoryRecords.TextOf(happened.ToRecord()))];
        Snapshot.Match(string.Join('\n', records) + "\n", "jsonl", test: name);
    }

    [Theory]
    [InlineData("incident", """{"action":"resolved","data":{"issue":{"id":"1"}}}""", "the issue was resolved")]
    [InlineData("governor_hold", """{"outcome":"ALLOW"}""", "the outcome is ALLOW")]
    [InlineData("deploy_failure", """{"workflow_run":{"conclusion":"success"}}""", "the run ended with success")]
    [InlineData("deploy_failure", """{"workflow_run":{"conclusion":null}}""", "the run has not ended")]
    [InlineData("verifier_cluster", """{"classes":[]}""", "no class of failures is listed")]
    [InlineData("revert", """{"ref":"refs/heads/topic","commits":[{"message":"Revert abc1234"}]}""", "the push is to refs/heads/topic, not to the main branch")]
    [InlineData("revert", """{"ref":"refs/heads/main","commits":[{"id":"a","message":"Revert the plan, abc1234x and defaced"}]}""", "no commit of the push is a revert")]
    public void What_is_nothing_to_remember_says_so(string type, string json, string reason)
    {
        EventReading reading = Read(type, json);
        Assert.Equal((reason, 0), (reading.Ignored, reading.Events.Count));
    }

    [Theory]
    [InlineData("1771290000")]
    [InlineData("1771290000.0")]
    [InlineData("1771290000000")]
    [InlineData("\"2026-02-17T01:00:00Z\"")]
    [InlineData("\"2026-02-17T02:00:00+01:00\"")]
    [InlineData("\"2026-02-17 01:00:00\"")]
    public void Trap_3_a_time_may_be_text_or_a_number(string timestamp)
    {
        MemoryRecord record = Read("incident", $$"""{"issue_id":1,"timestamp":{{timestamp}}}""").Events[0].ToRecord();
        Assert.Equal(new DateTimeOffset(2026, 2, 17, 1, 0, 0, TimeSpan.Zero), record.Timestamp);
    }

    [Theory]
    [InlineData("incident", "null", "the input is null, not an object")]
    [InlineData("incident", "[]", "the input is a list, not an object")]
    [InlineData("incident", "7", "the input is a number, not an object")]
    [InlineData("incident", """{"data":7}""", "data is a number, not an object")]
    [InlineData("incident", """{"data":{"event":{"level":5}}}""", "data.event.level is a number, not a text")]
    [InlineData("incident", """{"exception":{"values":[{"stacktrace":{"frames":[{"filename":1}]}}]}}""", "exception.values[0].stacktrace.frames[0].filename is a number, not a text")]
    [InlineData("incident", """{"exception":{"values":[null]}}""", "exception.values[0] is null, not an object")]
    [InlineData("incident", """{"timestamp":1e300}""", "timestamp is not a time")]
    [InlineData("incident", """{"timestamp":"yesterday"}""", "timestamp is not a time")]
    [InlineData("incident", """{"timestamp":true}""", "timestamp is a truth value, not a text")]
    [InlineData("incident", """{"fingerprint":[1]}""", "fingerprint[0] is a number, not a text")]
    [InlineData("incident", """{"level":"a","level":"b"}""", "the input is not JSON: ")]
    [InlineData("incident", """{"level":"\ud83e"}""", "level contains half of a surrogate pair")]
    [InlineData("incident", "{\"level\":", "the input is not JSON: ")]
    [InlineData("deploy_failure", """{"workflow_run":{"conclusion":"failure","pr_number":-1}}""", "workflow_run.pr_number is a number, not a whole number")]
    [InlineData("verifier_cluster", """{"paths":"src"}""", "paths is a text, not a list")]
    [InlineData("revert", """{"commits":[7]}""", "commits[0] is a number, not an object")]
    [InlineData("note", "{}", "'note' is not a type of event")]
    public void Hostile_json_is_refused_with_the_place(string type, string json, string message)
    {
        string given = Assert.Throws<InvalidInputException>(() => Read(type, json)).Message;
        Assert.StartsWith(message, given, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_that_is_too_deep_or_no_utf8_is_refused()
    {
        string deep = string.Concat(Enumerable.Repeat("{\"a\":", 100)) + "1" + new string('}', 100);
        Assert.Throws<InvalidInputException>(() => Read("incident", deep));
        Assert.Throws<InvalidInputException>(() => EventJson.Read("incident", new byte[] { (byte)'{', 0xff, (byte)'}' }));
    }

    [Fact]
    public void A_damaged_message_is_read_or_refused_and_nothing_else()
    {
        const int Seed = 20261101;
        var random = new Random(Seed);
        foreach ((string type, string json) in ((string, string)[])[("incident", Alert), ("deploy_failure", Run), ("revert", Push)])
        {
            byte[] message = Encoding.UTF8.GetBytes(json);
            for (int round = 0; round < 2000; round++)
            {
                byte[] damaged = [.. message];
                damaged[random.Next(damaged.Length)] = (byte)"\"\\{}[]:,0n\0"[random.Next(11)];
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
                Exception? failure = Record.Exception(() => EventJson.Read(type, damaged).Events.Select(happened => happened.ToRecord()).ToArray());
                Assert.True(failure is null or InvalidInputException, $"seed {Seed}: {failure}");
            }
        }
    }

    private static EventReading Read(string type, string json) => EventJson.Read(type, Encoding.UTF8.GetBytes(json));
}
