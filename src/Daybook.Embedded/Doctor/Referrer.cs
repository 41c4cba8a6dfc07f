namespace Daybook.Embedded.Doctor;

/// <summary>A record that says something of another.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Id">Its id.</param>
/// <param name="Path">The file or folder with it.</param>
internal sealed record Referrer(string Kind, string Id, string Path);
