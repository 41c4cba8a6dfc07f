using Daybook.Benchmarks.Appending;
using Daybook.Benchmarks.Measuring;
using Daybook.Benchmarks.Querying;
using Daybook.Benchmarks.Reading;
using Daybook.Benchmarks.Recording;
using Daybook.Benchmarks.Starting;

// A child of one of the benchmarks, else: the questions to ask, all of them when none is named.
if (args is ["child", string subject, string folder, string count])
{
    await (subject is AppendingChild.Log or AppendingChild.Memory
        ? AppendingChild.RunAsync(subject, folder, int.Parse(count))
        : MillionRecordsQuestion.RunChildAsync(subject, folder));
    return;
}

IQuestion[] questions =
[
    new WritersQuestion(), new ProcessesQuestion(), new LongLogQuestion(byCommand: false), new LongLogQuestion(byCommand: true),
    new MillionRecordsQuestion(), new MemoryPeakQuestion(), new RelatedHistoryQuestion(), new ColdStartQuestion(),
    new RunWritesQuestion(), new ManyRunsQuestion(), new RunExecQuestion(),
];
using var directory = new BenchDirectory();
foreach (IQuestion question in questions.Where(question => args.Length == 0 || args.Contains(question.Name)))
{
    Table table = await question.AskAsync(directory);
    string text = table.ToMarkdown(question.Title, Machine.Describe(directory.Path));
    Console.WriteLine(text);
    await File.WriteAllTextAsync(Machine.ResultPath(question.Name), text);
}
