namespace Arrea.Dataflow.Validation.Paths;

/// <summary>What a path is, as far as harm goes. A path may be several of these.</summary>
[Flags]
internal enum PathKinds
{
    /// <summary>Nothing at all: the empty text.</summary>
    None = 0,

    /// <summary>The root of the file system, or everything in it.</summary>
    Root = 1,

    /// <summary>A place of the operating system, such as <c>/etc</c>.</summary>
    System = 2,

    /// <summary>An absolute path that is none of the others: <c>/data/x</c>.</summary>
    Elsewhere = 4,

    /// <summary>A place outside the directory in which the text begins to run, reached by <c>..</c>, or a folder that all users share: <c>/tmp</c>.</summary>
    Outside = 8,

    /// <summary>A whole home directory, several, or a folder of it that holds much: <c>~</c>, <c>/home</c>, <c>~/Documents</c>.</summary>
    Home = 16,

    /// <summary>A named path under a home directory.</summary>
    NamedHome = 32,

    /// <summary>The working directory as a whole, or everything in it.</summary>
    WorkingDirectory = 64,

    /// <summary>A version control folder, such as <c>.git</c>.</summary>
    VersionControl = 128,

    /// <summary>A disk, a partition or a volume.</summary>
    Device = 256,

    /// <summary>A path in a place for temporary files.</summary>
    Temporary = 512,

    /// <summary>A named path below the working directory.</summary>
    Relative = 1024,

    /// <summary>It may be anything.</summary>
    Unknown = 2048,

    /// <summary>It is the root, or a place of the system, when something unknown in it is empty.</summary>
    PerhapsRoot = 4096,

    /// <summary>A file that holds a secret of a user or of the system.</summary>
    Secret = 8192,

    /// <summary>A file whose contents run later by themselves, or let somebody in.</summary>
    Persistence = 16384,

    /// <summary>The null device and its like, terminals, descriptors.</summary>
    Stream = 32768,

    /// <summary>A connection, as bash opens one: <c>/dev/tcp/host/port</c>.</summary>
    Socket = 65536,

    /// <summary>What other programs of this user, or of the system, remember: the history of a shell, logs.</summary>
    Trace = 131072,

    /// <summary>A file below the working directory that holds a secret, such as <c>.env</c>.</summary>
    ProjectSecret = 262144,
}
