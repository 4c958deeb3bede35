using System.Globalization;
using Arrea.Dataflow.Validation.Facts;
using Arrea.Dataflow.Validation.Syntax;

namespace Arrea.Dataflow.Validation.Evaluation;

/// <summary>What <c>$NAME</c> and <c>${…}</c> stand for, before their operators.</summary>
internal sealed partial class Walker
{
    private const string NumericVariables = " ? $ ! UID EUID PPID RANDOM SRANDOM SECONDS LINENO SHLVL BASHPID COLUMNS LINES EPOCHSECONDS HISTCMD BASH_SUBSHELL ";

    private int _ways = 1;

    private List<Branch> ExpandParameter(ParameterExpansion parameter, List<Branch> branches, bool isQuoted, ShellState state, Frame frame)
    {
        if (branches.Count > 1 && parameter.Operator is "=" or ":=" && !parameter.IsIndirect)
        {
            branches = ChooseFirst(PlainName(parameter.Name), branches, state);
        }

        var all = new List<Branch>(branches.Count);
        foreach (var branch in branches)
        {
            if (!Budget.Spend())
            {
                return branches;
            }

            _ways = branches.Count;
            ExpandParameter(parameter, branch, isQuoted, state, frame, branches.Count, all);
        }

        return all;
    }

    /// <summary>Settles in each way what a variable holds, before it is set in one of them.</summary>
    private List<Branch> ChooseFirst(string name, List<Branch> branches, ShellState state)
    {
        var all = new List<Branch>(branches.Count);
        foreach (var branch in branches)
        {
            foreach (var (content, one) in Choose(name, branch, state, branches.Count))
            {
                one.Choices = new(name, content, one.Choices);
                all.Add(one);
            }
        }

        return all;
    }

    private void ExpandParameter(ParameterExpansion parameter, Branch branch, bool isQuoted, ShellState state, Frame frame, int ways, List<Branch> all)
    {
        var subscript = parameter.Subscript;
        var name = PlainName(parameter.Name);
        var isWhole = subscript is { Parts: [LiteralText { Text: "@" or "*" }] };
        if (parameter.IsIndirect && !isWhole)
        {
            if (parameter.Operator is "*" or "@" && parameter.Operand is null)
            {
                AddUnknown(branch, parameter, isQuoted, Origins.None, frame, UnknownTraits.Many);
                all.Add(branch);
                return;
            }

            if (subscript is not null)
            {
                // The name is in an element: where that leads is not followed, but what its subscript runs is.
                KeyOf(name, subscript, state, frame);
                AddUnknown(branch, parameter, isQuoted, Origins.Outside, frame);
                all.Add(branch);
                return;
            }

            // The name is in a variable: look there first.
            foreach (var (content, one) in Choose(VariableOf(name), branch, state, ways))
            {
                var target = Scalar(name, content, state, frame.SpanOf(parameter));
                if (target?.Exact is { } text && IsName(text))
                {
                    Read(parameter, PlainName(text), null, false, one, isQuoted, state, frame, ways, all);
                }
                else
                {
                    if (target?.Exact is { } hidden && MayRun(hidden))
                    {
                        RunHidden(hidden, state, frame, frame.SpanOf(parameter));
                    }

                    AddUnknown(one, parameter, isQuoted, target?.Origins ?? Origins.Outside, frame);
                    all.Add(one);
                }
            }

            return;
        }

        Read(parameter, name, subscript, isWhole, branch, isQuoted, state, frame, ways, all);
    }

    private void Read(
        ParameterExpansion parameter, string name, Word? subscript, bool isWhole, Branch branch, bool isQuoted, ShellState state, Frame frame, int ways, List<Branch> all)
    {
        var span = frame.SpanOf(parameter);
        var key = subscript is null || isWhole ? null : KeyOf(name, subscript, state, frame);
        foreach (var (content, one) in Choose(VariableOf(name), branch, state, ways))
        {
            if (isWhole || name is "@" or "*")
            {
                if (!Budget.Spend(1 + content.Elements.Count))
                {
                    return;
                }

                var isStar = isWhole ? subscript!.Parts is [LiteralText { Text: "*" }] : name == "*";
                var list = parameter.IsIndirect && isWhole
                    ? content.Elements.Select(element => Value.Of(element.Key, span)).ToList()
                    : content.Elements.Select(static element => element.Value).ToList();
                var origins = content.IsOpen && ReferenceEquals(content, Content.Environment) ? Origins.Outside : content.Origins;
                ApplyToList(parameter, new(list, content.IsOpen, isStar, origins), one, isQuoted, state, frame, all);
                continue;
            }

            Value? value;
            var isKnown = true;
            if (subscript is null)
            {
                value = Scalar(name, content, state, span);
                isKnown = value is not null || !IsFromOutside(name, content);
            }
            else
            {
                // Where an element is not sure to stand in its place, none is known.
                var place = key is null || content.IsOpen ? null : IsKeyed(name, state) ? key : content.KeyOf(key);
                value = place is null ? null : content.At(place);
                isKnown = place is not null;
            }

            ApplyToText(parameter, name, value, isKnown, content, one, isQuoted, state, frame, all);
        }
    }

