namespace Daybook.Mcp.Calling;

/// <summary>What a tool does to the store; its annotations follow from it.</summary>
internal enum ToolEffect
{
    /// <summary>Nothing.</summary>
    Reads,

    /// <summary>It adds to what is there, once more with each call.</summary>
    Adds,

    /// <summary>It puts something in the place of what was there, or ends it.</summary>
    Replaces,
}
