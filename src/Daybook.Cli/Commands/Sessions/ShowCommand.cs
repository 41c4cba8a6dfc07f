using System.CommandLine;
using Daybook.Cli.Output;
using Daybook.Embedded;
using Daybook.Links;
using Daybook.Tasks;

namespace Daybook.Cli.Commands.Sessions;

/// <summary><c>daybook session show</c></summary>
internal sealed class ShowCommand : DaybookCommand
{
    private readonly Argument<string> id = new("id") { Description = "The session's id, or a unique beginning of it of at least 4 characters" };

    /// <summary>Builds the command.</summary>
    public ShowCommand(CommandFrame frame)
        : base(frame, "show", "Shows everything about one session.", "daybook session show 8d1c", "daybook session show 8d1c --json")
    {
        Add(id);
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        await using EmbeddedStore store = await call.Stores.OpenToReadAsync(cancellationToken);
        SessionRecord session = await call.Console.PatientlyAsync(
            "Reading sessions", _ => store.Sessions.GetAsync(call.Parsed.GetRequiredValue(id), cancellationToken));
        await ShowAnswer.PrintAsync(
            call.Console,
            session.SessionId,
            writer => TaskJson.Write(writer, session.Outline()),
            text => SessionText.WriteAll(text, session),
            () => new ReferenceReading(store).ToSessionAsync(session.SessionId, cancellationToken));
        return 0;
    }
}
