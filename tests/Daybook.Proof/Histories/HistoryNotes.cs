using System.Globalization;

namespace Daybook.Proof.Histories;

/// <summary>What a process noted while it lived, as <c>HistoryLog</c> of the worker writes it.</summary>
internal static class HistoryNotes
{
    /// <summary>Reads the notes of one life. A line that its end cut short was never handed over.</summary>
    public static IReadOnlyList<HistoryOperation> Read(string path)
    {
        var operations = new List<HistoryOperation>();
        string text = File.Exists(path) ? File.ReadAllText(path) : "";
        foreach (string line in text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] words = line.Split(' ');
            long ticks = long.Parse(words[2], CultureInfo.InvariantCulture);
            if (words[0] == "C")
            {
                operations.Add(new HistoryOperation(Path.GetFileNameWithoutExtension(path), words[3], words[4], words[5], words[6], ticks));
            }
            else
            {
                // One thread: an answer is that of the last call.
                operations[^1] = operations[^1] with { Result = words[3], Answered = ticks };
            }
        }

        return operations;
    }
}
