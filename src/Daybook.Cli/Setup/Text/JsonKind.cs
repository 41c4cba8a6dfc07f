namespace Daybook.Cli.Setup.Text;

/// <summary>What a JSON value is, as far as an edit needs to know.</summary>
internal enum JsonKind
{
    /// <summary>Members with names.</summary>
    Object,

    /// <summary>Items without.</summary>
    Array,

    /// <summary>A string.</summary>
    String,

    /// <summary>A number, true, false or null.</summary>
    Literal,
}
