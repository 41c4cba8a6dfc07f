namespace Daybook.Embedded;

/// <summary>What <c>init</c> did.</summary>
/// <param name="Path">The store's folder, absolute.</param>
/// <param name="Created">Whether it was made now; false when it was there already.</param>
/// <param name="Adopted">Folders of other systems that it points at.</param>
/// <param name="Notes">What the user should know, one sentence each.</param>
public sealed record StoreCreated(string Path, bool Created, IReadOnlyList<string> Adopted, IReadOnlyList<string> Notes);
