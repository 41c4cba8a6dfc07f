namespace Daybook.Testing.Disk;

/// <summary>What became of one unflushed write.</summary>
/// <param name="Survival">How much of it is left.</param>
/// <param name="At">The byte within the write where it is torn, if it is.</param>
internal readonly record struct WriteFate(Survival Survival, int At = 0)
{
    internal static readonly WriteFate Lost = new(Survival.Lost);
    internal static readonly WriteFate Kept = new(Survival.Kept);

    public override string ToString() => Survival switch
    {
        Survival.Lost => "lost",
        Survival.Kept => "kept",
        Survival.Cut => $"cut after {At}",
        Survival.HeadOnly => $"first {At} bytes, then zeros",
        Survival.TailOnly => $"{At} zeros, then the rest",
        _ => "length without bytes",
    };
}
