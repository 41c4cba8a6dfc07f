using System.Text.Json;

namespace Daybook.Secrets;

/// <summary>
/// The names of one object without their secrets. Two names may hold the same secret in two disguises; as no reader takes a name twice, the
/// second gets a number.
/// </summary>
internal sealed class RedactedNames(IEnumerable<string> names)
{
    private readonly HashSet<string> taken = names.ToHashSet(StringComparer.Ordinal);
    private int count = 1;

    /// <summary>The names of a JSON object.</summary>
    internal static RedactedNames Of(JsonElement value) => new(value.EnumerateObject().Select(member => member.Name));

    /// <summary>What stands for a name: itself, or what became of it, which no other member has.</summary>
    internal string Take(string name, string redacted)
    {
        string free = redacted;
        while (redacted != name && !taken.Add(free))
        {
            free = $"{redacted} ({++count})";
        }

        return free;
    }
}
