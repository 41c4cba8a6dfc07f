namespace Daybook;

/// <summary>Random ids: UUID version 4.</summary>
public sealed class RandomIdSource : IIdSource
{
    /// <inheritdoc/>
    public Guid NewId() => Guid.NewGuid();
}
