namespace Daybook.Embedded;

/// <summary>Where <c>init</c> puts a store.</summary>
public enum StoreLocationKind
{
    /// <summary>In the work tree, as <c>.daybook</c>; in a linked work tree that of the main one, so that all share it.</summary>
    Repo,

    /// <summary>In git's common directory, which all work trees share and <c>git clean -fdx</c> leaves alone.</summary>
    Git,

    /// <summary>In the user's state directory, outside the repository.</summary>
    Home,
}
