namespace Daybook.Mcp.Calling;

/// <summary>What values a parameter takes.</summary>
internal enum ParameterType
{
    /// <summary>A text.</summary>
    Text,

    /// <summary>A list of texts; one text alone is taken as a list of one.</summary>
    Texts,

    /// <summary>A whole number; its digits in a text are taken for it.</summary>
    Whole,

    /// <summary>True or false.</summary>
    Flag,

    /// <summary>An object of anything.</summary>
    Members,

    /// <summary>Any JSON value.</summary>
    Anything,
}
