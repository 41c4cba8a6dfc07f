using System.Text;
using Daybook.Cli.Options;
using Daybook.Durability.FileSystem;

namespace Daybook.Cli.Commands.Hooks;

/// <summary>
/// The file that a harness gives a starting session for variables of the commands to come. With the session's id in it, what an agent does by
/// <c>daybook</c> is stored as the session's, whatever kind it is of. The file is the harness's and lives as long as the session, so nothing is flushed.
/// </summary>
internal static class SessionVariables
{
    // What a harness keeps there are a few settings; a larger file is something else.
    private const int BytesMax = 1 << 20;

    /// <summary>Says at its end to which session commands belong, as the last word counts. An id that a shell could take for more than a word is not written.</summary>
    /// <exception cref="Durability.Errors.DurabilityException">The file cannot be read or written.</exception>
    public static void Tell(IFileSystem disk, string path, string sessionId)
    {
        byte[] line = Encoding.UTF8.GetBytes($"export {CrossLinks.SessionVariable}={sessionId}\n");
        byte[] there = disk.ReadAll(path, BytesMax) ?? [];
        if (!sessionId.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.') || there.AsSpan().EndsWith(line))
        {
            return;
        }

        using IFile file = disk.Open(path, OpenMode.Append);
        file.WriteFully(there is [] or [.., (byte)'\n'] ? line : [(byte)'\n', .. line], there.Length);
    }
}
