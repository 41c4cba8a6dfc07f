namespace Daybook.Cli.Commands.Hooks;

/// <summary>Reads what a harness writes to a hook's stdin.</summary>
internal static class HookInput
{
    private const int ChunkBytes = 64 << 10;

    /// <summary>
    /// Reads to the end, or as far as <see cref="HookPayload.BytesMax"/>. It waits on the calling thread, which a hook has for this alone: to be called
    /// back would cost a command that lives for milliseconds more than the reading.
    /// </summary>
    /// <exception cref="Daybook.Errors.InvalidInputException">It is no JSON object.</exception>
    public static HookPayload Read(Stream input)
    {
        using var text = new MemoryStream();
        byte[] chunk = new byte[ChunkBytes];
        int read;
        do
        {
            read = input.Read(chunk);
            text.Write(chunk, 0, read);
        }
        while (read > 0 && text.Length < HookPayload.BytesMax);
        return HookPayload.Read(text.GetBuffer().AsSpan(0, (int)text.Length), isWhole: read == 0);
    }
}
