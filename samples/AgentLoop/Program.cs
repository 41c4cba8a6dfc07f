using System.Globalization;
using System.Text.Json;
using Daybook.Embedded;
using Daybook.Tasks;

// Works on what is ready until nothing is. Start as many as you like on one store, and kill any of them at any moment: its claim ends with
// its process, and whoever claims the task next goes on behind the last step that was noted.
const int Steps = 5;
const string StepName = "step";
string folder = args is [string given, ..] ? given : ".daybook";
string agent = args is [_, string name, ..] ? name : "loop";
TimeSpan pace = TimeSpan.FromMilliseconds(args is [_, _, string milliseconds] ? int.Parse(milliseconds, CultureInfo.InvariantCulture) : 100);
await using EmbeddedStore store = await EmbeddedStore.OpenAsync(new EmbeddedOptions { Directory = folder }, CancellationToken.None);

var request = new ClaimRequest { Agent = agent, Lease = TimeSpan.FromMinutes(1), ProcessId = Environment.ProcessId };
while (await store.Tasks.ClaimNextAsync(request, CancellationToken.None) is ClaimResult.Claimed claim)
{
    var actor = new TaskActor { Agent = agent, Token = claim.Token };
    int done = claim.Task.Context.Values.TryGetValue(StepName, out JsonElement step) ? step.GetInt32() : 0;
    Console.WriteLine(done == 0 ? $"begin {claim.Task.Name}" : $"go on with {claim.Task.Name} after step {done}");
    for (int next = done + 1; next <= Steps; next++)
    {
        // The work itself. It comes before its note: a step whose note is missing is done once more, so steps must bear that.
        await Task.Delay(pace);
        JsonElement number = JsonElement.Parse(next.ToString(CultureInfo.InvariantCulture));
        var note = new TaskContext { Values = new Dictionary<string, JsonElement> { [StepName] = number } };

        // A note of somebody whose lease ended, and whose task has another holder, is refused: two agents never work on.
        await store.Tasks.ChangeAsync(claim.Task.Id, new TaskChange.Note(note), actor, CancellationToken.None);
        await store.Tasks.ChangeAsync(claim.Task.Id, new TaskChange.Heartbeat(null), actor, CancellationToken.None);
        Console.WriteLine($"step {next} of {claim.Task.Name}");
    }

    await store.Tasks.ChangeAsync(claim.Task.Id, new TaskChange.Complete(null), actor, CancellationToken.None);
    Console.WriteLine($"done {claim.Task.Name}");
}
