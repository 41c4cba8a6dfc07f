namespace Daybook.Secrets;

/// <summary>
/// Finds AWS secret keys, which have no mark of their own: 40 characters. They come with an access key, as in the file that AWS lets people download, so
/// only a text that has one is searched.
/// </summary>
internal static class AwsSecretKeys
{
    internal const string AccessKeyKind = "aws-access-key";

    private const string Kind = "aws-secret-key";
    private const int Length = 40;

    private static readonly CharacterSet KeyCharacters = CharacterSet.LettersAndDigits | CharacterSet.Of('/') | CharacterSet.Of('+');

    /// <summary>Adds each of them to <paramref name="found"/>, which must have been told the access keys of this reading.</summary>
    internal static void Find(TextView view, List<SecretSpan> found)
    {
        if (!found.Exists(span => span.Finding.Kind == AccessKeyKind))
        {
            return;
        }

        string text = view.Text;
        int position = 0;
        while (position < text.Length)
        {
            int end = position;
            while (end < text.Length && KeyCharacters.Contains(text[end]) && (end == position || !view.HasGapBefore(end) || end - position < Length))
            {
                end++;
            }

            if (end - position == Length && IsKey(text.AsSpan(position, Length)))
            {
                found.Add(SecretSpan.In(view, Kind, position, end));
            }

            position = Math.Max(end, position + 1);
        }
    }

    // A commit's hash has no capitals.
    private static bool IsKey(ReadOnlySpan<char> text) =>
        text.ContainsAnyInRange('A', 'Z') && text.ContainsAnyInRange('a', 'z') && Randomness.LooksRandom(text);
}
