namespace Daybook.Memory.Events;

/// <summary>The decision of a release governor.</summary>
internal static class GovernorJson
{
    private const string Hold = "HOLD";

    public static EventReading Read(JsonFields decision)
    {
        if (decision.Text("outcome") is { } outcome && !string.Equals(outcome, Hold, StringComparison.OrdinalIgnoreCase))
        {
            return EventReading.Nothing($"the outcome is {outcome}");
        }

        return EventReading.Of(
            new GovernorHold { Reason = decision.Text("reason"), RiskClass = decision.Text("risk_class") }.WithShared(decision));
    }
}
