using System.Globalization;

namespace Daybook.Testing;

/// <summary>Ids that count up from 1, in the shape of random ones.</summary>
public sealed class SequentialIds : IIdSource
{
    private long last;

    public Guid NewId()
    {
        long number = Interlocked.Increment(ref last);
        return Guid.Parse(string.Create(CultureInfo.InvariantCulture, $"00000000-0000-4000-8000-{number:x12}"));
    }
}
