namespace Daybook.Proof.Steps;

/// <summary>One thing that is written step by step.</summary>
/// <param name="Kind">Its kind, as the writers spell it.</param>
/// <param name="Name">Its name, unique within the kind.</param>
internal readonly record struct Subject(string Kind, string Name)
{
    public override string ToString() => $"{Kind} {Name}";
}
