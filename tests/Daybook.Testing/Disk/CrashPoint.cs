using System.Globalization;

namespace Daybook.Testing.Disk;

/// <summary>A moment at which a machine is stopped.</summary>
/// <param name="Call">The call, counted from 1 since the machine started; one past the last for the end of a run.</param>
/// <param name="Moment">The side of that call.</param>
/// <param name="Words">The call in words.</param>
internal readonly record struct CrashPoint(int Call, CrashMoment Moment, string Words)
{
    /// <summary>The short name by which a replay finds it.</summary>
    internal string Key => string.Create(CultureInfo.InvariantCulture, $"{(Moment == CrashMoment.Before ? "before" : "after")} {Call}");

    public override string ToString() => $"{Key} ({Words})";
}
