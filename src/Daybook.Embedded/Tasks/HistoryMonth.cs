using System.Globalization;
using Daybook.Durability.FileSystem;

namespace Daybook.Embedded.Tasks;

/// <summary>A month of the history: the UTC month in which tasks were finished.</summary>
/// <param name="Number">Months since the beginning of year 0.</param>
internal readonly record struct HistoryMonth(int Number) : IComparable<HistoryMonth>
{
    private const string PlainSuffix = ".jsonl";
    private const string PackedSuffix = ".jsonl.gz";
    private const int NameLength = 7;

    internal string Name => string.Create(CultureInfo.InvariantCulture, $"{Number / 12:d4}-{(Number % 12) + 1:d2}");

    /// <summary>The month's first moment.</summary>
    internal DateTimeOffset Start => new(Number / 12, (Number % 12) + 1, 1, 0, 0, 0, TimeSpan.Zero);

    public int CompareTo(HistoryMonth other) => Number.CompareTo(other.Number);

    internal static HistoryMonth Of(DateTimeOffset time) => new((time.UtcDateTime.Year * 12) + time.UtcDateTime.Month - 1);

    /// <summary>The month of a file in the history, and whether it is packed; null for any other name.</summary>
    internal static (HistoryMonth Month, bool IsPacked)? Parse(string fileName)
    {
        bool isPacked = fileName.EndsWith(PackedSuffix, StringComparison.Ordinal);
        bool isMonth = fileName.Length == NameLength + (isPacked ? PackedSuffix : PlainSuffix).Length
            && (isPacked || fileName.EndsWith(PlainSuffix, StringComparison.Ordinal));
        return isMonth
            && DateTime.TryParseExact(fileName.AsSpan(0, NameLength), "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime start)
                ? (new HistoryMonth((start.Year * 12) + start.Month - 1), isPacked)
                : null;
    }

    /// <summary>All months there are, packed, plain or both, the latest first.</summary>
    internal static IReadOnlyList<HistoryMonth> All(IFileSystem fileSystem, string history)
    {
        if (fileSystem.Stat(history) is not { Kind: FileKind.Directory })
        {
            return [];
        }

        return
        [
            .. fileSystem.List(history).Select(Parse).Where(static found => found is not null)
                .Select(static found => found.GetValueOrDefault().Month).Distinct().OrderDescending(),
        ];
    }

    internal string PlainPath(string history) => Path.Join(history, Name + PlainSuffix);

    internal string PackedPath(string history) => Path.Join(history, Name + PackedSuffix);
}
