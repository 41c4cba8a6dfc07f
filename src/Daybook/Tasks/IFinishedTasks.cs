namespace Daybook.Tasks;

/// <summary>The tasks that have left a <see cref="TaskBoard"/> for the history.</summary>
public interface IFinishedTasks
{
    /// <summary>A finished task as it was when it was last finished; null if none has this id.</summary>
    TaskRecord? Find(string id);

    /// <summary>The ids that begin so, at most as many as asked for.</summary>
    IReadOnlyList<string> StartingWith(string prefix, int countMax);
}
