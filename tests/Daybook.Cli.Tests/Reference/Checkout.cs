using System.Xml.Linq;

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

    /// <summary>The version of all packages.</summary>
    internal static string Version => XDocument.Load(Path.Combine(Root, "Directory.Build.props")).Descendants("VersionPrefix").Single().Value;
}
