using System.Runtime.CompilerServices;
using Xunit;

namespace Daybook.Testing;

/// <summary>
/// Compares text with an approved file beside the test: <c>TestClass.Test_name.verified.ext</c>. With <c>DAYBOOK_ACCEPT=1</c> in the
/// environment the file is rewritten instead, to be reviewed as part of the change.
/// </summary>
public static class Snapshot
{
    /// <param name="actual">The text.</param>
    /// <param name="extension">The approved file's extension.</param>
    /// <param name="sourceFile">Given by the compiler.</param>
    /// <param name="test">Given by the compiler.</param>
    public static void Match(
        string actual,
        string extension = "txt",
        [CallerFilePath] string sourceFile = "",
        [CallerMemberName] string test = "")
    {
        string approved = Path.ChangeExtension(InCheckout(sourceFile), null) + $".{test}.verified.{extension}";
        if (Environment.GetEnvironmentVariable("DAYBOOK_ACCEPT") == "1")
        {
            File.WriteAllText(approved, actual);
            return;
        }

        Assert.True(File.Exists(approved), $"{approved} does not exist; run the test with DAYBOOK_ACCEPT=1 and review it");
        string expected = File.ReadAllText(approved);
        Assert.True(actual == expected, $"differs from {approved}\n{FirstDifference(expected, actual)}\naccept with DAYBOOK_ACCEPT=1");
    }

    private static string FirstDifference(string expected, string actual)
    {
        string[] expectedLines = expected.Split('\n');
        string[] actualLines = actual.Split('\n');
        int same = expectedLines.Zip(actualLines).TakeWhile(pair => pair.First == pair.Second).Count();
        return $"line {same + 1}\n- {LineAt(expectedLines, same)}\n+ {LineAt(actualLines, same)}";
    }

    private static string LineAt(string[] lines, int index) => index < lines.Length ? lines[index] : "(the end)";

    // A reproducible build replaces the checkout's folder in source paths, so the folder is looked for instead of taken from the path.
    private static string InCheckout(string sourceFile)
    {
        string slashed = sourceFile.Replace('\\', '/');
        string below = slashed[slashed.LastIndexOf("/tests/", StringComparison.Ordinal)..];
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Daybook.slnx")))
            {
                return folder.FullName + below;
            }
        }

        throw new InvalidOperationException($"{AppContext.BaseDirectory} is not inside a checkout");
    }
}
