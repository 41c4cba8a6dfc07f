using System.CommandLine;

namespace Daybook.Cli.Options;

/// <summary>Which page of a listing.</summary>
internal sealed class PagingOptions
{
    private readonly int limitDefault;
    private readonly Option<int?> limit;
    private readonly Option<string?> cursor = new("--cursor") { Description = "Go on where the page before ended", HelpName = "cursor" };

    /// <summary>Names the number of items that a page has unless told otherwise.</summary>
    public PagingOptions(int limitDefault)
        : this(limitDefault, $"{limitDefault}")
    {
    }

    /// <summary>As the other, for a page whose size the store's settings decide: it says so in words.</summary>
    public PagingOptions(int limitDefault, string limitWords)
    {
        this.limitDefault = limitDefault;
        limit = new Option<int?>("--limit")
        {
            Description = $"The most records to print (default: {limitWords})",
            HelpName = "n",
            CustomParser = NumberArgument.ReadInt,
        };
    }

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(limit);
        command.Add(cursor);
    }

    /// <summary>The page size.</summary>
    public int Limit(ParseResult parsed) => LimitGiven(parsed) ?? limitDefault;

    /// <summary>The page size that the user asked for, if any.</summary>
    public int? LimitGiven(ParseResult parsed) => parsed.GetValue(limit);

    /// <summary>Where the page starts.</summary>
    public string? Cursor(ParseResult parsed) => parsed.GetValue(cursor);
}
