using System.Text;
using Daybook.Benchmarks.Appending;
using Daybook.Benchmarks.Measuring;
using Daybook.Benchmarks.Starting;

namespace Daybook.Benchmarks.Comparing;

/// <summary>Daybook beside what others use, in one run: what it costs, what it loses, and whether it stays quick as its history grows.</summary>
internal sealed class Comparison : IBenchmark
{
    public string Name => "compare";

    public async Task<string> RunAsync(BenchDirectory directory)
    {
        Peers peers = await Peers.InstallAsync(directory);
        string program = await Published.AsInstalledAsync(directory);
        IBenchmark[] questions =
        [
            new LossesExperiment(peers, program),
            new WritersQuestion(), new ProcessesQuestion(),
            new WholeCommandsQuestion(peers, program, 100), new WholeCommandsQuestion(peers, program, 5_000), new WholeCommandsQuestion(peers, program, 10_000),
            new ReadsQuestion(program), new ColdStartQuestion(), new ResidentMemoryQuestion(peers, program), new ScalingQuestion(),
        ];
        var text = new StringBuilder();
        foreach (IBenchmark question in questions)
        {
            text.AppendLine(await question.RunAsync(directory));
        }

        return text.ToString().TrimEnd() + Environment.NewLine;
    }
}
