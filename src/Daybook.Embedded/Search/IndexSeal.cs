using System.Globalization;
using System.Text;
using Daybook.Durability.Errors;
using Daybook.Durability.Files;
using Daybook.Durability.FileSystem;

namespace Daybook.Embedded.Search;

/// <summary>
/// How the files of the index looked when Daybook wrote them last. SQLite takes an index whose bytes were changed, or that was copied from
/// elsewhere, for its own and answers wrongly; whoever opens the index alone compares, and where anything differs the index is made anew.
/// </summary>
internal sealed class IndexSeal(EmbeddedPorts ports, SearchPlaces places)
{
    private const int BytesMax = 4096;

    private string? written;

    /// <summary>Whether the index is as Daybook left it.</summary>
    internal bool Holds()
    {
        try
        {
            byte[]? content = ports.FileSystem.ReadAll(places.Seal, BytesMax);
            written = content is null ? null : Encoding.UTF8.GetString(content);
            return written is not null && written == Describe();
        }
        catch (DurabilityException)
        {
            return false;
        }
    }

    /// <summary>Notes how the files look now. Where the disk refuses, the index is made anew by whoever comes next.</summary>
    internal void Write()
    {
        try
        {
            string now = Describe();
            if (now != written)
            {
                new ViewFile(ports.FileSystem, ports.NewTempName).Write(places.Seal, Encoding.UTF8.GetBytes(now));
                written = now;
            }
        }
        catch (DurabilityException)
        {
        }
    }

    private string Describe()
    {
        FileStat? log = ports.FileSystem.Stat(places.Log);
        return Describe(ports.FileSystem.Stat(places.Database)) + (log is { Length: > 0 } ? Describe(log) : "");
    }

    private static string Describe(FileStat? file) => file is { } there
        ? string.Create(CultureInfo.InvariantCulture, $"{there.Inode} {there.Birth} {there.Length} {there.Modified.UtcTicks}\n")
        : "";
}
