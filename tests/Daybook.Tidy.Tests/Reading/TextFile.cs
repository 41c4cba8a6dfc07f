namespace Daybook.Tidy.Tests.Reading;

/// <summary>One file of the repository; its path is relative to the root and has forward slashes.</summary>
internal sealed class TextFile(string path, string fullPath)
{
    private readonly Lazy<string> text = new(() => File.ReadAllText(fullPath));
    private readonly Lazy<string> code = new(() => CSharpCode.WithoutTextAndComments(File.ReadAllText(fullPath)));

    internal string Path { get; } = path;

    internal string FullPath { get; } = fullPath;

    internal string Name => System.IO.Path.GetFileName(Path);

    internal string Folder => Path.Contains('/', StringComparison.Ordinal) ? Path[..Path.LastIndexOf('/')] : "";

    internal bool IsCSharp => Path.EndsWith(".cs", StringComparison.Ordinal);

    internal string Text => text.Value;

    /// <summary>C# with everything inside strings and comments blanked; lines stay where they are.</summary>
    internal string Code => code.Value;

    internal int LineCount => Text.Count(character => character == '\n');

    internal bool IsUnder(string folder) => Path.StartsWith(folder + "/", StringComparison.Ordinal);

    /// <summary>Names a place for a message: path and line.</summary>
    internal string At(int offset) => $"{Path}:{Text.AsSpan(0, offset).Count('\n') + 1}";
}
