using System.Text;
using Daybook.Cli;
using Daybook.Durability.Processes;

namespace Daybook.Proof.Fuzzing;

/// <summary>What a command line sees: an empty store, no environment, no input, and nothing that it could do.</summary>
internal sealed class EmptyWorld
{
    private readonly MemoryStream errors = new();

    public EmptyWorld() => Surroundings = new Surroundings
    {
        Ports = EmptyStore.Ports(),
        Git = new NoGit(),
        Spawner = new NoProcesses(),
        Input = Stream.Null,
        Output = new MemoryStream(),
        Error = errors,
        IsOutputTerminal = false,
        IsErrorTerminal = false,
        Environment = static _ => null,
        Columns = new Lazy<int?>((int?)null),
        FindAltered = static _ => null,
        WorkingDirectory = new Lazy<string>(Path.GetDirectoryName(EmptyStore.Folder) ?? "/"),
        TempDirectory = "/proc/daybook-fuzz/tmp",
        Actor = "tester@here",
        OwnCommand = ["daybook"],
    };

    public Surroundings Surroundings { get; }

    /// <summary>What it said on stderr.</summary>
    public string Errors => Encoding.UTF8.GetString(errors.ToArray());

    private sealed class NoProcesses : IProcessSpawner
    {
        public bool IsSupported => false;

        public bool IsUnderJobControl => false;

        public bool IsInputTerminal => false;

        public IChildGroup Spawn(SpawnRequest request) => throw new SpawnFailedException("anything", isNotFound: true, "nothing is started here");

        public IPipeEnd OpenInput(string path) => throw new SpawnFailedException(path, isNotFound: true, "nothing is read here");

        public bool HasReader(int descriptor) => true;

        public void LeaveTerminal()
        {
        }

        public void StopSelf()
        {
        }
    }
}
