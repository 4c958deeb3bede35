using System.Collections;
using System.Runtime.InteropServices;
using System.Text;
using Arrea.Dataflow.Commands.Starting;

namespace Arrea.Dataflow.Commands.Linux;

/// <summary>The environment of this process in the form a new process takes it. Immutable.</summary>
/// <remarks>
/// The runtime keeps changes made by <see cref="Environment.SetEnvironmentVariable(string, string)"/> to itself, so the C library's own table
/// would be stale; and it answers with some ten kilobytes of new strings, so it is not asked for every command of a batch. It is asked
/// when a command starts while no other runs, and otherwise at most once a second. Code that changes a variable and then starts
/// a command sees the change; only beside running commands it may be seen a second late.
/// Variables that would make a shell run other text than it is given (<see cref="SteeringVariables"/>) are not handed on.
/// </remarks>
internal sealed unsafe class InheritedEnvironment
{
    private const long LongestAgeMilliseconds = 1_000;

    private const long LongAgo = long.MinValue / 2;

    private static Taken? _last;
    private static int _running;

    private readonly KeyValuePair<string, string>[] _variables;

    // Where each begins in the text; less than zero for one that is not handed on.
    private readonly int[] _offsets;

    // Pinned, so that pointers into it stay good as long as this object is alive.
    private readonly byte[] _text;

    private InheritedEnvironment(IDictionary variables)
    {
        _variables = new KeyValuePair<string, string>[variables.Count];
        _offsets = new int[variables.Count];
        var count = 0;
        var size = 0;
        foreach (DictionaryEntry variable in variables)
        {
            var (name, value) = ((string)variable.Key, (string?)variable.Value ?? "");
            _variables[count] = new(name, value);
            if (SteeringVariables.Steers(name, value))
            {
                _offsets[count++] = -1;
                continue;
            }

            _offsets[count++] = size;
            size += RawEnvironment.Find(name, value)?.Length + 1 ?? Encoding.UTF8.GetByteCount(name) + Encoding.UTF8.GetByteCount(value) + 2;
        }

        _text = GC.AllocateArray<byte>(size, pinned: true);
        for (var i = 0; i < count; i++)
        {
            var at = _offsets[i];
            if (at < 0)
            {
                continue;
            }

            if (RawEnvironment.Find(_variables[i].Key, _variables[i].Value) is { } raw)
            {
                raw.CopyTo(_text, at);
                continue;
            }

            at += Encoding.UTF8.GetBytes(_variables[i].Key, _text.AsSpan(at));
            _text[at++] = (byte)'=';
            Encoding.UTF8.GetBytes(_variables[i].Value, _text.AsSpan(at));
        }
    }

    /// <summary>Whether a command runs, so that a change of a variable may be seen a second late.</summary>
    public static bool IsShared => Volatile.Read(ref _running) > 0;

    public int Count => _variables.Length;

    /// <summary>A command is about to start.</summary>
    public static void Enter() => Interlocked.Increment(ref _running);

    /// <summary>A command has ended. Called before anybody learns of it, so that whoever goes on from there finds what it changed.</summary>
    public static void Leave()
    {
        if (Interlocked.Decrement(ref _running) == 0 && Volatile.Read(ref _last) is { } last)
        {
            // Kept to compare with: most often nothing has changed.
            Volatile.Write(ref _last, last with { At = LongAgo });
        }
    }

    /// <summary>The environment to start a command with, between <see cref="Enter"/> and <see cref="Leave"/>.</summary>
    public static InheritedEnvironment Current()
    {
        var now = Environment.TickCount64;
        var last = Volatile.Read(ref _last);
        if (last is not null && now - last.At <= LongestAgeMilliseconds)
        {
            return last.Environment;
        }

        var variables = Environment.GetEnvironmentVariables();
        var current = last is not null && last.Environment.Is(variables) ? last.Environment : new(variables);
        Volatile.Write(ref _last, new(current, now));
        return current;
    }

    /// <summary>The value of a variable; null when there is none of that name.</summary>
    public string? this[string name]
    {
        get
        {
            foreach (var variable in _variables)
            {
                if (variable.Key == name)
                {
                    return variable.Value;
                }
            }

            return null;
        }
    }

    public string Name(int index) => _variables[index].Key;

    /// <summary>Whether commands get this variable.</summary>
    public bool IsHandedOn(int index) => _offsets[index] >= 0;

    /// <summary>The entry <c>name=value</c>; good as long as this object is kept alive.</summary>
    public byte* Entry(int index)
        => (byte*)Marshal.UnsafeAddrOfPinnedArrayElement(_text, _offsets[index]);

    private bool Is(IDictionary variables)
    {
        if (variables.Count != _variables.Length)
        {
            return false;
        }

        foreach (var (name, value) in _variables)
        {
            if (variables[name] is not string now || now != value)
            {
                return false;
            }
        }

        return true;
    }

    private sealed record Taken(InheritedEnvironment Environment, long At);
}
