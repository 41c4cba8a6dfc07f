using System.Text;
using Daybook.Cli.Harnesses;
using Daybook.Cli.Setup;
using Daybook.Cli.Setup.Parts;
using Daybook.Errors;

namespace Daybook.Proof.Fuzzing.Targets;

/// <summary>
/// A file of a harness that setup edits in place: what setup writes into it is understood afterwards, and taking it out gives back what was.
/// </summary>
/// <param name="name">What it is called.</param>
/// <param name="parts">What is written, for the harnesses that have such a file.</param>
/// <param name="seeds">Files of users.</param>
/// <param name="tokens">Words of the format.</param>
internal abstract class SetupTarget(string name, IReadOnlyList<ISetupPart> parts, IReadOnlyList<string> seeds, params IReadOnlyList<string> tokens)
    : FuzzTarget(name, [.. Seed.Texts(seeds), .. Written(parts, seeds)], tokens)
{
    // To write reads the file a dozen times over.
    private const int ReadOfWritten = 4;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    protected static CommandWords Command { get; } = new("daybook", [], true);

    protected static IReadOnlyList<Harness> Harnesses => HarnessTable.All;

    // Its reader refuses a file that is no text.
    public override bool Documents(Exception failure) => failure is DecoderFallbackException;

    public override void Run(ReadOnlySpan<byte> input)
    {
        string text = Strict.GetString(input);
        ISetupPart part = parts[input.Length % parts.Count];
        SetupState before = part.StateOf(text);
        if (before == SetupState.Theirs || input.Length % ReadOfWritten != 0)
        {
            return;
        }

        string written = part.Write(text, 0);
        SetupState after = part.StateOf(written);
        Claim(after is SetupState.Current or SetupState.Edited, $"what was {before} is {after} once it is written:\n{written}");
        Claim(before == SetupState.Edited || part.Write(written, 0) == written, "written twice it is another");
        if (before == SetupState.Missing)
        {
            SetupRemoval removal = part.Remove(written);
            Claim(removal.Text == text, $"taken out again it is not what it was:\n{removal.Text}\n(with it: {written})");
        }
    }

    private static IEnumerable<byte[]> Written(IReadOnlyList<ISetupPart> parts, IReadOnlyList<string> seeds)
    {
        foreach (ISetupPart part in parts)
        {
            foreach (string seed in seeds)
            {
                yield return Encoding.UTF8.GetBytes(TryWrite(part, seed));
            }
        }
    }

    private static string TryWrite(ISetupPart part, string seed)
    {
        try
        {
            return part.Write(seed, 0);
        }
        catch (InvalidInputException)
        {
            return seed;
        }
    }
}
