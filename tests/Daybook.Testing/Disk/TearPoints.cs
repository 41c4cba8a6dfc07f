namespace Daybook.Testing.Disk;

/// <summary>
/// Where a write may be torn: at every byte up to 1 KiB; in a longer one within 64 bytes of its ends, and at up to 256 places
/// between them, since it is the ends of a record that readers look at.
/// </summary>
internal static class TearPoints
{
    private const int EveryByteMaximum = 1024;
    private const int EndBytes = 64;
    private const int PlacesBetween = 256;

    internal static IEnumerable<int> Of(int length)
    {
        int step = length <= EveryByteMaximum ? 1 : Math.Max(1, (length - (2 * EndBytes)) / PlacesBetween);
        for (int at = 1; at < length; at += at < EndBytes || at >= length - EndBytes ? 1 : Math.Min(step, length - EndBytes - at))
        {
            yield return at;
        }
    }
}
