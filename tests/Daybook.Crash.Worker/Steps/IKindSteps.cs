using Daybook.Embedded;

namespace Daybook.Crash.Worker.Steps;

/// <summary>The life of one thing of a kind as steps that are counted from 1; each is one write, which leaves a trace that tells its number.</summary>
internal interface IKindSteps
{
    /// <summary>The last step.</summary>
    int Last { get; }

    /// <summary>What the thing of this number is called.</summary>
    string Subject(string agent, int seed, int number);

    /// <summary>Takes one step.</summary>
    Task TakeAsync(EmbeddedStore store, string subject, int step);
}
