namespace Daybook.Embedded.Doctor;

/// <summary>What mending does to the bytes that are there.</summary>
public enum MendKind
{
    /// <summary>Nothing: a person has to do it.</summary>
    ByHand,

    /// <summary>Something is added, made again from records that stay, or removed that nothing refers to. Nothing needs to be kept.</summary>
    Harmless,

    /// <summary>Bytes are replaced or taken away; they are kept in the quarantine first.</summary>
    Kept,
}
