using System.Runtime.InteropServices;

// Native code is that of the system: never a file beside the program.
[assembly: DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]

namespace Arrea.Dataflow.Commands.Native;

/// <summary>The C library and the kernel, as far as running commands needs them. Numbers are those of Linux on x64 and arm64.</summary>
internal static unsafe partial class Libc
{
    private const string Library = "libc";

    // The descriptors of a command, and reading and writing them.
    public const int CloseOnExec = 0x80000;
    public const int NonBlocking = 0x800;
    public const int DuplicateCloseOnExec = 1030;
    public const int SetFlags = 4;
    public const int SetPipeSize = 1031;
    public const ulong BytesToRead = 0x541B;
    public const short PollIn = 1;
    public const short PollOut = 4;
    public const int ReadWrite = 2;
    public const int NoTerminal = 0x100;
    public const ulong SetWindowSize = 0x5414;

    // Starting and ending processes.
    public const short SpawnSetGroup = 0x02;
    public const short SpawnSetDefaultSignals = 0x04;
    public const short SpawnSetMask = 0x08;
    public const short SpawnSetSession = 0x80;
    public const int Kill = 9;
    public const int Terminate = 15;
    public const int ChildEnded = 17;
    public const int Continue = 18;
    public const int Stop = 19;
    public const int TerminalStop = 20;
    public const int NoHang = 1;
    public const int ExitedChildren = 4;
    public const int LeaveZombie = 0x01000000;
    public const int WaitForAny = 0;
    public const int WaitForOne = 1;
    public const int MayExecute = 1;
    public const long PidfdSendSignalCall = 424;
    public const long PidfdOpenCall = 434;
    public const int SetChildSubreaper = 36;

    // Errors that mean something to us.
    public const int NoSuchEntry = 2;
    public const int Interrupted = 4;
    public const int ArgumentsTooLong = 7;
    public const int NotAProgram = 8;
    public const int NoChild = 10;
    public const int TryAgain = 11;
    public const int OutOfMemory = 12;
    public const int AccessDenied = 13;
    public const int NotADirectory = 20;
    public const int SystemTableFull = 23;
    public const int TooManyOpen = 24;

    /// <summary>One descriptor to wait for; a negative one is passed over.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct PollEntry(int descriptor, short events)
    {
        public int Descriptor = descriptor;
        public short Events = events;
        public short Returned;
    }

    /// <summary>The size of a terminal's window.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct WindowSize
    {
        public ushort Rows;
        public ushort Columns;
        public ushort Width;
        public ushort Height;
    }

    /// <summary>A time in seconds and microseconds.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public readonly struct TimeValue
    {
        private readonly long _seconds;
        private readonly long _microseconds;

        public TimeSpan ToTimeSpan() => TimeSpan.FromTicks((_seconds * TimeSpan.TicksPerSecond) + (_microseconds * TimeSpan.TicksPerMicrosecond));
    }

    /// <summary>What a process and the children that it waited for have used. The fields after the memory are of no interest here.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 144)]
    public struct Usage
    {
        public TimeValue User;
        public TimeValue System;
        public long PeakKibibytes;
    }

    /// <summary>The number of the last error of this thread.</summary>
    public static int Error => Marshal.GetLastPInvokeError();

    [LibraryImport(Library, EntryPoint = "pipe2", SetLastError = true)]
    public static partial int Pipe(int* descriptors, int flags);

    [LibraryImport(Library, EntryPoint = "close", SetLastError = true)]
    public static partial int Close(int descriptor);

    [LibraryImport(Library, EntryPoint = "open", SetLastError = true)]
    public static partial int Open(byte* path, int flags);

    [LibraryImport(Library, EntryPoint = "read", SetLastError = true)]
    public static partial nint Read(int descriptor, byte* buffer, nuint count);

    [LibraryImport(Library, EntryPoint = "write", SetLastError = true)]
    public static partial nint Write(int descriptor, byte* buffer, nuint count);

    [LibraryImport(Library, EntryPoint = "fcntl", SetLastError = true)]
    public static partial int Control(int descriptor, int command, nint argument);

    [LibraryImport(Library, EntryPoint = "ioctl", SetLastError = true)]
    public static partial int DeviceControl(int descriptor, ulong request, void* argument);

    [LibraryImport(Library, EntryPoint = "posix_openpt", SetLastError = true)]
    public static partial int OpenTerminal(int flags);

