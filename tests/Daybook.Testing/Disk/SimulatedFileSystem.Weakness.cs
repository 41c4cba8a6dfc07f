namespace Daybook.Testing.Disk;

/// <summary>One protection that the disk may pretend to give, to see that a test notices.</summary>
public sealed partial class SimulatedFileSystem
{
    /// <summary>Notes a protection, and says whether the disk gives it.</summary>
    private bool IsGiven(DiskCall call, string path)
    {
        if (IsLiar && call == DiskCall.Flush)
        {
            return false;
        }

        if (Weakness is null && Protections is null)
        {
            return true;
        }

        Protection protection = Protection.Of(call, path);
        Protections?.Add(protection);
        return protection != Weakness;
    }
}
