using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Daybook.Benchmarks.Measuring;
using Daybook.Secrets;

namespace Daybook.Benchmarks.Scanning;

/// <summary>
/// What scanning costs, against one regular expression that has the same shapes as alternatives. That one only reads text as it stands, and
/// knows neither names nor private keys.
/// </summary>
internal sealed class SecretsQuestion : IQuestion
{
    private const int Length = 1024 * 1024;
    private const int Seed = 20261101;

    private static readonly string Alternatives =
        string.Join('|', SecretRules.All.Select(rule => $@"(?<![A-Za-z0-9]){rule.Notation.Replace("(", "(?:", StringComparison.Ordinal)}(?![A-Za-z0-9])"));

    public string Name => "secrets";

    public string Title => "How long does it take to look for secrets in a megabyte of text?";

    public async Task<Table> AskAsync(BenchDirectory directory)
    {
        string log = Log();
        string words = log.Replace('\n', ' ');
        var scanner = new SecretScanner();
        var compiled = new Regex(Alternatives, RegexOptions.Compiled);
        var interpreted = new Regex(Alternatives);
        var table = new Table("the compiled expression", "milliseconds");
        table.Add("a compiled regular expression", () => Time(() => compiled.Count(log)));
        table.Add("an interpreted one", () => Time(() => interpreted.Count(log)));
        table.Add("the scanner, lines of a log", () => Time(() => scanner.Redact(log).Findings.Count));
        table.Add("the scanner, the same on one line", () => Time(() => scanner.Redact(words).Findings.Count));
        return await table.RunAsync();
    }

    private static Task<double> Time(Func<int> count)
    {
        long start = Stopwatch.GetTimestamp();
        _ = count();
        return Task.FromResult(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
    }

    private static string Log()
    {
        var random = new Random(Seed);
        string[] words = "request failed after retry of upload to bucket src/db.cs while waiting for lock held by worker pid build step 7 of".Split(' ');
        var text = new StringBuilder();
        while (text.Length < Length)
        {
            byte[] bytes = new byte[20];
            random.NextBytes(bytes);
            text.Append("2026-11-01T12:00:00Z ").Append(Convert.ToHexStringLower(bytes)).Append(' ').AppendJoin(' ', random.GetItems(words, 12)).Append('\n');
        }

        return text.ToString(0, Length);
    }
}
