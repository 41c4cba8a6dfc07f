using System.Buffers;

namespace Daybook.Search;

/// <summary>Writes words as they come and the other readings after the last of them, each term with a space behind it.</summary>
internal struct TermWriter(IBufferWriter<byte> output) : ITermSink, IDisposable
{
    // Larger than any term with its space.
    private const int LengthMin = 1024;

    private readonly byte[] words = ArrayPool<byte>.Shared.Rent(LengthMin);
    private int wordsLength;
    private byte[] others = [];
    private int othersLength;

    public void Add(ReadOnlySpan<byte> term, TermReading reading, int start, int end)
    {
        if (reading == TermReading.Word)
        {
            if (wordsLength + term.Length + 1 > words.Length)
            {
                FlushWords();
            }

            Append(term, words, ref wordsLength);
        }
        else if (reading != TermReading.StopWord)
        {
            if (othersLength + term.Length + 1 > others.Length)
            {
                GrowOthers();
            }

            Append(term, others, ref othersLength);
        }
    }

    public readonly void EndChunk()
    {
    }

    /// <summary>Hands over what was not handed over yet.</summary>
    public void Finish()
    {
        FlushWords();
        output.Write(others.AsSpan(0, othersLength));
        othersLength = 0;
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(words);
        if (others.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(others);
            others = [];
        }
    }

    private static void Append(ReadOnlySpan<byte> term, byte[] target, ref int length)
    {
        term.CopyTo(target.AsSpan(length));
        length += term.Length;
        target[length++] = (byte)' ';
    }

    private void FlushWords()
    {
        output.Write(words.AsSpan(0, wordsLength));
        wordsLength = 0;
    }

    private void GrowOthers()
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(2 * others.Length, LengthMin));
        others.AsSpan(0, othersLength).CopyTo(larger);
        if (others.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(others);
        }

        others = larger;
    }
}
