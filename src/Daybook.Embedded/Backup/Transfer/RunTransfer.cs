using System.Runtime.CompilerServices;
using System.Text.Json;
using Daybook.Embedded.Runs;
using Daybook.Runs;

namespace Daybook.Embedded.Backup.Transfer;

/// <summary>The records of runs, without their output.</summary>
internal sealed class RunTransfer(EmbeddedRuns runs) : RecordTransfer<RunRecord>
{
    private const int PageLength = 500;

    internal override string Word => RunRecord.KindName;

    protected override async IAsyncEnumerable<RunRecord> ReadAsync(ProblemList problems, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? cursor = null;
        do
        {
            Page<RunView> page = await runs.ListAsync(new RunQuery { Limit = PageLength, Cursor = cursor }, cancellationToken).ConfigureAwait(false);
            foreach (Problem problem in page.Problems)
            {
                problems.Add(problem);
            }

            foreach (RunView view in page.Items)
            {
                yield return view.Run;
            }

            cursor = page.NextCursor;
        }
        while (cursor is not null);
    }

    protected override void Write(Utf8JsonWriter writer, RunRecord record)
    {
        writer.WriteStartObject();
        RunJson.WriteRecord(writer, record);
        writer.WriteEndObject();
    }

    protected override RunRecord Parse(JsonElement json)
    {
        RunRecord run = RunRecordReader.Read(json);
        RunRules.CheckId(run.RunId, "the run id");
        RunRules.CheckId(run.ProjectId, "the project id");
        RunRules.CheckId(run.TaskId, "the task id");
        RunRules.Validate(run);
        return run;
    }

    protected override string IdOf(RunRecord record) => record.RunId;

    protected override Task ConfirmAsync(RunRecord record, CancellationToken cancellationToken) => runs.ConfirmAsync(record.RunId, cancellationToken);

    protected override Task CreateAsync(RunRecord record, ICollection<string> warnings, CancellationToken cancellationToken) => runs.ImportAsync(record, cancellationToken);
}
