using System.Diagnostics;
using Daybook.Benchmarks.Measuring;
using Daybook.Drafts;
using Daybook.Embedded;

namespace Daybook.Benchmarks.Drafts;

/// <summary>Saving drafts again and again, beside a bare upsert of the same bytes by the same library.</summary>
internal sealed class DraftSaveQuestion : IQuestion
{
    // So many that the compiler is done with what is measured before the rounds that count.
    private const int Saves = 500;
    private const int Sessions = 10;
    private const int StateBytes = 50_000;

    public string Name => "draft-save";

    public string Title => "What does it cost to save a draft of 50 kB, durably?";

    public async Task<Table> AskAsync(BenchDirectory directory)
    {
        string path = BenchStore.CreateIn(directory);
        await using EmbeddedStore store = await EmbeddedStore.OpenAsync(new EmbeddedOptions { Directory = path }, default);
        using var bare = new BareDrafts(directory.Next());
        using var alike = new BareDrafts(directory.Next(), "FAST");
        var table = new Table("the bare upsert", "milliseconds per save");
        table.Add($"a bare upsert (WAL, synchronous=FULL, secure_delete={bare.SecureDelete} as the library is built)", () => Task.FromResult(SaveBare(bare)));
        table.Add($"a bare upsert (WAL, synchronous=FULL, secure_delete={alike.SecureDelete} as a draft save has it)", () => Task.FromResult(SaveBare(alike)));
        table.Add("draft save", () => SaveAsync(store));
        return await table.RunAsync();
    }

    private static string Id(int number) => $"0194f3a2-7c1e-7d10-9a51-{number % Sessions:x12}";

    private static string State(int number) => $$"""{"phase":"model","initial_description":"A bot {{number}}","filler":"{{new string('x', StateBytes + (number % 7))}}"}""";

    private static double SaveBare(BareDrafts bare)
    {
        long began = Stopwatch.GetTimestamp();
        for (int number = 0; number < Saves; number++)
        {
            bare.Save(Id(number), State(number), TimeProvider.System.GetUtcNow().ToString("O"));
        }

        return Stopwatch.GetElapsedTime(began).TotalMilliseconds / Saves;
    }

    private static async Task<double> SaveAsync(EmbeddedStore store)
    {
        long began = Stopwatch.GetTimestamp();
        for (int number = 0; number < Saves; number++)
        {
            await store.Drafts.SaveAsync(new DraftSave { SessionId = Id(number), StateJson = State(number) }, default);
        }

        return Stopwatch.GetElapsedTime(began).TotalMilliseconds / Saves;
    }
}
