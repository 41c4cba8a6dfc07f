namespace Daybook.Proof.Disks;

/// <summary>Files that take the room on a small disk.</summary>
/// <param name="folder">A folder on it.</param>
internal sealed class Ballast(string folder)
{
    private const long SizeMax = 1L << 30;
    private const long SizeMin = 1 << 12;

    /// <summary>More names than any disk here has room for.</summary>
    private const int NamesMax = 100_000;

    private int number;

    /// <summary>Takes all space but so many bytes.</summary>
    public void FillToLeave(long bytes)
    {
        string spare = bytes > 0 ? Take(bytes) : "";
        for (long size = SizeMax; size >= SizeMin; size /= 2)
        {
            while (TryTake(size))
            {
            }
        }

        File.Delete(spare.Length > 0 ? spare : Next());
    }

    /// <summary>Takes all names but so many.</summary>
    public void FillToLeaveNames(int names)
    {
        var taken = new Stack<string>();
        while (taken.Count < NamesMax && TryTake(0))
        {
            taken.Push(PathOf(number));
        }

        for (; names > 0; names--)
        {
            File.Delete(taken.Pop());
        }
    }

    /// <summary>Gives everything back.</summary>
    public void Free()
    {
        foreach (string file in Directory.GetFiles(folder, "ballast-*"))
        {
            File.Delete(file);
        }
    }

    private bool TryTake(long size)
    {
        try
        {
            Take(size);
            return true;
        }
        catch (IOException)
        {
            File.Delete(PathOf(number));
            return false;
        }
    }

    private string Take(long size)
    {
        string path = Next();
        new FileStream(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, PreallocationSize = size }).Dispose();
        return path;
    }

    private string Next()
    {
        number++;
        return PathOf(number);
    }

    private string PathOf(int of) => Path.Join(folder, $"ballast-{of}");
}
