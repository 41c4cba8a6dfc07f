using System.Text.RegularExpressions;
using Daybook.Tidy.Tests.Reading;
using Xunit;

namespace Daybook.Tidy.Tests;

/// <summary>Two roots: one in the kernel, one above it.</summary>
public sealed partial class ExceptionTests
{
    private const string KernelRoot = "DurabilityException";
    private const string Root = "DaybookException";

    [Fact]
    public void Every_exception_of_the_kernel_derives_from_its_root()
    {
        Violations.None("Exceptions under another root", NotUnder(KernelRoot, file => file.IsUnder("src/Daybook.Durability")));
    }

    [Fact]
    public void Every_exception_above_the_kernel_derives_from_the_root_there()
    {
        Violations.None("Exceptions under another root", NotUnder(Root, file => !file.IsUnder("src/Daybook.Durability")));
    }

    private static IEnumerable<string> NotUnder(string root, Func<TextFile, bool> layer)
    {
        Dictionary<string, string> bases = [];
        foreach (Match declared in Repository.Source.Where(layer).SelectMany(file => Declaration().Matches(file.Code)))
        {
            bases[declared.Groups[1].Value] = declared.Groups[2].Value;
        }

        return bases.Keys.Where(name => RootOf(name, bases) != root);
    }

    private static string RootOf(string name, Dictionary<string, string> bases)
    {
        while (bases.TryGetValue(name, out string? parent) && parent != nameof(Exception))
        {
            name = parent;
        }

        return name;
    }

    [GeneratedRegex(@"\bclass\s+(\w+Exception)\s*(?:\([^)]*\))?\s*:\s*(?:\w+\.)*(\w+)")]
    private static partial Regex Declaration();
}
