using Daybook.Benchmarks.Appending;
using Daybook.Benchmarks.Comparing;
using Daybook.Benchmarks.Drafts;
using Daybook.Benchmarks.Measuring;
using Daybook.Benchmarks.Operations;
using Daybook.Benchmarks.Querying;
using Daybook.Benchmarks.Reading;
using Daybook.Benchmarks.Recording;
using Daybook.Benchmarks.Retrieval;
using Daybook.Benchmarks.Scanning;
using Daybook.Benchmarks.Searching;
using Daybook.Benchmarks.Serving;
using Daybook.Benchmarks.Starting;
using Daybook.Benchmarks.Tasks;

// A child of one of the benchmarks, else: the questions to ask, all of them when none is named.
if (args is ["child", string subject, string folder, string count])
{
    await (subject is AppendingChild.Log or AppendingChild.Memory ? AppendingChild.RunAsync(subject, folder, int.Parse(count))
        : subject is HistorySearchQuestion.Word or HistorySearchQuestion.Nothing ? HistorySearchQuestion.RunChildAsync(subject, folder)
        : MillionRecordsQuestion.RunChildAsync(subject, folder));
    return;
}

IBenchmark[] questions =
[
    new WritersQuestion(), new ProcessesQuestion(), new LongLogQuestion(byCommand: false), new LongLogQuestion(byCommand: true),
    new MillionRecordsQuestion(), new MemoryPeakQuestion(), new RelatedHistoryQuestion(), new ColdStartQuestion(), new HooksQuestion(),
    new TransitionsQuestion(), new TaskReadsQuestion(), new HistorySearchQuestion(byMemory: false), new HistorySearchQuestion(byMemory: true),
    new TaskCommandsQuestion(5_000), new TaskCommandsQuestion(10_000),
    new GitMirrorQuestion(10), new GitMirrorQuestion(10_000),
    new RunWritesQuestion(), new ManyRunsQuestion(), new RunExecQuestion(), new RunCaptureQuestion(),
    new OperationWritesQuestion(), new ManyOperationsQuestion(),
    new SecretsQuestion(),
    new DraftSaveQuestion(), new ManyDraftsQuestion(),
    new SearchSpeedQuestion(100_000), new SearchSpeedQuestion(1_000_000), new SearchCommandQuestion(),
    new RetrievalQuestion(),
    new McpStartQuestion(), new McpCallsQuestion(),
];

// Beside the programs of others, which it installs: only when it is asked for.
IBenchmark[] all = [.. questions, new Comparison()];
using var directory = new BenchDirectory();
foreach (IBenchmark question in args.Length == 0 ? questions : all.Where(question => args.Contains(question.Name)))
{
    string text = await question.RunAsync(directory);
    Console.WriteLine(text);
    await File.WriteAllTextAsync(Machine.ResultPath(question.Name), text);
}
