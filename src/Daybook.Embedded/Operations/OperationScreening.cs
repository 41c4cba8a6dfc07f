using Daybook.Operations;

namespace Daybook.Embedded.Operations;

/// <summary>Lets every text of a call through the screen and counts what it found.</summary>
internal sealed class OperationScreening(ITextScreen? screen, IReadOnlyList<string> allowed)
{
    /// <summary>How many secrets were made unreadable.</summary>
    internal int Redacted { get; private set; }

    /// <summary>A new operation as it may be stored.</summary>
    internal NewOperation Screen(NewOperation operation) => operation with
    {
        ProfileId = Screen(operation.ProfileId),
        Action = Screen(operation.Action),
        Actor = Screen(operation.Actor),
        RequestText = Screen(operation.RequestText),
    };

    /// <summary>Links as they may be stored, by their way from the root of the work tree.</summary>
    internal OperationLinks Screen(OperationLinks links, string root) => links with
    {
        Artifacts = [.. links.Artifacts.Select(artifact => Screen(ArtifactReference.Resolve(artifact, root, root)))],
    };

    /// <summary>An end as it may be stored.</summary>
    internal OperationCompletion Screen(OperationCompletion completion, string root) => completion with
    {
        Evidence = completion.Evidence is { } evidence ? Screen(ArtifactReference.ResolveEvidence(evidence, root)) : null,
        Links = Screen(completion.Links, root),
    };

    private string Screen(string text)
    {
        if (screen is null)
        {
            return text;
        }

        ScreenedText screened = screen.Screen(text, allowed);
        Redacted += screened.Redacted;
        return screened.Text;
    }
}
