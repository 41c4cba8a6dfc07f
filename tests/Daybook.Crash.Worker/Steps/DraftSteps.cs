using System.Globalization;
using Daybook.Drafts;
using Daybook.Embedded;

namespace Daybook.Crash.Worker.Steps;

/// <summary>A draft is saved again and again; both ends of its state say the number, so that half of one and half of another would show.</summary>
internal sealed class DraftSteps : IKindSteps
{
    private const int CharactersEach = 2_500;

    public int Last => 8;

    public string Subject(string agent, int seed, int number) => string.Create(CultureInfo.InvariantCulture, $"{seed:x8}-0000-7000-8000-{number:x12}");

    public Task TakeAsync(EmbeddedStore store, string subject, int step)
    {
        string filler = new('x', step * CharactersEach);
        string state = string.Create(CultureInfo.InvariantCulture, $$"""{"number":{{step}},"filler":"{{filler}}","again":{{step}}}""");
        return store.Drafts.SaveAsync(new DraftSave { SessionId = subject, StateJson = state }, default);
    }
}
