using System.Globalization;

namespace Daybook.Operations;

/// <summary>How times are written into logs of operations.</summary>
public static class OperationTime
{
    private const string FoundingFormat = "yyyy-MM-dd'T'HH:mm:ss.ffffff'+00:00'";

    /// <summary>As everywhere in Daybook.</summary>
    public static string Own(DateTimeOffset time)
    {
        Span<byte> utf8 = stackalloc byte[UtcTime.Length];
        UtcTime.Format(time, utf8);
        return System.Text.Encoding.ASCII.GetString(utf8);
    }

    /// <summary>As the founding system writes them.</summary>
    public static string Founding(DateTimeOffset time) => time.UtcDateTime.ToString(FoundingFormat, CultureInfo.InvariantCulture);
}
