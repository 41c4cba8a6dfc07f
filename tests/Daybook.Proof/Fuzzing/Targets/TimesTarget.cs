using System.Text;
using Daybook.Embedded.Runs;

namespace Daybook.Proof.Fuzzing.Targets;

/// <summary>Times and lengths of time, as programs write them and as people say them.</summary>
internal sealed class TimesTarget() : FuzzTarget(
    "times",
    Seed.Texts(
        "2026-11-01T12:00:00.0000000Z", "2026-11-01T12:00:00Z", "2026-11-01 12:00:00.123456789+02:00", "20261101T120000Z", "2026-11-01", "2026-11-01T12:00", "30m", "24h", "2d", "500ms", "1.5h",
        "0001-01-01T00:00:00Z", "9999-12-31T23:59:59.9999999Z", "2024-02-29T24:00:00Z"),
    "Z", "+00:00", "-14:00", "T", ".", ":", "d", "h", "ms", "Infinity", "-Infinity", "NaN", "∞", "1000000", "0.0000000001")
{
    private static readonly DateTimeOffset Now = new(2026, 11, 1, 12, 0, 0, TimeSpan.Zero);

    public override void Run(ReadOnlySpan<byte> input)
    {
        DateTimeOffset? ofBytes = UtcTime.Parse(input);
        string text = TextOf(input);
        bool isText = System.Text.Unicode.Utf8.IsValid(input);
        Claim(!isText || ofBytes == UtcTime.Parse(text), "its bytes are another time than its text");
        if (ofBytes is { } time)
        {
            byte[] written = new byte[UtcTime.Length];
            UtcTime.Format(time, written);
            Claim(UtcTime.Parse(written) == time && time.Offset == TimeSpan.Zero, "written and read again it is another time");
            Claim(RunTime.TryRead(Encoding.UTF8.GetString(written), out _), "a run's reader does not take it");
        }

        TimeSpan? length = SpokenTime.ParseLength(text);
        Claim(length is null || length >= TimeSpan.Zero, "a length of time below nothing");
        Claim(SpokenTime.Parse(text, Now) is not { } spoken || length is null || spoken <= Now, "so long ago is in the future");
        if (decimal.TryParse(text, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out decimal number))
        {
            _ = UtcTime.FromEpoch(number);
        }
    }
}
