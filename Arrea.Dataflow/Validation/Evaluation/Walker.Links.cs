using Arrea.Dataflow.Validation.Facts;

namespace Arrea.Dataflow.Validation.Evaluation;

/// <summary>Links and copies that the text makes itself: what is done to them is done to what they stand for.</summary>
internal sealed partial class Walker
{
    private bool _isFollowing;

    /// <summary>The words with what the links in them stand for; null where there are none.</summary>
    private List<Value>? Linked(IReadOnlyList<Value> words, Value directory)
    {
        if (!_files.HasLinks || _isFollowing || !Budget.Spend(words.Count * 2))
        {
            return null;
        }

        // These are about the link itself, not about what it leads to.
        var name = words[0].Exact;
        var isAboutLinks = name is "rm" or "unlink" or "ln" or "mv" or "readlink" or "rmdir" or "test" or "[" or "ls";
        var isInto = name is "mv" && !words.Any(static word => word.Exact is ['-', not '-', ..] options && options.Contains('T'));
        List<Value>? linked = null;
        for (var at = 0; at < words.Count; at++)
        {
            var word = words[at];
            if (at == 0 && !word.KnownStart.Contains('/'))
            {
                continue;
            }

            // A path that ends in a slash is what the link leads to; so is what something is moved into.
            var isAboutLink = isAboutLinks && !word.KnownStart.EndsWith('/') && !(isInto && at == words.Count - 1);
            var equals = word.KnownStart.IndexOf('=');
            var real = _files.RealOf(word, directory, isAboutLink, isCommand: at == 0);
            if (real is null && equals > 0 && _files.RealOf(Values.Skip(word, equals + 1), directory, isAboutLink, isCommand: false) is { } value)
            {
                real = Values.Join(Value.Of(word.KnownStart[..(equals + 1)], word.Span), value, word.Span);
            }

            if (real is not null)
            {
                linked ??= [.. words];
                linked[at] = real;
            }
        }

        return linked;
    }

    /// <summary>Tells what a command does where its words lead through links.</summary>
    private void FollowLinks(IReadOnlyList<Value> words, IReadOnlyList<Variable> variables, ShellState state, Frame frame, Range span)
    {
        _isFollowing = true;
        Invoke(words, variables, state.Copy(), frame with { Output = new(keeps: false) }, span);
        _isFollowing = false;
    }

    // hash -p path name: from now on the name runs the path, as the array BASH_CMDS says.
    private Ending Remember(IReadOnlyList<Value> arguments, ShellState state, Frame frame)
    {
        var at = 0;
        while (at < arguments.Count && arguments[at].Exact is not ['-', .., 'p'] && !arguments[at].KnownStart.StartsWith("-p", StringComparison.Ordinal))
        {
            at++;
        }

        if (at < arguments.Count)
        {
            var isGlued = arguments[at].Exact is not ['-', .., 'p'];
            var path = isGlued ? Values.Skip(arguments[at], 2) : arguments.ElementAtOrDefault(at + 1);
            foreach (var name in arguments.Skip(at + (isGlued ? 1 : 2)))
            {
                if (path is not null && name.Exact is { } key)
                {
                    Add(new OptionRuns(frame.Around ?? name.Span, frame.Context, "hash", "-p"));
                    state.Set(Remembered, WithElement(state.Find(Remembered), key, path));
                }
            }
        }

        return Ending.Any(state);
    }
}
