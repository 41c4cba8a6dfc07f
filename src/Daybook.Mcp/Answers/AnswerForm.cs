using Daybook.Mcp.Calling;

namespace Daybook.Mcp.Answers;

/// <summary>How much a caller wants to read.</summary>
/// <param name="IsDetailed">Whole records instead of what names them.</param>
/// <param name="Limit">How many items of a listing; null where the caller leaves it to us, and a default answer is to be short.</param>
/// <param name="Cursor">Where a listing goes on.</param>
internal sealed record AnswerForm(bool IsDetailed, int? Limit, string? Cursor)
{
    /// <summary>The most bytes of an answer when nothing is asked for: about a thousand tokens.</summary>
    public const int DefaultBytesMax = 4_000;

    /// <summary>The most bytes of any answer: clients cut what is longer, somewhere.</summary>
    public const int BytesMax = 100_000;

    /// <summary>What the protocol puts around an answer.</summary>
    public const int EnvelopeBytes = 300;

    /// <summary>The most items on a page.</summary>
    public const int LimitMax = 100;

    /// <summary>How much of each record.</summary>
    public static readonly Parameter Format = Parameter.Word("response_format", "", ["concise", "detailed"]);

    /// <summary>How many items.</summary>
    public static readonly Parameter PageSize = Parameter.Whole("limit", "", 1, LimitMax);

    /// <summary>Where to go on.</summary>
    public static readonly Parameter Place = Parameter.Text("cursor", "");

    /// <summary>The most bytes of shape and text together.</summary>
    public int Budget => (IsDetailed || Limit is not null ? BytesMax : DefaultBytesMax) - EnvelopeBytes;

    /// <summary>What a call asks for.</summary>
    public static AnswerForm OfListing(ToolArguments arguments) =>
        new(arguments.Text(Format) == "detailed", arguments.Small(PageSize), arguments.Text(Place));

    /// <summary>What a write answers with.</summary>
    public static readonly AnswerForm OfWrite = new(IsDetailed: false, null, null);

    /// <summary>What a call about one record asks for.</summary>
    public static AnswerForm OfRecord(ToolArguments arguments) => new(arguments.Text(Format) == "detailed", null, null);
}
