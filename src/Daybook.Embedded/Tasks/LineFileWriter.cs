using System.Buffers;
using Daybook.Durability.FileSystem;

namespace Daybook.Embedded.Tasks;

/// <summary>Writes lines into a file piece by piece, packed or as they are. Flat in memory.</summary>
/// <param name="target">The file.</param>
/// <param name="start">Where the lines begin in it.</param>
/// <param name="isPacked">Whether each piece becomes a member of its own, as <see cref="PackedLines"/> reads them.</param>
internal sealed class LineFileWriter(IFile target, long start, bool isPacked)
{
    /// <summary>What one line costs to read from a packed file, and little enough for a pass over all of them.</summary>
    private const int PieceBytes = 256 << 10;

    private readonly ArrayBufferWriter<byte> piece = new();
    private long written = start;

    /// <summary>Adds a line, given without its newline.</summary>
    internal void Add(ReadOnlySpan<byte> line)
    {
        piece.Write(line);
        piece.Write("\n"u8);
        if (piece.WrittenCount >= PieceBytes)
        {
            Finish();
        }
    }

    /// <summary>Hands the file what it has not been given yet. Nothing is flushed.</summary>
    internal void Finish()
    {
        if (piece.WrittenCount == 0)
        {
            return;
        }

        ReadOnlySpan<byte> bytes = isPacked ? PackedLines.Pack(piece.WrittenSpan) : piece.WrittenSpan;
        target.WriteFully(bytes, written);
        written += bytes.Length;
        piece.ResetWrittenCount();
    }
}
