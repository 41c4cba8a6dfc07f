namespace Daybook.Embedded.Doctor;

/// <summary>Counts records that were written later than now, which a wrong clock does.</summary>
/// <param name="latest">From here on it is the future.</param>
internal sealed class FutureCheck(DateTimeOffset latest)
{
    private long count;
    private Referrer? newest;
    private DateTimeOffset newestTime;

    internal void See(Referrer record, DateTimeOffset? time)
    {
        if (time is not { } written || written <= latest)
        {
            return;
        }

        count++;
        if (newest is null || written > newestTime)
        {
            (newest, newestTime) = (record, written);
        }
    }

    internal IEnumerable<Finding> Find(DateTimeOffset now, string store)
    {
        if (newest is not null)
        {
            string others = count > 1 ? $" and {count - 1} more are" : " is";
            yield return StoreDoctor.Found(
                "clock_off",
                Finding.Warning,
                newest.Path.Length > 0 ? newest.Path : store,
                $"{newest.Id} of {newest.Kind}{others} from the future: the newest was written at {newestTime:u}, and the clock shows {now:u}",
                "set the clock right; records keep their times");
        }
    }
}
