using System.CommandLine;
using System.Text;
using Daybook.Cli.Options;
using Daybook.Cli.Output;
using Daybook.Drafts;
using Daybook.Embedded;
using Daybook.Errors;
using Daybook.Json;

namespace Daybook.Cli.Commands.Drafts;

/// <summary><c>daybook draft save</c></summary>
internal sealed class SaveCommand : DaybookCommand
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Option<string?> sessionId = FieldOption.Text("--session-id", "uuid", "The session (default: a new one, whose id is answered)");
    private readonly Option<DateTimeOffset?> ifUpdatedAt;

    private readonly Option<int?> schemaVersion = new("--schema-version")
    {
        Description = "The version of the state's shape (default: 1)",
        HelpName = "n",
        CustomParser = NumberArgument.ReadInt,
    };

    /// <summary>Builds the command.</summary>
    public SaveCommand(CommandFrame frame)
        : base(
            frame,
            "save",
            "Saves the state on stdin, one JSON value, byte for byte: as a new draft or in place of the session's last state.",
            "daybook draft save < state.json",
            "daybook draft save --session-id 0194f3a2-7c1e-7d10-9a51-3f0c5c1e8a01 < state.json",
            "daybook draft save --session-id 0194f3a2-7c1e-7d10-9a51-3f0c5c1e8a01 --if-updated-at 2026-11-01T12:00:00.1234567Z < state.json")
    {
        ifUpdatedAt = TimeOption.Of(frame, "--if-updated-at", "Refuse unless this is when the draft was saved last");
        Add(sessionId);
        Add(schemaVersion);
        Add(ifUpdatedAt);
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        var save = new DraftSave
        {
            SessionId = call.Value(sessionId),
            StateJson = await ReadStateAsync(call.Surroundings.Input, cancellationToken),
            SchemaVersion = call.Value(schemaVersion) ?? 1,
            ExpectedUpdatedAt = call.Value(ifUpdatedAt),
        };

        // Before a store is made for it: what no store may hold leaves no trace.
        DraftRules.Validate(save);
        await using EmbeddedStore store = await call.Stores.OpenToWriteAsync(call.Note, cancellationToken);
        DraftSummary saved = await store.Drafts.SaveAsync(save, cancellationToken);
        switch (call.Console.Mode)
        {
            case OutputMode.Json:
                call.Console.WriteJson(saved, RecordsJson.Default.DraftSummary);
                break;
            case OutputMode.Quiet:
                call.Console.WriteId(saved.SessionId);
                break;
            default:
                call.Console.Text.WriteLine(new Piece("Saved", Tone.Good), " ", saved.SessionId);
                break;
        }

        return 0;
    }

    private static async Task<string> ReadStateAsync(Stream input, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[DraftRules.StateBytesMax + 1];
        int length = await input.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        if (length > DraftRules.StateBytesMax)
        {
            throw new InvalidInputException($"the state has more than {DraftRules.StateBytesMax} bytes")
            {
                Hint = "keep what is large in files of its own, and name them in the state",
            };
        }

        if (length == 0)
        {
            throw new InvalidInputException("there is no state on stdin") { Hint = "daybook draft save < state.json" };
        }

        try
        {
            return Strict.GetString(buffer, 0, length);
        }
        catch (DecoderFallbackException)
        {
            throw new InvalidInputException("the state is no UTF-8") { Hint = "save it as UTF-8" };
        }
    }
}
