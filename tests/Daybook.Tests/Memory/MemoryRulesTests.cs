using System.Text.Json;
using Daybook.Errors;
using Daybook.Memory;
using Daybook.Testing;
using Xunit;

namespace Daybook.Tests.Memory;

public sealed class MemoryRulesTests
{
    private const string Half = "\ud83e";

    private static MemoryRecord Note => new() { Type = "note" };

    public static TheoryData<string, MemoryRecord> Refused => new()
    {
        { "type", Note with { Type = null } },
        { "type", Note with { Type = Half } },
        { "id", Note with { Id = ".." } },
        { "pr_number", Note with { PrNumber = -1 } },
        { "title", Note with { Title = "a" + Half } },
        { "paths", Note with { Paths = ["a", Half] } },
        { "links", Note with { Links = [new MemoryLink(Half)] } },
        { "links", Note with { Links = [new MemoryLink("a", Half)] } },
        { "metadata", Note with { Metadata = MemoryRecords.Members("""{"a":"\ud83e"}""") } },
        { "metadata", Note with { Metadata = MemoryRecords.Members("""{"a":[{"\ud83e":1}]}""") } },
        { "metadata", Note with { Metadata = MemoryRecords.Members("""{"a":{"b":1,"b":2}}""") } },
        { "metadata", Note with { Metadata = new Dictionary<string, JsonElement> { [Half] = JsonElement.Parse("1") } } },
        { "metadata", Note with { Metadata = new Dictionary<string, JsonElement> { ["a"] = default } } },
        { "metadata", Note with { Metadata = Nested(63) } },
        { "crc32c", Note with { Extra = MemoryRecords.Members("""{"crc32c":"00000000"}""") } },
        { "timestamp", Note with { Extra = MemoryRecords.Members("""{"timestamp":"yesterday"}""") } },
        { "extra", Note with { Extra = MemoryRecords.Members("""{"x":"\ud83e"}""") } },
    };

    [Theory]
    [MemberData(nameof(Refused), DisableDiscoveryEnumeration = true)]
    public void What_no_store_may_hold_is_refused_by_name(string field, MemoryRecord record)
    {
        InvalidInputException error = Assert.Throws<InvalidInputException>(() => MemoryRules.Validate(record));

        Assert.StartsWith(field, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_full_record_awkward_text_and_the_deepest_metadata_are_accepted_and_can_be_read_back()
    {
        MemoryRules.Validate(MemoryRecords.Full("id"));
        MemoryRules.Validate(Note with { Title = MemoryRecords.Awkward });
        MemoryRecord deepest = Note with { Metadata = Nested(62) };
        MemoryRules.Validate(deepest);

        Assert.Equal(MemoryRecords.TextOf(deepest), MemoryRecords.TextOf(MemoryRecords.Parse(MemoryRecords.TextOf(deepest))));
    }

    [Fact]
    public void Content_is_the_same_whatever_the_store_assigned()
    {
        MemoryRecord given = MemoryRecords.Full("id");
        MemoryRecord read = MemoryRecords.Parse(MemoryRecords.TextOf(given));
        MemoryRecord stored = read with { RecordedAt = DateTimeOffset.UnixEpoch, SupersededBy = "x" };

        Assert.True(MemoryRules.SameContent(stored, given));
        Assert.True(MemoryRules.SameContent(stored, given with { Timestamp = null }));
        Assert.False(MemoryRules.SameContent(stored, given with { Timestamp = DateTimeOffset.UnixEpoch }));
    }

    [Fact]
    public void Content_differs_when_any_field_does()
    {
        MemoryRecord given = MemoryRecords.Full("id");

        Assert.All(
            new[]
            {
                given with { Title = "other" },
                given with { Paths = ["src/db.cs"] },
                given with { Links = [] },
                given with { Metadata = MemoryRecords.Members("{}") },
                given with { Extra = MemoryRecords.Members("""{"colour":"red","level":{"deep":[1e3]}}""") },
            },
            other => Assert.False(MemoryRules.SameContent(given, other)));
    }

    [Fact]
    public void A_record_without_a_time_is_within_retention()
    {
        DateTimeOffset cutoff = DateTimeOffset.UnixEpoch;

        Assert.True(MemoryRules.IsRetained(Note, cutoff));
        Assert.True(MemoryRules.IsRetained(Note with { Timestamp = cutoff }, cutoff));
        Assert.True(MemoryRules.IsRetained(Note with { RecordedAt = cutoff.AddDays(1) }, cutoff));
        Assert.False(MemoryRules.IsRetained(Note with { Timestamp = cutoff.AddTicks(-1), RecordedAt = cutoff.AddDays(1) }, cutoff));
    }

    [Fact]
    public void The_key_leaves_out_what_is_blank()
    {
        Assert.Null(DedupKey.Of(Note with { Repo = "acme/web", Sha = " ", Fingerprint = "" }));
        Assert.Equal(DedupKey.Of(Note with { Sha = "a", Repo = "" }), DedupKey.Of(Note with { Sha = " a\t", Fingerprint = " " }));
        Assert.NotEqual(DedupKey.Of(Note with { Sha = "a" }), DedupKey.Of(Note with { Fingerprint = "a" }));
        Assert.NotNull(DedupKey.Of(Note with { PrNumber = 0 }));
    }

    // An array of `levels` levels below the record and its metadata.
    private static Dictionary<string, JsonElement> Nested(int levels)
    {
        string json = $$"""{"a":{{new string('[', levels)}}{{new string(']', levels)}}}""";
        JsonElement parsed = JsonElement.Parse(json, new JsonDocumentOptions { MaxDepth = 100 });
        return parsed.EnumerateObject().ToDictionary(member => member.Name, member => member.Value);
    }
}
