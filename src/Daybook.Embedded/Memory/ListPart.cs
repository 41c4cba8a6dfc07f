namespace Daybook.Embedded.Memory;

/// <summary>Where in the history a listing stands.</summary>
internal enum ListPart
{
    /// <summary>Before everything: what stragglers added to segments, newest segment first.</summary>
    Stragglers,

    /// <summary>In a log that was live when the page was read.</summary>
    Live,

    /// <summary>In a segment.</summary>
    Archived,
}
