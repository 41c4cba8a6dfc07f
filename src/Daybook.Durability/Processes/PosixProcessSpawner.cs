using System.Collections;
using System.Runtime.InteropServices;
using System.Text;
using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;
using Daybook.Durability.Posix;

namespace Daybook.Durability.Processes;

/// <summary>Starts processes by <c>posix_spawn</c>, on Linux and macOS.</summary>
public sealed unsafe class PosixProcessSpawner : IProcessSpawner
{
    // POSIX_SPAWN_SETPGROUP, SETSIGDEF and SETSIGMASK; on macOS also CLOEXEC_DEFAULT, since its pipes cannot be made unheritable at once.
    private const short Flags = 2 | 4 | 8;
    private const short AppleFlags = Flags | 0x4000;

    private const int SignalMaximum = 31;
    private const int CloseOnExecute = 0x80000;
    private const int SetPipeSize = 1031;

    /// <summary>What an ordinary user may have in one pipe; the writer then waits less often for the reader.</summary>
    private const int PipeBytes = 1 << 20;

    private const int ErrnoNotFound = 2;
    private const int ReadAndWrite = 2;

    /// <inheritdoc/>
    public bool IsSupported => !OperatingSystem.IsWindows();

    /// <inheritdoc/>
    public IChildGroup Spawn(SpawnRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        (int Read, int Write) output = request.IsCaptured ? CreatePipe() : (-1, -1);
        (int Read, int Write) errors = request.IsCaptured ? CreatePipe() : (-1, -1);
        try
        {
            int pid = Spawn(request, output.Write, errors.Write);
            return new PosixChildGroup(pid, output.Read, errors.Read);
        }
        catch
        {
            Close(output.Read);
            Close(errors.Read);
            throw;
        }
        finally
        {
            Close(output.Write);
            Close(errors.Write);
        }
    }

    /// <inheritdoc/>
    public bool IsUnderJobControl => OwnJob.HasTerminal && OwnJob.IsSeenByShell();

    /// <inheritdoc/>
    public bool IsInputTerminal => OwnJob.IsTerminal(StandardDescriptors.Input);

    /// <inheritdoc/>
    public IPipeEnd OpenInput(string path)
    {
        int descriptor = Libc.Open(path, OpenFlags.NotInherited, 0);
        if (descriptor < 0)
        {
            throw Errno.Last("open", path);
        }

        var input = new PosixPipeEnd(descriptor);
        FileKind kind = PosixStat.OfDescriptor(descriptor, path).Kind;
        if (kind is FileKind.Regular or FileKind.Fifo)
        {
            return input;
        }

        input.Dispose();
        throw new UnsafeFileException(path, kind);
    }

    /// <inheritdoc/>
    public bool HasReader(int descriptor)
    {
        // struct pollfd: the descriptor, what is asked for, what happened; POLLERR and POLLHUP are told unasked.
        long entry = (uint)descriptor;
        return !IsSupported || Libc.Poll(&entry, 1, 0) <= 0 || ((entry >> 48) & (8 | 16)) == 0;
    }

    /// <inheritdoc/>
    public void LeaveTerminal() => _ = Libc.SetAction(PosixChildGroup.ContinueSignal, Libc.DefaultAction);

    /// <inheritdoc/>
    public void StopSelf() => OwnJob.Stop();

