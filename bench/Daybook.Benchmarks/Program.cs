using Daybook.Benchmarks.Appending;
using Daybook.Benchmarks.Measuring;
using Daybook.Benchmarks.Querying;

// A child of one of the benchmarks, else: the questions to ask, all of them when none is named.
if (args is ["child", string subject, string folder, string count])
{
    await AppendingChild.RunAsync(subject, folder, int.Parse(count));
    return;
}

IQuestion[] questions = [new WritersQuestion(), new ProcessesQuestion(), new RelatedHistoryQuestion()];
using var directory = new BenchDirectory();
foreach (IQuestion question in questions.Where(question => args.Length == 0 || args.Contains(question.Name)))
{
    Table table = await question.AskAsync(directory);
    string text = table.ToMarkdown(question.Title, Machine.Describe(directory.Path));
    Console.WriteLine(text);
    await File.WriteAllTextAsync(Machine.ResultPath(question.Name), text);
}
