using System.Text;
using System.Text.Json;

namespace Daybook.Embedded.Backup.Transfer;

/// <summary>Reads times of records that are imported.</summary>
internal static class TransferTime
{
    /// <summary>A time that a record must have.</summary>
    /// <exception cref="JsonException">It has none.</exception>
    internal static DateTimeOffset Read(JsonElement json, string name) =>
        UtcTime.Parse(Encoding.UTF8.GetBytes(json.GetProperty(name).GetString() ?? "")) ?? throw new JsonException($"{name} is no time");
}
