using System.Runtime.InteropServices;

namespace Daybook.Durability.Posix;

/// <summary>The system calls about processes, signals, pipes and terminals.</summary>
internal static unsafe partial class Libc
{
    /// <summary>SIG_DFL.</summary>
    internal const nint DefaultAction = 0;

    /// <summary>Room for a type of the C library that is passed on unread; all are smaller on every system.</summary>
    internal const int OpaqueBytes = 1024;

    [LibraryImport(Library, EntryPoint = "posix_spawnp")]
    internal static partial int Spawn(int* pid, byte* file, byte* actions, byte* attributes, byte** arguments, byte** environment);

    [LibraryImport(Library, EntryPoint = "posix_spawnattr_init")]
    internal static partial int InitializeAttributes(byte* attributes);

    [LibraryImport(Library, EntryPoint = "posix_spawnattr_destroy")]
    internal static partial int DestroyAttributes(byte* attributes);

    [LibraryImport(Library, EntryPoint = "posix_spawnattr_setflags")]
    internal static partial int SetFlags(byte* attributes, short flags);

    [LibraryImport(Library, EntryPoint = "posix_spawnattr_setpgroup")]
    internal static partial int SetGroup(byte* attributes, int group);

    [LibraryImport(Library, EntryPoint = "posix_spawnattr_setsigmask")]
    internal static partial int SetSignalMask(byte* attributes, byte* signals);

    [LibraryImport(Library, EntryPoint = "posix_spawnattr_setsigdefault")]
    internal static partial int SetDefaultSignals(byte* attributes, byte* signals);

    [LibraryImport(Library, EntryPoint = "posix_spawn_file_actions_init")]
    internal static partial int InitializeActions(byte* actions);

    [LibraryImport(Library, EntryPoint = "posix_spawn_file_actions_destroy")]
    internal static partial int DestroyActions(byte* actions);

    [LibraryImport(Library, EntryPoint = "posix_spawn_file_actions_adddup2")]
    internal static partial int AddDuplicate(byte* actions, int descriptor, int target);

    [LibraryImport(Library, EntryPoint = "posix_spawn_file_actions_addopen")]
    internal static partial int AddOpen(byte* actions, int descriptor, byte* path, int flags, uint mode);

    [LibraryImport(Library, EntryPoint = "sigemptyset")]
    internal static partial int EmptySignals(byte* signals);

    [LibraryImport(Library, EntryPoint = "sigaddset")]
    internal static partial int AddSignal(byte* signals, int signal);

    [LibraryImport(Library, EntryPoint = "pthread_sigmask")]
    internal static partial int MaskSignals(int how, byte* signals, byte* old);

    [LibraryImport(Library, EntryPoint = "waitpid", SetLastError = true)]
    internal static partial int Wait(int pid, int* status, int options);

    [LibraryImport(Library, EntryPoint = "kill", SetLastError = true)]
    internal static partial int Kill(int pid, int signal);

    [LibraryImport(Library, EntryPoint = "access", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Access(string path, int mode);

    [LibraryImport(Library, EntryPoint = "raise", SetLastError = true)]
    internal static partial int Raise(int signal);

    [LibraryImport(Library, EntryPoint = "sigaction", SetLastError = true)]
    internal static partial int ExchangeAction(int signal, byte* action, byte* old);

    [LibraryImport(Library, EntryPoint = "signal", SetLastError = true)]
    internal static partial nint SetAction(int signal, nint action);

    [LibraryImport(Library, EntryPoint = "pipe2", SetLastError = true)]
    internal static partial int Pipe(int* ends, int flags);

    [LibraryImport(Library, EntryPoint = "pipe", SetLastError = true)]
    internal static partial int Pipe(int* ends);

    [LibraryImport(Library, EntryPoint = "poll", SetLastError = true)]
    internal static partial int Poll(long* descriptors, nuint count, int milliseconds);

    [LibraryImport(Library, EntryPoint = "read", SetLastError = true)]
    internal static partial nint ReadNext(int descriptor, byte* buffer, nint count);

    /// <summary>With an argument; on Linux only, where variadic arguments are passed as all others are.</summary>
    [LibraryImport(Library, EntryPoint = "fcntl", SetLastError = true)]
    internal static partial int Control(int descriptor, int command, int argument);

    [LibraryImport(Library, EntryPoint = "ioctl", SetLastError = true)]
    internal static partial int AskDevice(int descriptor, nuint request, byte* answer);

    /// <summary>As <see cref="OpenOnApple"/>: what is variadic must come ninth.</summary>
    [LibraryImport(Library, EntryPoint = "ioctl", SetLastError = true)]
    internal static partial int AskDeviceOnApple(int descriptor, nuint request, nint x2, nint x3, nint x4, nint x5, nint x6, nint x7, byte* answer);

    [LibraryImport(Library, EntryPoint = "tcsetpgrp", SetLastError = true)]
    internal static partial int SetForeground(int descriptor, int group);

    [LibraryImport(Library, EntryPoint = "tcgetpgrp", SetLastError = true)]
    internal static partial int GetForeground(int descriptor);

    [LibraryImport(Library, EntryPoint = "getpgrp")]
    internal static partial int GetGroup();

    [LibraryImport(Library, EntryPoint = "getpgid", SetLastError = true)]
    internal static partial int GetGroupOf(int pid);

    [LibraryImport(Library, EntryPoint = "getsid", SetLastError = true)]
    internal static partial int GetSessionOf(int pid);

    [LibraryImport(Library, EntryPoint = "getppid")]
    internal static partial int GetParent();
}
