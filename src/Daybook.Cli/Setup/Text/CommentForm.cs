namespace Daybook.Cli.Setup.Text;

/// <summary>How a line of a file says something that its readers pass over.</summary>
/// <param name="Opening">How it begins.</param>
/// <param name="Closing">How it ends.</param>
/// <param name="HasFences">Whether the file may quote such lines between <c>```</c>.</param>
internal sealed record CommentForm(string Opening, string Closing, bool HasFences)
{
    /// <summary>In Markdown.</summary>
    public static readonly CommentForm Markdown = new("<!-- ", " -->", true);

    /// <summary>In TOML.</summary>
    public static readonly CommentForm Toml = new("# ", "", false);

    /// <summary>A comment.</summary>
    public string Of(string words) => $"{Opening}{words}{Closing}";
}
