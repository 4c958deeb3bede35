using Arrea.Dataflow.Validation.Facts;
using Arrea.Dataflow.Validation.Paths;
using Arrea.Dataflow.Validation.Rules.Disguises;
using Arrea.Dataflow.Validation.Rules.Effects;
using Arrea.Dataflow.Validation.Rules.Matching;

namespace Arrea.Dataflow.Validation.Rules;

/// <summary>Judges one fact after another.</summary>
internal sealed class FactJudge(RuleSet rules, FindingList findings)
{
    private static readonly HashSet<string> HarmlessByOption = ["gzip", "bzip2", "xz", "zstd", "lz4", "lzop", "pigz", "pbzip2", "pxz", "ssh", "less", "more", "cat", "true", ":", "diff", "make", "npm", "yarn", "pnpm", "dotnet", "cargo", "go", "pytest", "git", "mvn"];

    // Commands that a user has allowed, and by which exceptions: what they run in their own arguments is allowed with them.
    private readonly List<(Range Span, Allowance Allowance)> _allowed = [];

    // Options that run something harmless: rsync -e ssh, sort --compress-program=gzip.
    private readonly HashSet<Range> _harmlessOptions = [];
    private bool _isGuess;

    public void Judge(IReadOnlyList<Fact> facts)
    {
        foreach (var invocation in rules.Allowances.Count == 0 ? [] : facts.OfType<Invocation>())
        {
            _allowed.AddRange(rules.Allowances.Where(allowance => allowance.Allows(invocation)).Select(allowance => (invocation.Span, allowance)));
        }

        var byOption = facts.OfType<Invocation>().Where(static invocation => (invocation.Context & RunContext.ByOption) != 0).ToList();
        if (byOption.Count > 0)
        {
            AddHarmlessOptions(byOption);
        }

        foreach (var fact in facts)
        {
            if (findings.IsFull)
            {
                return;
            }

            Judge(fact);
        }
    }

    private void AddHarmlessOptions(List<Invocation> byOption)
    {
        foreach (var places in byOption.GroupBy(static invocation => invocation.Span))
        {
            if (places.All(static invocation => HarmlessByOption.Contains(invocation.Command.Exact ?? "")))
            {
                _harmlessOptions.Add(places.Key);
            }
        }
    }

    private void Judge(Fact fact)
    {
        switch (fact)
        {
            case Invocation invocation:
                OfCommand(invocation);
                break;
            case Redirected redirected:
                var kinds = PathJudge.Of(redirected.Path, redirected.Directory);
                foreach (var effect in EffectsOf.Redirection(redirected))
                {
                    OfEffect(fact, effect, kinds, invocation: null);
                }

                break;
            case VariableSet set:
                foreach (var matcher in rules.OfVariables)
                {
                    Add(matcher, fact, matcher.OfVariable(set), invocation: null);
                }

                break;
            case UnknownProgram { Kind: ProgramKind.CommandName } unknown when !_isGuess && (unknown.Context & RunContext.Uncalled) == 0:
                OfProgram(fact, "command_name", unknown.Origins, unknown.Runner, unknown.Named);
                findings.Add(Rules.Judge.DynamicCommand, "dynamic command", fact.Span, $"The name of the command, {Short(unknown.Named)}, is decided only as it runs.");
                break;
            case UnknownProgram unknown:
                OfProgram(fact, WordFor(unknown.Kind), unknown.Origins, unknown.Runner, unknown.Named);
                break;
            case PipedProgram piped:
                OfProgram(fact, "piped", piped.Origins, piped.Runner, piped.Runner);
                break;
            case OptionRuns option when !_harmlessOptions.Contains(option.Span):
                OfProgram(fact, "option", Origins.None, option.Command, $"{option.Command} {option.Option}");
                break;
            case EndlessCopies:
                OfProgram(fact, "copies", Origins.None, "", "");
                break;
            case Guess guess when !_isGuess && EffectTable.Of(guess.Runner) is null:
                _isGuess = true;
                foreach (var inner in guess.Facts)
                {
                    Judge(inner);
                }

                _isGuess = false;
                break;
            case HiddenEvaluation hidden:
                OfProgram(fact, "evaluation", Origins.None, "", hidden.Shown);
                break;
            default:
                break;
        }
    }

