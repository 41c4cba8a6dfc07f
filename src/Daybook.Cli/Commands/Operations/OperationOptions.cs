using System.CommandLine;
using Daybook.Cli.Options;
using Daybook.Cli.Output;
using Daybook.Durability.FileSystem;
using Daybook.Json;
using Daybook.Operations;

namespace Daybook.Cli.Commands.Operations;

/// <summary>Arguments that several commands about operations have, and how they answer.</summary>
internal static class OperationOptions
{
    private const int PathCharactersMax = 255;

    /// <summary>The form of a listing of operations.</summary>
    public static PageForm<OperationView> Form =>
        new(static () => RecordsJson.Default.ListingOperationView, OperationText.WriteBrief, static view => view.Operation.InvocationId, "ops");

    /// <summary>The operation.</summary>
    public static Argument<string> Id() =>
        new("id") { Description = "The operation's id, or a unique beginning of it of at least 4 letters" };

    /// <summary>What it brought about.</summary>
    public static Option<string[]> Artifacts() =>
        FieldOption.Texts("--artifact", "path", "A file or an address that it brought about; files in the work tree are named from its root");

    /// <summary>The commit that holds the work.</summary>
    public static Option<string?> Commit() => FieldOption.Text("--commit", "sha", "The commit that holds the work");

    /// <summary>Secrets that may be stored.</summary>
    public static Option<string[]> AllowedSecrets() =>
        FieldOption.Texts("--allow-secret", "fingerprint", "Store what looks like a secret as it is, by the 8 digits that stand in its place else");

    /// <summary>What it brought about, with paths that start where the command runs.</summary>
    public static OperationLinks Links(CommandCall call, Option<string[]> artifacts, Option<string?> commit, Option<string[]> allowed)
    {
        string folder = call.Surroundings.WorkingDirectory.Value;
        return new OperationLinks
        {
            Artifacts = [.. (call.Value(artifacts) ?? []).Select(given => string.IsNullOrWhiteSpace(given) ? given : ArtifactReference.Absolute(given, folder))],
            Commit = call.Value(commit),
            AllowedSecrets = call.Value(allowed) ?? [],
        };
    }

    /// <summary>Evidence: the path of a file that is there, or a text.</summary>
    public static string? Evidence(CommandCall call, string? given)
    {
        // A text with several lines is no path, and one that is too long for a path cannot be looked up.
        if (given is null or { Length: 0 or > PathCharactersMax } || given.Any(char.IsControl))
        {
            return given;
        }

        string path = ArtifactReference.Absolute(given, call.Surroundings.WorkingDirectory.Value);
        bool isFile = Path.IsPathFullyQualified(path) && call.Surroundings.Ports.FileSystem.Stat(path) is { Kind: FileKind.Regular };
        return isFile ? path : given;
    }

    /// <summary>Says what went wrong beside a record.</summary>
    public static void Warn(CommandCall call, IReadOnlyList<string> warnings)
    {
        foreach (string warning in warnings)
        {
            call.Console.Words.WriteLine(new Piece("WARNING: ", Tone.Warning), warning);
        }
    }

    /// <summary>Says how many secrets were made unreadable, if any, or would be.</summary>
    public static void NoteRedacted(CommandCall call, int redacted, bool isDone)
    {
        if (redacted > 0)
        {
            string what = isDone ? "made unreadable in what was stored" : "would be made unreadable in what would be stored";
            call.Note($"{Wording.Count(redacted, "secret")} {what}; --allow-secret stores one as it is");
        }
    }

    /// <summary>Says what went wrong beside the log.</summary>
    public static void Warn(CommandCall call, OperationChange change)
    {
        Warn(call, change.Warnings);
        NoteRedacted(call, change.Redacted, isDone: true);
    }
}