    /// <summary>The name without zeros before it: <c>${00}</c> is <c>$0</c>.</summary>
    private static string PlainName(string name)
        => name is ['0', _, ..] && name.AsSpan().TrimStart('0') is var rest && !rest.ContainsAnyExceptInRange('0', '9') ? rest.Length == 0 ? "0" : rest.ToString() : name;

    /// <summary>The variable that a parameter is an element of.</summary>
    private static string VariableOf(string name)
        => name is "*" or "#" || (name.Length > 0 && char.IsAsciiDigit(name[0]) && name != "0") ? ShellState.Parameters
            : name == "PWD" ? "PWD" : name;

    /// <summary>What a variable may hold in a branch; a branch for each, which remembers it.</summary>
    private List<(Content Content, Branch Branch)> Choose(string name, Branch branch, ShellState state, int ways)
    {
        if (branch.Chosen(name) is { } chosen)
        {
            return [(chosen, branch)];
        }

        var slot = state.Find(name) ?? name switch
        {
            "PWD" => state.Find(ShellState.Directory),
            "OLDPWD" => state.Find(ShellState.OldDirectory),
            _ => null,
        };
        if (slot is null)
        {
            return [(Content.Environment, branch)];
        }

        if (slot.Alternatives.Count == 1)
        {
            return [(slot.Alternatives[0], branch)];
        }

        if (ways * slot.Alternatives.Count > MostVectors)
        {
            return [(Slot.Blurred(name, slot.Alternatives), branch)];
        }

        var all = new List<(Content, Branch)>(slot.Alternatives.Count);
        for (var at = 0; at < slot.Alternatives.Count && Budget.Spend(1 + branch.Fields.Count); at++)
        {
            var one = at == slot.Alternatives.Count - 1 ? branch : branch.Fork();
            one.Choices = new(name, slot.Alternatives[at], one.Choices);
            all.Add((slot.Alternatives[at], one));
        }

        return all;
    }

    private static bool IsFromOutside(string name, Content content)
        => content.IsOpen && name is not "IFS" && !(name.Length > 0 && char.IsAsciiDigit(name[0]) && name != "0" && content.Elements.Count >= int.Parse("0" + name[..Math.Min(name.Length, 4)], CultureInfo.InvariantCulture));

    /// <summary>The value of a parameter without a subscript; null where it is not set, or where nothing is known of it.</summary>
    private static Value? Scalar(string name, Content content, ShellState state, Range span)
    {
        if (name == "#")
        {
            return content.IsOpen
                ? Values.Number("$#", span)
                : Value.Of(content.Elements.Count.ToString(CultureInfo.InvariantCulture), span);
        }

        if (name.Length > 0 && char.IsAsciiDigit(name[0]) && name != "0")
        {
            return int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var place) && place > 0 && place <= content.Elements.Count
                ? content.Elements[place - 1].Value
                : null;
        }

        if (!ReferenceEquals(content, Content.Environment))
        {
            return !content.IsArray ? content.First : content.IsOpen ? null : content.At("0");
        }

        return name switch
        {
            "HOME" => new([new(PieceKind.Home, "")], span),
            "IFS" => Value.Of(" \t\n", span),
            "BASH" => Value.Of("/bin/bash", span),
            "OPTIND" => Value.Of("1", span),
            _ when NumericVariables.Contains($" {name} ", StringComparison.Ordinal) => Values.Number("$" + name, span),
            _ => null,
        };
    }

    /// <summary>The key that a subscript stands for; null where it is not known.</summary>
    private string? KeyOf(string name, Word subscript, ShellState state, Frame frame)
    {
        var value = Single(subscript, state, frame);
        return value.Exact is { } text ? KeyOf(name, text, state, frame, frame.SpanOf(subscript)) : null;
    }

    private string? KeyOf(string name, string text, ShellState state, Frame frame, Range span)
    {
        if (IsKeyed(name, state))
        {
            return text;
        }

        if (MayRun(text))
        {
            RunHidden(text, state, frame, span);
            return null;
        }

        return ArithmeticText(text, state, frame)?.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Whether the keys of an array are texts.</summary>
    private static bool IsKeyed(string name, ShellState state) => name == Remembered || state.Find(name) is { Attribute: 'A' };

    private static void AddUnknown(
        Branch branch, ParameterExpansion parameter, bool isQuoted, Origins origins, Frame frame, UnknownTraits traits = UnknownTraits.None)
        => branch.Add(new Piece(PieceKind.Unknown, frame.Shown(parameter), origins, traits), isQuoted);

    private static bool IsName(string text)
    {
        if (text.Length == 0 || text is "@" or "*" or "#" or "?" or "$" or "!" or "-")
        {
            return text.Length > 0;
        }

        foreach (var character in text)
        {
            if (!char.IsAsciiLetterOrDigit(character) && character != '_')
            {
                return false;
            }
        }

        return true;
    }
}
