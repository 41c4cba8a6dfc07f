using System.CommandLine;
using Daybook.Cli.Options;
using Daybook.Cli.Output;
using Daybook.Drafts;
using Daybook.Embedded;
using Daybook.Json;

namespace Daybook.Cli.Commands.Recall;

/// <summary>What several commands about builder memory have in common.</summary>
internal static class RecallOptions
{
    private static PageForm<BuilderMemoryEntry> Form =>
        new(static () => RecordsJson.Default.ListingBuilderMemoryEntry, RecallText.WriteBrief, static entry => entry.Id, Draft.KindName);

    /// <summary>The category.</summary>
    public static Argument<string> Category() => new("category")
    {
        Description = $"What the bots were for: {string.Join(", ", PurposeCategory.Named)}, or a word of your own",
        CompletionSources = { _ => PurposeCategory.Named.Select(static name => new System.CommandLine.Completions.CompletionItem(name)) },
    };

    /// <summary>The options of a page; founding recall shows three.</summary>
    public static PagingOptions Paging() => new(new RecallQuery().Limit);

    /// <summary>Answers with a page of entries.</summary>
    public static async Task<int> AnswerAsync(CommandCall call, RecallQuery query, CancellationToken cancellationToken)
    {
        query.Validate();
        await using EmbeddedStore store = await call.Stores.OpenToReadAsync(cancellationToken);
        Pages.Print(call.Console, await store.BuilderMemory.RecallAsync(query, cancellationToken), Form, "Nothing is remembered.");
        return 0;
    }
}
