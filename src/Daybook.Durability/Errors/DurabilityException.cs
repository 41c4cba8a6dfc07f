namespace Daybook.Durability.Errors;

/// <summary>The root of every error that the durability kernel throws on purpose.</summary>
public abstract class DurabilityException : Exception
{
    /// <summary>Says what happened to which file.</summary>
    protected DurabilityException(string message, string path, Exception? inner = null)
        : base(message, inner)
    {
        Path = path;
    }

    /// <summary>The file or directory concerned.</summary>
    public string Path { get; }
}
