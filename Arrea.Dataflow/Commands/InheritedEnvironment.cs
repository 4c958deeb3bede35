using System.Collections;
using System.Runtime.InteropServices;
using System.Text;

namespace Arrea.Dataflow.Commands;

/// <summary>The environment of this process in the form a new process takes it. Immutable.</summary>
/// <remarks>
/// The runtime keeps changes made by <see cref="Environment.SetEnvironmentVariable(string, string)"/> to itself, so the C library's own table
/// would be stale. It is asked each time, and encoded anew only when something changed.
/// </remarks>
internal sealed unsafe class InheritedEnvironment
{
    private static InheritedEnvironment _last = new(new Hashtable());

    private readonly KeyValuePair<string, string>[] _variables;
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
            _offsets[count++] = size;
            size += Encoding.UTF8.GetByteCount(name) + Encoding.UTF8.GetByteCount(value) + 2;
        }

        _text = GC.AllocateArray<byte>(size, pinned: true);
        for (var i = 0; i < count; i++)
        {
            var at = _offsets[i];
            at += Encoding.UTF8.GetBytes(_variables[i].Key, _text.AsSpan(at));
            _text[at++] = (byte)'=';
            Encoding.UTF8.GetBytes(_variables[i].Value, _text.AsSpan(at));
        }
    }

    public int Count => _variables.Length;

    /// <summary>The environment as it is now.</summary>
    public static InheritedEnvironment Current()
    {
        var variables = Environment.GetEnvironmentVariables();
        var last = Volatile.Read(ref _last);
        if (last.Is(variables))
        {
            return last;
        }

        var current = new InheritedEnvironment(variables);
        Volatile.Write(ref _last, current);
        return current;
    }

    public string Name(int index) => _variables[index].Key;

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
}
