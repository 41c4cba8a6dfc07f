using Xunit;

namespace Daybook.Tidy.Tests.Reading;

/// <summary>Fails with every place that breaks a rule, not only the first.</summary>
internal static class Violations
{
    internal static void None(string rule, IEnumerable<string> found)
    {
        string[] all = [.. found];
        Assert.True(all.Length == 0, $"{rule}:{Environment.NewLine}{string.Join(Environment.NewLine, all)}");
    }
}
