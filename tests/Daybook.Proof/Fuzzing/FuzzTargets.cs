using Daybook.Proof.Fuzzing.Targets;

namespace Daybook.Proof.Fuzzing;

/// <summary>Every parser there is: what reads a file, a command line, a message or text that somebody else wrote.</summary>
internal static class FuzzTargets
{
    public static readonly IReadOnlyList<IFuzzTarget> All =
    [
        new MemoryLineTarget(),
        new AmendmentLineTarget(),
        new SegmentLineTarget(),
        new TaskEventTarget(),
        new TaskReplayTarget(),
        new FinishedTaskTarget(),
        new CheckpointTarget(),
        new CurrentFileTarget(),
        new ContextFileTarget(),
        new OperationLogTarget(),
        new LifecycleLineTarget(),
        new DeliveryNoteTarget(),
        new LogFramingTarget(),
        new RunFileTarget(),
        new CwdFileTarget(),
        new StoreSettingsTarget(),
        new ArchiveManifestTarget(),
        new DraftStateTarget(),
        new ImportLineTarget(),
        new RecordInputTarget(),
        new EventJsonTarget(),
        new HookPayloadTarget(),
        new GitFilesTarget(),
        new SqlitePagesTarget(),
        new TimesTarget(),
        new IdsTarget(),
        new CursorsTarget(),
        new SearchQueryTarget(),
        new SecretScanTarget(),
        new CliArgumentsTarget(),
        new McpMessageTarget(),
        new McpArgumentsTarget(),
        new McpHeadersTarget(),
        new SetupJsonTarget(),
        new SetupTomlTarget(),
        new SetupTextTarget(),
    ];
}
