using System.Text;
using Daybook.Embedded.Tasks;

namespace Daybook.Proof.Fuzzing.Targets;

/// <summary><c>memory.json</c>: the context that tasks share.</summary>
internal sealed class ContextFileTarget() : FuzzTarget(
    "context-json",
    Seed.Texts("""{"project_type":"web","key_decisions":["a","b"],"learned_patterns":[],"anything":{"x":[1,null,true]},"_revision":3}""", "{}"),
    "\"key_decisions\":", "\"revision\":", "\"_revision\":", "\"learned_patterns\":")
{
    private static readonly TaskPlaces Places = TaskPlaces.InFoundingFolder("/store");

    public override void Run(ReadOnlySpan<byte> input)
    {
        ContextFile file = ContextFile.Read(new BytesFileSystem(Places.Context, input.ToArray()), Places);
        string before = Told(file);
        string json = $"{{{string.Join(',', file.Values.Select(static value => $"{System.Text.Json.JsonSerializer.Serialize(value.Key)}:{value.Value.GetRawText()}"))}}}";
        ContextFile again = ContextFile.Read(new BytesFileSystem(Places.Context, Encoding.UTF8.GetBytes(json)), Places);
        Claim(before == Told(again), $"read again it is another: {before} and {Told(again)}");
    }

    private static string Told(ContextFile file) => string.Join('\n', file.Values.Select(static value => $"{value.Key}={value.Value.GetRawText()}"));
}
