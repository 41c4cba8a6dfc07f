using Daybook.Json;
using Daybook.Memory;

namespace Daybook.Cli.Commands.Memory;

/// <summary>Where the answers to many adds go, in the order of the input.</summary>
internal interface IAddAnswers
{
    /// <summary>Prints the next answer.</summary>
    /// <param name="answer">How the add ended.</param>
    /// <param name="record">What was to be added, where it could be read.</param>
    void Print(AddAnswer answer, MemoryRecord? record);

    /// <summary>Prints what follows the last answer, also when a failure ended the adds.</summary>
    void End();
}
