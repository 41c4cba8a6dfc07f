using Daybook.Operations;
using Xunit;

namespace Daybook.Tests.Operations;

public sealed class ActionPairingTests
{
    [Fact]
    public void Missions_are_apart_and_an_action_that_started_more_often_than_it_ended_is_an_orphan()
    {
        ActionPairing pairing = ActionPairing.Of(
            [
                Entry("m1", "a", "started"), Entry("m1", "a", "completed"),
                Entry("m2", "a", "started"), Entry("m2", "a", "started"), Entry("m2", "a", "failed"),
                Entry("m3", "a", "started"), Entry("m3", "b", "started"), Entry("m3", "b", "completed"), Entry("m3", "b", "other"),
                Entry("m4", "a", "completed"),
            ],
            problems: 2);
        Assert.Equal((4, 5, 3, 0.6, 2L), (pairing.Groups, pairing.Starts, pairing.Paired, pairing.Rate, pairing.Problems));
        Assert.Equal([("m2", "a"), ("m3", "a")], pairing.Orphans.Select(entry => (entry.MissionId, entry.CanonicalActionId)));
    }

    [Fact]
    public void Where_nothing_started_everything_is_paired() => Assert.Equal(1, ActionPairing.Of([], 0).Rate);

    [Fact]
    public void A_line_of_the_founding_system_is_read()
    {
        LifecycleEntry entry = LifecycleJson.Read(
            """{"agent": "claude", "at": "2026-07-06T10:53:20.682119+00:00", "canonical_action_id": "discovery::research", "mission_id": "01KWVD6Y5C", "phase": "started", "reason": null, "wp_id": null}"""u8);
        Assert.Equal(("claude", "discovery::research", "started", null), (entry.Agent, entry.CanonicalActionId, entry.Phase, entry.InvocationId));
    }

    private static LifecycleEntry Entry(string mission, string action, string phase) =>
        new() { Agent = "x", CanonicalActionId = action, MissionId = mission, Phase = phase };
}
