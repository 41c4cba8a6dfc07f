using System.Text.Json;
using Daybook.Errors;
using Daybook.Tasks;

namespace Daybook.Testing;

/// <summary>The context as a dictionary.</summary>
public sealed class VolatileContext : IContextStore
{
    private readonly Lock gate = new();
    private readonly OrderedDictionary<string, JsonElement> values = new(StringComparer.Ordinal)
    {
        [ContextRules.KeyDecisions] = JsonElement.Parse("[]"),
        [ContextRules.LearnedPatterns] = JsonElement.Parse("[]"),
    };

    public Task<JsonElement> GetAsync(string key, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            return Task.FromResult(values.TryGetValue(key, out JsonElement value) ? value : throw new NotFoundException($"there is no {key}"));
        }
    }

    public Task<IReadOnlyDictionary<string, JsonElement>> ListAsync(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            return Task.FromResult<IReadOnlyDictionary<string, JsonElement>>(new OrderedDictionary<string, JsonElement>(values));
        }
    }

    public Task SetAsync(string key, JsonElement value, CancellationToken cancellationToken)
    {
        ContextRules.Validate(key, value);
        lock (gate)
        {
            values[key] = value;
            return Task.CompletedTask;
        }
    }

    public Task<JsonElement> AppendAsync(string key, JsonElement value, CancellationToken cancellationToken)
    {
        ContextRules.ValidateItem(key, value);
        lock (gate)
        {
            JsonElement list = values.GetValueOrDefault(key, JsonElement.Parse("[]"));
            if (list.ValueKind != JsonValueKind.Array)
            {
                throw new ConflictException($"{key} is no list");
            }

            string items = string.Join(',', list.EnumerateArray().Append(value).Select(item => item.GetRawText()));
            var longer = JsonElement.Parse($"[{items}]", new JsonDocumentOptions { MaxDepth = int.MaxValue });
            ContextRules.Validate(key, longer);
            values[key] = longer;
            return Task.FromResult(longer);
        }
    }
}
