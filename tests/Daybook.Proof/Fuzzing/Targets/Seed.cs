using System.Text;

namespace Daybook.Proof.Fuzzing.Targets;

/// <summary>Where valid inputs come from: written down here, or approved forms that other tests keep.</summary>
internal static class Seed
{
    /// <summary>Texts as they stand here.</summary>
    public static IReadOnlyList<byte[]> Texts(params IEnumerable<string> texts) => [.. texts.Select(Encoding.UTF8.GetBytes)];

    /// <summary>A kept file, whole.</summary>
    public static byte[] File(string name)
    {
        using Stream content = typeof(Seed).Assembly.GetManifestResourceStream("seeds/" + name) ?? throw new ArgumentException("no such seed", name);
        using var copy = new MemoryStream();
        content.CopyTo(copy);
        return copy.ToArray();
    }

    /// <summary>The lines of kept files.</summary>
    public static IReadOnlyList<byte[]> LinesOf(params IEnumerable<string> names) =>
        Texts(names.SelectMany(static name => Encoding.UTF8.GetString(File(name)).Split('\n', StringSplitOptions.RemoveEmptyEntries)));
}