    private static int Spawn(SpawnRequest request, int output, int errors)
    {
        byte* attributes = stackalloc byte[Libc.OpaqueBytes];
        byte* actions = stackalloc byte[Libc.OpaqueBytes];
        byte* signals = stackalloc byte[Libc.OpaqueBytes];
        using var strings = new NativeStrings();
        _ = Libc.InitializeAttributes(attributes);
        _ = Libc.InitializeActions(actions);
        try
        {
            // No signal is blocked, and all have their default meaning, as a shell would start it.
            _ = Libc.EmptySignals(signals);
            _ = Libc.SetSignalMask(attributes, signals);
            for (int signal = 1; signal <= SignalMaximum; signal++)
            {
                if (signal is not (PosixChildGroup.KillSignal or 19))
                {
                    _ = Libc.AddSignal(signals, signal);
                }
            }

            _ = Libc.SetDefaultSignals(attributes, signals);
            _ = Libc.SetGroup(attributes, 0);
            _ = Libc.SetFlags(attributes, OperatingSystem.IsMacOS() ? AppleFlags : Flags);
            if (request.InputPath is { } input)
            {
                _ = Libc.AddOpen(actions, StandardDescriptors.Input, strings.Add(Encoding.UTF8.GetBytes(input)), 0, 0);
            }
            else
            {
                HandOn(actions, StandardDescriptors.Input, StandardDescriptors.Input, strings);
            }

            HandOn(actions, output < 0 ? StandardDescriptors.Output : output, StandardDescriptors.Output, strings);
            HandOn(actions, errors < 0 ? StandardDescriptors.Errors : errors, StandardDescriptors.Errors, strings);
            int pid;
            IReadOnlyList<byte[]> words = OwnBytes.OfWords(request.Command);
            IReadOnlyList<byte[]> variables = OwnBytes.OfVariables(Variables(request));
            int failure = Libc.Spawn(&pid, strings.Add(words[0]), actions, attributes, strings.AddAll(words), strings.AddAll(variables));
            return failure == 0 ? pid : throw new SpawnFailedException(request.Command[0], failure == ErrnoNotFound, Marshal.GetPInvokeErrorMessage(failure));
        }
        finally
        {
            _ = Libc.DestroyActions(actions);
            _ = Libc.DestroyAttributes(attributes);
        }
    }

    /// <summary>Gives the child a descriptor. In place of one that this process was not given, whose number the runtime has taken, it gets one of nothing.</summary>
    private static void HandOn(byte* actions, int descriptor, int target, NativeStrings strings)
    {
        if (descriptor == target && !StandardDescriptors.IsGiven(descriptor))
        {
            _ = Libc.AddOpen(actions, target, strings.Add("/dev/null"u8), ReadAndWrite, 0);
        }
        else
        {
            _ = Libc.AddDuplicate(actions, descriptor, target);
        }
    }

    private static List<string> Variables(SpawnRequest request)
    {
        var variables = new List<string>();
        foreach (DictionaryEntry inherited in Environment.GetEnvironmentVariables())
        {
            if (inherited.Key is string name && !request.Variables.ContainsKey(name))
            {
                variables.Add($"{name}={inherited.Value}");
            }
        }

        foreach ((string name, string value) in request.Variables)
        {
            variables.Add($"{name}={value}");
        }

        return variables;
    }

    private static (int Read, int Write) CreatePipe()
    {
        int* ends = stackalloc int[2];
        int result = OperatingSystem.IsMacOS() ? Libc.Pipe(ends) : Libc.Pipe(ends, CloseOnExecute);
        if (result != 0)
        {
            throw Errno.Last("pipe", "");
        }

        if (OperatingSystem.IsLinux())
        {
            // Where the user's share of pipe memory is used up the pipe stays small, and all works as well.
            _ = Libc.Control(ends[0], SetPipeSize, PipeBytes);
        }

        return (ends[0], ends[1]);
    }

    private static void Close(int descriptor)
    {
        if (descriptor >= 0)
        {
            _ = Libc.Close(descriptor);
        }
    }

    /// <summary>Strings and lists of them as C wants them, freed together.</summary>
    private sealed class NativeStrings : IDisposable
    {
        private readonly List<nint> blocks = [];

        public void Dispose()
        {
            foreach (nint block in blocks)
            {
                NativeMemory.Free((void*)block);
            }
        }

        internal byte* Add(ReadOnlySpan<byte> text)
        {
            byte* bytes = (byte*)NativeMemory.Alloc((nuint)text.Length + 1);
            blocks.Add((nint)bytes);
            text.CopyTo(new Span<byte>(bytes, text.Length));
            bytes[text.Length] = 0;
            return bytes;
        }

        internal byte** AddAll(IReadOnlyList<byte[]> texts)
        {
            byte** list = (byte**)NativeMemory.Alloc((nuint)(texts.Count + 1) * (nuint)sizeof(byte*));
            blocks.Add((nint)list);
            for (int index = 0; index < texts.Count; index++)
            {
                list[index] = Add(texts[index]);
            }

            list[texts.Count] = null;
            return list;
        }
    }
}
