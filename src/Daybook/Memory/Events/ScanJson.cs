namespace Daybook.Memory.Events;

/// <summary>The result of a security scan.</summary>
internal static class ScanJson
{
    public static EventReading Read(JsonFields scan) => EventReading.Of(
        new SecurityBlock { Trigger = scan.Text("trigger"), Title = scan.Text("title"), Summary = scan.Text("summary") }.WithShared(scan));
}
