using Daybook.Proof.Fuzzing;
using Xunit;

namespace Daybook.Crash.Tests.Fuzzing;

/// <summary>What was found once is not found again: inputs on which a parser failed, kept as <c>Findings/parser.number.base64</c>.</summary>
public sealed class FindingsTests
{
    private static string Folder => Path.Join(AppContext.BaseDirectory, "Fuzzing", "Findings");

    public static TheoryData<string> Findings => [.. Directory.GetFiles(Folder).Select(static path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Findings))]
    public void The_parser_stands(string file)
    {
        IFuzzTarget target = FuzzTargets.All.Single(target => target.Name == file.Split('.')[0]);
        byte[] input = Convert.FromBase64String(File.ReadAllText(Path.Join(Folder, file)).Trim());
        Assert.Null(FuzzExecution.Run(target, input)?.Reason);
    }
}
