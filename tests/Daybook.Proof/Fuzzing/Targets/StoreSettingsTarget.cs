using System.Text.Json;
using Daybook.Embedded;
using Daybook.Embedded.Memory;
using Daybook.Embedded.Operations;
using Daybook.Errors;

namespace Daybook.Proof.Fuzzing.Targets;

/// <summary><c>daybook.json</c>: what makes a folder a store, and its settings.</summary>
internal sealed class StoreSettingsTarget() : FuzzTarget(
    "store-settings",
    Seed.Texts(
        """{"format":1,"store_id":"00000000-0000-4000-8000-000000000001","created_at":"2026-11-01T12:00:00.0000000Z","kinds":{"memory":{"path":"memory"},"task":{"path":"../state","shape":"founding","x":1}},"track":["memory"],"memory":{"enabled":true,"retention_days":90,"max_matches":3,"dedup_hours":24},"op":{"ref":"refs/daybook/operations"},"later":[1]}""",
        """{"format":1,"store_id":"a","created_at":"2026-11-01T12:00:00Z"}"""),
    "\"format\":", "\"store_id\":", "\"created_at\":", "\"kinds\":{", "\"path\":", "\"shape\":", "\"track\":[", "\"memory\":{", "\"op\":{", "\"operation\":{\"ref\":", "\"retention_days\":", "\"enabled\":", "refs/daybook/")
{
    public override bool Documents(Exception failure) => failure is JsonException;

    public override void Run(ReadOnlySpan<byte> input)
    {
        byte[] content = input.ToArray();
        const string Path = "/store/" + StoreFile.FileName;
        StoreFile file = StoreFile.Read(new BytesFileSystem(Path, content), "/store");
        var faults = new List<DaybookException>();
        _ = MemoryBlock.Read(Path, content, faults);
        Claim(file.OperationsReference is not { } reference || OperationReference.Fault(reference) is null, "it takes a ref that it refuses");
        byte[] written = file.Encode();
        StoreFile again = StoreFile.Read(new BytesFileSystem(Path, written), "/store");
        ClaimSame(written, again.Encode());
    }
}
