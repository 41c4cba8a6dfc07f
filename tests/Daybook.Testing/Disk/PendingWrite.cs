namespace Daybook.Testing.Disk;

/// <summary>A write or truncation that no flush has covered yet.</summary>
/// <param name="Offset">Where the bytes go; for a truncation the new length.</param>
/// <param name="Bytes">The bytes; <c>null</c> for a truncation.</param>
internal readonly record struct PendingWrite(long Offset, byte[]? Bytes)
{
    /// <summary>Does to a file what the disk did of this write.</summary>
    internal void Apply(FileContent content, WriteFate fate)
    {
        if (fate.Survival == Survival.Lost)
        {
            return;
        }

        if (Bytes is null)
        {
            content.SetLength(Offset);
            return;
        }

        switch (fate.Survival)
        {
            case Survival.Kept:
                content.Write(Bytes, Offset);
                break;
            case Survival.Cut:
                content.Write(Bytes.AsSpan(0, fate.At), Offset);
                break;
            case Survival.HeadOnly:
                content.Write(Bytes.AsSpan(0, fate.At), Offset);
                Extend(content, Offset + Bytes.Length);
                break;
            case Survival.TailOnly:
                content.Write(Bytes.AsSpan(fate.At), Offset + fate.At);
                break;
            default:
                Extend(content, Offset + Bytes.Length);
                break;
        }
    }

    public override string ToString() => Bytes is null ? $"truncate to {Offset}" : $"write {Offset}+{Bytes.Length}";

    private static void Extend(FileContent content, long length)
    {
        if (content.Length < length)
        {
            content.SetLength(length);
        }
    }
}