    [LibraryImport(Library, EntryPoint = "grantpt", SetLastError = true)]
    public static partial int GrantTerminal(int descriptor);

    [LibraryImport(Library, EntryPoint = "unlockpt", SetLastError = true)]
    public static partial int UnlockTerminal(int descriptor);

    [LibraryImport(Library, EntryPoint = "ptsname_r", SetLastError = true)]
    public static partial int NameTerminal(int descriptor, byte* name, nuint size);

    [LibraryImport(Library, EntryPoint = "poll", SetLastError = true)]
    public static partial int Poll(PollEntry* entries, ulong count, int timeout);

    [LibraryImport(Library, EntryPoint = "eventfd", SetLastError = true)]
    public static partial int EventDescriptor(uint start, int flags);

    [LibraryImport(Library, EntryPoint = "syscall", SetLastError = true)]
    public static partial long SystemCall(long number, long first, long second);

    [LibraryImport(Library, EntryPoint = "syscall", SetLastError = true)]
    public static partial long SystemCall(long number, long first, long second, long third, long fourth);

    [LibraryImport(Library, EntryPoint = "prctl", SetLastError = true)]
    public static partial int ProcessControl(int option, nuint argument, nuint third, nuint fourth, nuint fifth);

    [LibraryImport(Library, EntryPoint = "access", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Access(string path, int mode);

    [LibraryImport(Library, EntryPoint = "posix_spawn")]
    public static partial int Spawn(int* pid, byte* path, void* actions, void* attributes, byte** arguments, byte** environment);

    [LibraryImport(Library, EntryPoint = "posix_spawn_file_actions_init")]
    public static partial int InitActions(void* actions);

    [LibraryImport(Library, EntryPoint = "posix_spawn_file_actions_destroy")]
    public static partial int DestroyActions(void* actions);

    [LibraryImport(Library, EntryPoint = "posix_spawn_file_actions_adddup2")]
    public static partial int AddDuplicate(void* actions, int descriptor, int target);

    [LibraryImport(Library, EntryPoint = "posix_spawn_file_actions_addopen")]
    public static partial int AddOpen(void* actions, int target, byte* path, int flags, uint mode);

    [LibraryImport(Library, EntryPoint = "posix_spawn_file_actions_addchdir_np")]
    public static partial int AddChangeDirectory(void* actions, byte* path);

    [LibraryImport(Library, EntryPoint = "posix_spawnattr_init")]
    public static partial int InitAttributes(void* attributes);

    [LibraryImport(Library, EntryPoint = "posix_spawnattr_setflags")]
    public static partial int SetAttributeFlags(void* attributes, short flags);

    [LibraryImport(Library, EntryPoint = "posix_spawnattr_setpgroup")]
    public static partial int SetAttributeGroup(void* attributes, int group);

    [LibraryImport(Library, EntryPoint = "posix_spawnattr_setsigdefault")]
    public static partial int SetAttributeDefaultSignals(void* attributes, void* signals);

    [LibraryImport(Library, EntryPoint = "posix_spawnattr_setsigmask")]
    public static partial int SetAttributeMask(void* attributes, void* signals);

    [LibraryImport(Library, EntryPoint = "sigemptyset")]
    public static partial int EmptySignals(void* signals);

    [LibraryImport(Library, EntryPoint = "sigaction", SetLastError = true)]
    public static partial int SignalAction(int signal, void* change, void* current);

    [LibraryImport(Library, EntryPoint = "signal")]
    public static partial nint SetSignal(int signal, nint handler);

    [LibraryImport(Library, EntryPoint = "kill", SetLastError = true)]
    public static partial int SendSignal(int pid, int signal);

    [LibraryImport(Library, EntryPoint = "waitid", SetLastError = true)]
    public static partial int WaitInfo(int kind, int pid, void* info, int options);

    [LibraryImport(Library, EntryPoint = "wait4", SetLastError = true)]
    public static partial int Wait(int pid, int* status, int options, Usage* usage);

    [LibraryImport(Library, EntryPoint = "geteuid")]
    public static partial uint EffectiveUser();

    [LibraryImport(Library, EntryPoint = "getpwuid_r")]
    public static partial int Account(uint user, AccountEntry* entry, byte* buffer, nuint size, AccountEntry** found);

    /// <summary>A line of the account database.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct AccountEntry
    {
        public byte* Name;
        public byte* Password;
        public uint User;
        public uint Group;
        public byte* Comment;
        public byte* Home;
        public byte* Shell;
    }
}
