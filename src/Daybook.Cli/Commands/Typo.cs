namespace Daybook.Cli.Commands;

/// <summary>Finds the name that someone probably meant.</summary>
internal static class Typo
{
    private const int LettersPerSlip = 3;

    /// <summary>The nearest name, or null when none is near: one slip for every three letters, and always one.</summary>
    public static string? Nearest(string typed, IEnumerable<string> names)
    {
        int slips = Math.Max(1, typed.Length / LettersPerSlip);
        return names
            .Select(name => (Name: name, Distance: Distance(typed, name)))
            .Where(candidate => candidate.Distance <= slips)
            .OrderBy(candidate => candidate.Distance)
            .ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
            .Select(candidate => candidate.Name)
            .FirstOrDefault();
    }

    /// <summary>How many letters must be added, dropped, changed or swapped with their neighbour (optimal string alignment).</summary>
    private static int Distance(string one, string other)
    {
        int[,] cost = new int[one.Length + 1, other.Length + 1];
        for (int i = 0; i <= one.Length; i++)
        {
            cost[i, 0] = i;
        }

        for (int j = 0; j <= other.Length; j++)
        {
            cost[0, j] = j;
        }

        for (int i = 1; i <= one.Length; i++)
        {
            for (int j = 1; j <= other.Length; j++)
            {
                int change = one[i - 1] == other[j - 1] ? 0 : 1;
                cost[i, j] = Math.Min(Math.Min(cost[i - 1, j], cost[i, j - 1]) + 1, cost[i - 1, j - 1] + change);
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1])
                {
                    cost[i, j] = Math.Min(cost[i, j], cost[i - 2, j - 2] + 1);
                }
            }
        }

        return cost[one.Length, other.Length];
    }
}
