namespace Daybook.Cli.Tests.Reference;

/// <summary>The working tree that the tests were built from.</summary>
internal static class Checkout
{
    internal static string Root
    {
        get
        {
            DirectoryInfo folder = new(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder.FullName, "Daybook.slnx")))
            {
                folder = folder.Parent!;
            }

            return folder.FullName;
        }
    }
}
