using Daybook.Embedded.Backup;

namespace Daybook.Proof.Fuzzing.Targets;

/// <summary>The list of files in a backup, which may come from anywhere.</summary>
internal sealed class ArchiveManifestTarget() : FuzzTarget(
    "archive-manifest",
    Seed.Texts(
        """{"format":1,"store_id":"a","created_at":"2026-11-01T12:00:00.0000000Z","records":{"memory":3,"task":1},"files":[{"path":"memory/memory.jsonl","length":10,"sha256":"0000000000000000000000000000000000000000000000000000000000000000"},{"path":"daybook.json","length":200,"sha256":"ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff","shared":true}]}"""),
    "\"path\":\"../x\"", "\"path\":\"/etc/x\"", "\"path\":\"a\\\\b\"", "\"length\":", "\"files\":[", "\"records\":{", "\"shared\":", "\"format\":2")
{
    public override bool Documents(Exception failure) => failure is InvalidDataException;

    public override void Run(ReadOnlySpan<byte> input)
    {
        ArchiveManifest manifest = ArchiveManifest.Parse(input.ToArray(), "/archive");
        foreach (ArchivedFile file in manifest.Files)
        {
            Claim(Path.GetFullPath(file.Path, "/store").StartsWith("/store/", StringComparison.Ordinal), "a file stands outside of the store: " + file.Path);
        }

        _ = manifest.TotalBytes;
        byte[] written = manifest.Encode();
        ClaimSame(written, ArchiveManifest.Parse(written, "/archive").Encode());
    }
}
