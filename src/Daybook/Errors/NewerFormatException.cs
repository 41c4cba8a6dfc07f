namespace Daybook.Errors;

/// <summary>A file has a newer format version than this program knows. It was left as it is.</summary>
public sealed class NewerFormatException : DaybookException
{
    /// <summary>Names the file and both versions.</summary>
    public NewerFormatException(string path, long found, long supported)
        : base(ErrorCode.NewerFormat, $"{path} has format {found}; this version reads formats up to {supported}")
    {
        Path = path;
        Hint = "install a newer version of Daybook";
        Found = found;
        Supported = supported;
    }

    private NewerFormatException(long found, long supported, string message)
        : base(ErrorCode.NewerFormat, message)
    {
        Found = found;
        Supported = supported;
    }

    /// <summary>The version in the file.</summary>
    public long Found { get; }

    /// <summary>The newest version that this program reads.</summary>
    public long Supported { get; }

    /// <summary>For something inside of a file that a newer version wrote, which <paramref name="message"/> names.</summary>
    public static NewerFormatException Inside(string path, string? id, string message, string hint, long found, long supported) =>
        new(found, supported, message) { Path = path, Id = id, Hint = hint };
}
