namespace Daybook.Proof.Fuzzing;

/// <summary>Choices that are the same for the same seed (SplitMix64), made in a few instructions, since most of a run's time is the parsers'.</summary>
internal sealed class FuzzRandom(ulong state)
{
    private ulong state = state;

    /// <summary>The choices of one slice of a run.</summary>
    public static FuzzRandom Of(int seed, string target, long slice)
    {
        ulong start = (ulong)seed;
        foreach (char letter in target)
        {
            start = (start * 31) + letter;
        }

        var random = new FuzzRandom((start << 32) ^ (ulong)slice);
        random.Next();
        return random;
    }

    public ulong Next()
    {
        ulong mixed = state += 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }

    /// <summary>A number below another.</summary>
    public int Below(int bound) => (int)(Next() % (uint)bound);

    /// <summary>One of some things.</summary>
    public T Of<T>(IReadOnlyList<T> choices) => choices[Below(choices.Count)];

    /// <summary>True once in so many times.</summary>
    public bool IsOneIn(int times) => Below(times) == 0;
}
