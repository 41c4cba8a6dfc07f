using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace Daybook.Memory;

/// <summary>How a member begins on a line, <c>"name":</c>, made ready to be compared in one step: a line has twenty of them.</summary>
internal readonly struct MemberName
{
    private readonly Vector128<byte> bytes;
    private readonly Vector128<byte> mask;

    /// <param name="name">At most 13 letters of ASCII.</param>
    public MemberName(string name)
    {
        Span<byte> written = stackalloc byte[Vector128<byte>.Count];
        Span<byte> counted = stackalloc byte[Vector128<byte>.Count];
        written.Clear();
        counted.Clear();
        Length = Encoding.ASCII.GetBytes($"\"{name}\":", written);
        counted[..Length].Fill(byte.MaxValue);
        bytes = Vector128.Create<byte>(written);
        mask = Vector128.Create<byte>(counted);
    }

    /// <summary>The bytes up to the colon and with it.</summary>
    public int Length { get; }

    /// <summary>Whether this text begins so.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Begins(ReadOnlySpan<byte> text) =>
        text.Length >= Vector128<byte>.Count ? (Vector128.Create(text) & mask) == bytes : BeginsShort(text);

    private bool BeginsShort(ReadOnlySpan<byte> text)
    {
        Span<byte> padded = stackalloc byte[Vector128<byte>.Count];
        padded.Clear();
        text.CopyTo(padded);
        return (Vector128.Create<byte>(padded) & mask) == bytes;
    }
}
