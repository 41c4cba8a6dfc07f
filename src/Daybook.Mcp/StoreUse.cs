namespace Daybook.Mcp;

/// <summary>What a call needs the store for.</summary>
public enum StoreUse
{
    /// <summary>To read a kind that only stores have.</summary>
    Read,

    /// <summary>To make something new; the first write in a git work tree makes a store.</summary>
    Write,

    /// <summary>To change what is there.</summary>
    Change,

    /// <summary>To read whatever there is of all kinds.</summary>
    ReadAll,

    /// <summary>To read memory, which can be elsewhere than the store.</summary>
    ReadMemory,

    /// <summary>To add to memory.</summary>
    WriteMemory,
}
