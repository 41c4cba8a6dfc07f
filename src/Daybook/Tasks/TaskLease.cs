using Daybook.Processes;

namespace Daybook.Tasks;

/// <summary>When a lease ends.</summary>
public static class TaskLease
{
    /// <summary>The lease that is taken when nothing else is said: 15 minutes.</summary>
    public static readonly TimeSpan Default = TimeSpan.FromMinutes(15);

    /// <summary>The shortest lease: 1 second.</summary>
    public static readonly TimeSpan Min = TimeSpan.FromSeconds(1);

    /// <summary>The longest lease: 30 days.</summary>
    public static readonly TimeSpan Max = TimeSpan.FromDays(30);

    /// <summary>
    /// Whether a claim still keeps others away. It does not once its owner process is provably gone, nor once the lease has ended: by the
    /// clock of the boot in which it began, which no change of the date moves and which runs on in sleep; after a restart of the machine,
    /// and elsewhere, by the time of day. A restarted machine also ends it one length after it came up, since it was not later that the
    /// lease began.
    /// </summary>
    public static bool IsLive(TaskClaim claim, TaskMoment moment)
    {
        ArgumentNullException.ThrowIfNull(claim);
        if (claim.Process is { } owner && owner.IsProvablyGone(moment.Processes))
        {
            return false;
        }

        BootTime here = moment.Boot;
        if (claim.Began is { } began)
        {
            if (began.BootId == here.BootId && began.Elapsed <= here.Elapsed)
            {
                return here.Elapsed - began.Elapsed < claim.Lease;
            }

            if (began.BootId != here.BootId && began.HostName == here.HostName && here.Elapsed >= claim.Lease)
            {
                return false;
            }
        }

        return moment.Now < claim.LeaseExpiresAt;
    }

    /// <summary>The claim with its lease begun anew.</summary>
    internal static TaskClaim Renewed(TaskClaim claim, DateTimeOffset at, BootTime? boot) =>
        claim with { LeaseExpiresAt = EndOf(at, claim.Lease), Began = boot };

    /// <summary>When a lease that begins at a moment ends, never past the last moment that a date can name.</summary>
    internal static DateTimeOffset EndOf(DateTimeOffset at, TimeSpan lease) =>
        at > DateTimeOffset.MaxValue - lease ? DateTimeOffset.MaxValue : at + lease;
}