    private void OfCommand(Invocation invocation)
    {
        if (invocation.Name is not { } name)
        {
            if (!invocation.Command.HasUnknown && !_isGuess && !IsOwnScript(invocation))
            {
                findings.Add(Rules.Judge.DynamicCommand, "dynamic command", invocation.Span, $"The name of the command, {Short(invocation.Command.ToString())}, is a pattern; files decide what runs.");
            }

            return;
        }

        if ((invocation.Context & (RunContext.ByOption | RunContext.Code)) != 0 && invocation.Command.Exact is { } path && path.Contains('/', StringComparison.Ordinal))
        {
            // A script that something else than the shell runs: awk 'BEGIN{system("./x.sh")}'.
            OfProgram(invocation, "option", Origins.None, name, path);
        }

        // What only tells what it would do does no harm. What it runs by its options it runs all the same.
        var subject = new CommandSubject(invocation, name);
        var isDryRun = DryRuns.Is(subject);
        foreach (var matcher in rules.OfCommand(name, invocation.Command.Exact ?? name))
        {
            if (matcher.Of(subject) is { } shown && !IsAllowedSudo(matcher.Rule, subject) && !(matcher.IsAboutUse && (subject.AsksForHelp || (isDryRun && matcher.Rule.Severity == RuleSeverity.Dangerous))))
            {
                Add(matcher, invocation, shown, invocation);
            }
        }

        if (rules.OfEffects.Count > 0)
        {
            foreach (var (effect, kinds) in subject.Effects)
            {
                if (!isDryRun || effect.Kind is EffectKind.Read or EffectKind.Copy)
                {
                    OfEffect(invocation, effect, kinds, invocation);
                }
            }
        }

        if ((DisguiseFinder.IsMixed(name) || DisguiseFinder.IsLookalikeName(name)) && rules.OfDisguises.Count > 0)
        {
            findings.AddFirst(rules.OfDisguises, static matcher => matcher.Condition.Disguises.Contains("confusable"), invocation.Span, name);
        }
    }

    private void OfEffect(Fact fact, Effect effect, PathKinds kinds, Invocation? invocation)
    {
        if (effect.Kind == EffectKind.Write && (fact.Context & RunContext.Remote) != 0 && PathJudge.IsServed(effect.Path))
        {
            // Where a machine keeps what it serves is where one sends it.
            return;
        }

        foreach (var matcher in rules.OfEffects)
        {
            if (matcher.FitsEffect(effect, kinds) && (invocation is null || !matcher.Condition.Without.Contains(invocation.Name)))
            {
                Add(matcher, fact, effect.Path.ToString(), invocation);
            }
        }
    }

    private void OfProgram(Fact fact, string kind, Origins origins, string runner, string shown)
    {
        // What is written nowhere is named by who runs it.
        shown = shown.Length > 0 || runner.Length == 0 ? shown : kind == "standard_input" ? $"the input of {runner}" : runner;
        foreach (var matcher in rules.OfPrograms)
        {
            if (matcher.FitsProgram(kind, origins, runner) && !IsInsideAllowed(fact, matcher.Rule))
            {
                Add(matcher, fact, shown, invocation: null);
            }
        }
    }

    // A function that the text never calls may be called by whoever reads it later. Its parameters are unknown by nature, so only plain harm counts.
    private void Add(ConditionMatcher matcher, Fact fact, string? shown, Invocation? invocation)
    {
        if (shown is not null
            && (matcher.Rule.Severity == RuleSeverity.Dangerous || (!_isGuess && (fact.Context & RunContext.Uncalled) == 0))
            && (invocation is null || !rules.Allowances.Any(allowance => allowance.IsFor(matcher.Rule.Id) && allowance.Allows(invocation))))
        {
            findings.Add(matcher.Rule, fact.Span, shown);
        }
    }

    // ./scripts/*.sh runs what lies in the project, as ./scripts/a.sh does.
    private static bool IsOwnScript(Invocation invocation)
        => (invocation.Context & RunContext.ByOption) == 0 && invocation.Command.KnownStart.LastIndexOf('/') > 1 && PathJudge.Of(invocation.Command, invocation.Directory) == PathKinds.Relative;

    private bool IsAllowedSudo(ValidationRule rule, CommandSubject subject)
        => rule.Id == "no_sudo" && subject.Name == "sudo" && subject.Invocation.Command.Exact == "sudo" && rules.SudoAllowlist.Allow(subject.Line);

    private bool IsInsideAllowed(Fact fact, ValidationRule rule)
        => _allowed.Exists(allowed => allowed.Allowance.IsFor(rule.Id) && allowed.Span.Start.Value <= fact.Span.Start.Value && allowed.Span.End.Value >= fact.Span.End.Value);

    private static string WordFor(ProgramKind kind) => kind switch
    {
        ProgramKind.ShellText => "shell_text",
        ProgramKind.StandardInput => "standard_input",
        ProgramKind.File => "file",
        ProgramKind.CommandName => "command_name",
        _ => "code",
    };

    private static string Short(string text) => text.Length > 60 ? text[..60] + "…" : text;
}
