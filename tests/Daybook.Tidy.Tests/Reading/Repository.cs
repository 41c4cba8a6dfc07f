namespace Daybook.Tidy.Tests.Reading;

/// <summary>The files of this repository as they stand in the working tree, without what builds leave behind.</summary>
internal static class Repository
{
    private static readonly string[] LeftBehind = ["bin", "obj", ".git", ".vs", "TestResults", "artifacts", "node_modules"];

    private static readonly Lazy<IReadOnlyList<TextFile>> AllFiles = new(ReadAll);

    /// <summary>The folder of the solution, found upward from the test assembly: a deterministic build knows no source paths.</summary>
    internal static string Root { get; } = FindRoot();

    internal static IReadOnlyList<TextFile> Files => AllFiles.Value;

    internal static IEnumerable<TextFile> Source => Files.Where(file => file.IsCSharp && file.IsUnder("src"));

    internal static IEnumerable<TextFile> CSharp => Files.Where(file => file.IsCSharp);

    internal static IEnumerable<TextFile> Projects => Files.Where(file => file.Path.EndsWith(".csproj", StringComparison.Ordinal));

    internal static IEnumerable<TextFile> Documents => Files.Where(file => file.Path.EndsWith(".md", StringComparison.Ordinal));

    internal static TextFile File(string path) =>
        Files.SingleOrDefault(file => file.Path == path) ?? throw new FileNotFoundException($"{path} is not in the repository");

    internal static bool Has(string path)
    {
        string full = System.IO.Path.Combine(Root, path);
        return System.IO.File.Exists(full) || Directory.Exists(full);
    }

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !System.IO.File.Exists(System.IO.Path.Combine(folder.FullName, "Daybook.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("no Daybook.slnx above " + AppContext.BaseDirectory);
    }

    private static List<TextFile> ReadAll()
    {
        List<TextFile> found = [];
        Walk(Root, found);
        found.Sort((one, other) => string.CompareOrdinal(one.Path, other.Path));
        return found;
    }

    private static void Walk(string folder, List<TextFile> found)
    {
        foreach (string path in Directory.EnumerateFileSystemEntries(folder))
        {
            if (LeftBehind.Contains(System.IO.Path.GetFileName(path)))
            {
                continue;
            }

            if (Directory.Exists(path))
            {
                Walk(path, found);
            }
            else
            {
                found.Add(new TextFile(System.IO.Path.GetRelativePath(Root, path).Replace('\\', '/'), path));
            }
        }
    }
}
