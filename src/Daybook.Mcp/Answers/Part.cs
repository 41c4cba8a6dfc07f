using System.Numerics;
using System.Text.Json;

namespace Daybook.Mcp.Answers;

/// <summary>A member of an object, or an item of a list, that shares a number of bytes with the others.</summary>
/// <param name="Value">What it holds.</param>
/// <param name="Name">What it is called; null for an item.</param>
/// <param name="IsId">Whether its texts are ids.</param>
/// <param name="Place">Where it stands among the others.</param>
internal sealed record Part(JsonElement Value, string? Name, bool IsId, int Place)
{
    // With less room a part would say nothing; it is enough for every value that cannot be cut.
    private const int BytesMin = 48;

    // More than ids and cursors of ours have; what is longer is somebody else's, and a text like others.
    private const int IdBytesMax = 800;

    // Names of ours are much shorter; as it is sent.
    private const int NameBytesMax = 200;

    /// <summary>How many bytes it has with what is around it: its name, and a comma.</summary>
    public int Size { get; } = Shortening.Size(Value) + Around(Name);

    /// <summary>How many bytes of that are not the value's.</summary>
    public int AroundBytes => Around(Name);

    /// <summary>How many bytes it must have if it is to be told at all.</summary>
    public int Least => IsWhole ? Size : Math.Min(Size, BytesMin + AroundBytes);

    // A list of ids may lose some of them.
    private bool IsWhole => IsId && Value.ValueKind == JsonValueKind.String && Size - AroundBytes <= IdBytesMax;

    /// <summary>The members of an object; of long names that begin alike only the first one can be told.</summary>
    public static IEnumerable<Part> OfObject(JsonElement value) => value.EnumerateObject()
        .Select(static (member, place) => new Part(member.Value, CutText.ToBytes(member.Name, NameBytesMax), IdNames.Contain(member.Name), place))
        .DistinctBy(static part => part.Name, StringComparer.Ordinal);

    /// <summary>The items of a list.</summary>
    public static IEnumerable<Part> OfArray(JsonElement value, bool areIds) =>
        value.EnumerateArray().Select((item, place) => new Part(item, null, areIds, place));

    /// <summary>
    /// Shares a number of bytes: parts that are short are told whole, the long ones get the same each, and if there are more than there is room
    /// for, ids go before others and the first before the last.
    /// </summary>
    /// <returns>The parts that are told, in their order, each with its bytes.</returns>
    public static IEnumerable<(Part Part, int Bytes)> Share(IEnumerable<Part> parts, int bytesMax)
    {
        var told = new List<Part>();
        int left = bytesMax;
        foreach (Part part in parts.OrderBy(static part => !part.IsId))
        {
            left -= part.Least;
            if (left < 0)
            {
                break;
            }

            told.Add(part);
        }

        // The most bytes with which all of them fit.
        int most = 0;
        for (int step = 1 << BitOperations.Log2((uint)Math.Max(1, bytesMax)); step > 0; step /= 2)
        {
            most += told.Sum(part => (long)part.Within(most + step)) <= bytesMax ? step : 0;
        }

        return told.OrderBy(static part => part.Place).Select(part => (part, part.Within(most)));
    }

    private static int Around(string? name) => name is null ? 1 : Shortening.SizeOf(name) + 4;

    private int Within(int most) => Math.Min(Size, Math.Max(Least, most));
}
