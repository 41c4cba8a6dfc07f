namespace Daybook.Mcp.Answers;

/// <summary>The names of members that hold ids or a cursor, one or a list of them: cut, they would name nothing.</summary>
internal static class IdNames
{
    /// <summary>Whether a member of this name holds them.</summary>
    public static bool Contain(string name) =>
        name is "id" or "ids" or "next_cursor" or "depends_on" or "blocked_by"
        || name.EndsWith("_id", StringComparison.Ordinal)
        || name.EndsWith("_ids", StringComparison.Ordinal);
}
