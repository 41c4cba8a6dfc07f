using Daybook.Errors;
using Daybook.Memory;

namespace Daybook.Embedded.Memory;

/// <summary>
/// How memory is set up: by <c>daybook.json</c> and by the environment, which wins. Read when the store is opened. What cannot be accepted
/// is no reason not to open the store, since it concerns memory alone; whatever depends on the settings then fails.
/// </summary>
internal sealed class MemorySetup
{
    private readonly MemorySettings settings;
    private readonly List<DaybookException> faults = [];

    private MemorySetup(StoreFile? store, string? storePath, Func<string, string?> environment)
    {
        settings = store is null || storePath is null ? new MemorySettings() : MemoryBlock.Read(storePath, store.Content.Span, faults);
        foreach (MemorySetting setting in MemorySetting.All)
        {
            if (setting.Variable is not { } variable || environment(variable) is not { Length: > 0 } text)
            {
                continue;
            }

            if (setting.ReadText(text) is { } accepted)
            {
                settings = setting.Apply(settings, accepted);
            }
            else
            {
                faults.Add(new InvalidInputException($"the environment variable {variable} is '{text}'; it must be {setting.ExpectedInEnvironment}")
                {
                    Hint = "correct it, or unset it",
                });
            }
        }
    }

    /// <summary>What cannot be accepted: of the file first, then of the environment.</summary>
    internal IReadOnlyList<DaybookException> Faults => faults;

    /// <summary>The settings.</summary>
    /// <exception cref="CorruptStoreException">One in the file cannot be accepted.</exception>
    /// <exception cref="InvalidInputException">One in the environment cannot be accepted.</exception>
    internal MemorySettings Settings => faults.Count == 0 ? settings : throw faults[0];

    /// <summary>The setup of a store's own memory.</summary>
    internal static MemorySetup InStore(string folder, StoreFile store, Func<string, string?> environment) =>
        new(store, Path.Join(folder, StoreFile.FileName), environment);

    /// <summary>The setup of a founding folder, which has no file for it.</summary>
    internal static MemorySetup InFoundingFolder(Func<string, string?> environment) => new(null, null, environment);
}
