using System.Text;
using Daybook.Durability.FileSystem;

namespace Daybook.Durability.Tests.Disk;

/// <summary>The few moves that the tests of the disk are made of, as text.</summary>
internal static class Steps
{
    internal const string Store = "/store";
    internal const string Log = "/store/log";

    internal static void Put(this IFileSystem disk, string path, string text, bool flush = true)
    {
        using IFile file = disk.Open(path, OpenMode.OpenOrCreate);
        file.Put(text, 0);
        if (flush)
        {
            file.Flush();
        }
    }

    internal static int Put(this IFile file, string text, long offset = 0) => file.Write(Encoding.UTF8.GetBytes(text), offset);

    internal static string Text(this IFileSystem disk, string path)
    {
        using IFile file = disk.Open(path, OpenMode.Read);
        return file.Text();
    }

    internal static string Text(this IFile file)
    {
        byte[] buffer = new byte[file.Stat().Length];
        int read = file.Read(buffer, 0);
        return Encoding.UTF8.GetString(buffer, 0, read);
    }
}
