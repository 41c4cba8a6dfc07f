using Daybook.Cli.Commands.Doctor;
using Daybook.Cli.Options;
using Daybook.Cli.Output;
using Daybook.Cli.Stores;
using Daybook.Drafts;
using Daybook.Embedded;
using Daybook.Embedded.Doctor;
using Daybook.Embedded.Search;
using Daybook.Errors;
using Daybook.Memory;
using Daybook.Operations;
using Daybook.Runs;
using Daybook.Tasks;

namespace Daybook.Cli.Commands;

/// <summary><c>daybook doctor</c>: everything that can be checked, in one report. What cannot be checked is a finding of it.</summary>
internal sealed class DoctorCommand : DaybookCommand
{
    private readonly RepairOptions repair = new();

    /// <summary>Builds the command.</summary>
    public DoctorCommand(CommandFrame frame)
        : base(
            frame,
            "doctor",
            "Finds what is wrong with the store's files. Exits 1 while anything remains.",
            "daybook doctor",
            "daybook doctor --fix --dry-run",
            "daybook doctor --fix")
    {
        repair.AddTo(this);
        Add(new MemoryCommand(frame, repair));
        Add(new TasksCommand(frame, repair));
        Add(new RunsCommand(frame, repair));
        Add(new DraftsCommand(frame, repair));
        Add(new OpsCommand(frame, repair));
        Add(new IndexCommand(frame, repair));
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        bool isStore = call.Stores.Find() is not null && call.Stores.Locate() is not null;
        bool isFix = repair.IsFix(call.Parsed);
        IReadOnlyList<Finding> store = await GuardAsync(call, StoreDoctor.KindName, () => StoreCheck.RunAsync(call, isFix: false, cancellationToken));
        if (store.Any(IsUnknown))
        {
            return CheckReport.Tell(call.Console, store, isFix, "daybook doctor --fix");
        }

        // Where kinds are and how they are set up is not known then: good enough to look, and not to mend.
        bool isBroken = store.Any(static finding => finding.Problem == "damaged_store_file");
        CommandCall kinds = isBroken ? call with { Stores = call.Stores.WithoutFile() } : call;
        IReadOnlyList<Finding> ofKinds = await CheckKindsAsync(kinds, isFix && !isBroken, cancellationToken);
        if (isFix && !isBroken)
        {
            store = await GuardAsync(call, StoreDoctor.KindName, () => StoreCheck.RunAsync(call, isFix: true, cancellationToken));
        }

        IReadOnlyList<Finding> records = isBroken ? [] : await GuardAsync(call, StoreDoctor.KindName, () => StoreCheck.RunOnRecordsAsync(call, cancellationToken));

        // All look at the folders that the kinds share.
        IReadOnlyList<Finding> all =
            [.. ofKinds.Concat(store).Concat(records).DistinctBy(finding => (finding.Problem, finding.Path, finding.Line, finding.Meaning))];
        if (isStore && call.Console.Mode == OutputMode.Text && call.Stores.Doctor().FindNote() is { } note)
        {
            call.Note(note);
        }

        return CheckReport.Tell(call.Console, await RepairPlan.AddAsync(kinds, repair, all, cancellationToken), isFix, "daybook doctor --fix");
    }

    /// <summary>Whether nothing can be said of the kinds: the store is of a newer version, or something else stands where its file belongs.</summary>
    private static bool IsUnknown(Finding ofStore) =>
        ofStore.Problem == "newer_format"
        || (ofStore.Problem == "unsafe_file" && Path.GetFileName(ofStore.Path) == StoreAccess.StoreFileName);

    private static async Task<IReadOnlyList<Finding>> CheckKindsAsync(CommandCall call, bool isFix, CancellationToken cancellationToken) =>
    [
        .. await GuardAsync(call, MemoryRecord.KindName, () => MemoryCheck.RunAsync(call, isFix, cancellationToken)),
        .. await GuardAsync(call, TaskRecord.KindName, () => TasksCheck.RunAsync(call, isFix, cancellationToken)),
        .. await GuardAsync(call, RunRecord.KindName, () => RunsCheck.RunAsync(call, isFix, cancellationToken)),
        .. await GuardAsync(call, Draft.KindName, () => DraftsCheck.RunAsync(call, isFix, cancellationToken)),
        .. await GuardAsync(call, OperationRecord.KindName, () => OpsCheck.RunAsync(call, isFix, OperationSweep.ThresholdDefault, cancellationToken)),

        // That the index is behind is how it is between two searches; doctor index tells it.
        .. (await GuardAsync(call, IndexDoctor.KindName, () => IndexCheck.RunAsync(call, isFix, cancellationToken))).Where(static finding => finding.Severity != Finding.Info),
    ];

    /// <summary>What is wrong with one kind must not keep anybody from knowing what is wrong with the others.</summary>
    private static async Task<IReadOnlyList<Finding>> GuardAsync(CommandCall call, string kind, Func<Task<IReadOnlyList<Finding>>> check)
    {
        try
        {
            return await check();
        }
        catch (DaybookException fault)
        {
            return [StoreDoctor.Unexamined(kind, fault, call.Stores.Find()?.Path ?? call.Surroundings.WorkingDirectory.Value)];
        }
    }
}
