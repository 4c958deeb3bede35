using System.Text.Json.Nodes;

namespace Arrea.Dataflow.Councils.Aggregation;

/// <summary>The candidates of a poll and its valid ballots, and what of them does not count.</summary>
internal sealed class BallotBox
{
    private const int MostNotes = 100;
    private const int LongestNote = 200;

    private readonly Poll _poll;
    private readonly Dictionary<string, int> _indexes = new(StringComparer.Ordinal);
    private readonly List<string> _candidates = [];
    private readonly List<CountedBallot> _ballots = [];
    private readonly JsonArray _notes = [];
    private int _dropped;

    private BallotBox(Poll poll) => _poll = poll;

    /// <summary>Each once. Ballots and scores name them by their index.</summary>
    public IReadOnlyList<string> Candidates => _candidates;

    /// <summary>The ballots that name a candidate.</summary>
    public IReadOnlyList<CountedBallot> Ballots => _ballots;

    public static BallotBox Open(Poll poll)
    {
        ArgumentNullException.ThrowIfNull(poll);
        var box = new BallotBox(poll);
        foreach (var candidate in poll.Candidates)
        {
            box.Add(candidate);
        }

        foreach (var ballot in poll.Ballots)
        {
            box.Count(ballot);
        }

        return box;
    }

    /// <summary>The valid ballots by the names of the candidates.</summary>
    public IEnumerable<FirstChoice> Choices()
        => _ballots.Select(ballot => new FirstChoice(ballot.Cast, [.. ballot.Places.Select(place => _candidates[place])]));

    /// <summary>The candidate that is the voter itself, where its ballot does not name it; else null.</summary>
    /// <remarks>Nobody is shown its own answer to rank, so that leaving it out is no judgement.</remarks>
    public int? OwnOf(CountedBallot ballot)
        => _indexes.TryGetValue(ballot.Cast.Voter, out var own) && !ballot.Places.Contains(own) ? own : null;

    /// <summary>Notes that a label does not count, or, without one, a whole ballot.</summary>
    public void Drop(Ballot ballot, string? label, string why)
    {
        if (_dropped++ < MostNotes)
        {
            // Labels come from models, and may be of any length.
            _notes.Add((JsonNode)new JsonObject { ["voter"] = ballot.Voter, ["label"] = label?.Length > LongestNote ? label[..LongestNote] : label, ["why"] = why });
        }
    }

    /// <summary>The candidates with the highest score among those that may win.</summary>
    public static IReadOnlyList<int> Best<T>(IReadOnlyList<T> scores, Func<int, bool> mayWin)
        where T : IComparable<T>
    {
        var best = new List<int>();
        for (var candidate = 0; candidate < scores.Count; candidate++)
        {
            if (!mayWin(candidate))
            {
                continue;
            }

            var order = best.Count == 0 ? 1 : scores[candidate].CompareTo(scores[best[0]]);
            if (order > 0)
            {
                best.Clear();
            }

            if (order >= 0)
            {
                best.Add(candidate);
            }
        }

        return best;
    }

    /// <summary>A number for each candidate, by name.</summary>
    public JsonObject ByName(IEnumerable<int> numbers)
        => new(numbers.Select((number, index) => KeyValuePair.Create(_candidates[index], (JsonNode?)number)));

    /// <summary>How many ballots leave each candidate out, for those that any leaves out.</summary>
    public JsonObject Unranked()
    {
        var named = new int[_candidates.Count];
        foreach (var place in _ballots.SelectMany(static ballot => ballot.Places))
        {
            named[place]++;
        }

        return new(named.Select((count, index) => (Name: _candidates[index], Missing: _ballots.Count - count))
            .Where(static left => left.Missing > 0)
            .Select(static left => KeyValuePair.Create(left.Name, (JsonNode?)left.Missing)));
    }

    /// <summary>What became of the poll.</summary>
    /// <param name="aggregator">Who counted.</param>
    /// <param name="scores">A number for each candidate.</param>
    /// <param name="leaders">Those at the top. None: nobody wins.</param>
    /// <param name="validBallots">The ballots that counted. 0: an error.</param>
    /// <param name="raw">The aggregator's part of the tally.</param>
    public AggregateResult Result(string aggregator, IEnumerable<double> scores, IReadOnlyList<int> leaders, int validBallots, JsonObject raw)
    {
        string[] even = [.. leaders.Select(leader => _candidates[leader])];
        if (even.Length > 1)
        {
            raw["tied"] = new JsonArray([.. even.Select(static name => (JsonNode?)name)]);
            raw["tie_break"] = NameOf(_poll.TieBreak);
            if (_poll.TieBreak == TieBreak.Random)
            {
                raw["seed"] = _poll.Seed;
            }
        }

        return Noted(aggregator, scores, validBallots, raw) with
        {
            Winner = validBallots == 0 || even.Length == 0 ? null : TieBreaker.Choose(_poll, even),
            Error = validBallots == 0 ? AggregateResult.NoBallots : null,
        };
    }

    /// <summary>What becomes of a poll that cannot be counted.</summary>
    public AggregateResult Refused(string aggregator, string error)
        => Noted(aggregator, new double[_candidates.Count], _ballots.Count, []) with { Error = error };

    private AggregateResult Noted(string aggregator, IEnumerable<double> scores, int validBallots, JsonObject raw)
    {
        raw["valid_ballots"] = validBallots;
        if (_dropped > 0)
        {
            raw["dropped"] = _notes;
            raw["dropped_count"] = _dropped;
        }

        if (_poll.Labels.Count > 0)
        {
            raw["labels"] = new JsonObject(_poll.Labels.Select(static pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value)));
        }

        return new()
        {
            Aggregator = aggregator,
            Scores = new OrderedDictionary<string, double>(scores.Select((score, index) => KeyValuePair.Create(_candidates[index], score)), StringComparer.Ordinal),
            Raw = raw,
        };
    }

    private static string NameOf(TieBreak tieBreak) => tieBreak switch
    {
        TieBreak.First => "first",
        TieBreak.Alphabetical => "alphabetical",
        TieBreak.Random => "random",
        _ => "none",
    };

    private void Count(Ballot ballot)
    {
        var places = new List<int>();
        var seen = new HashSet<int>();
        foreach (var label in ballot.Ordering)
        {
            if (IndexOf(label) is not { } candidate)
            {
                Drop(ballot, label, "unknown");
            }
            else if (seen.Add(candidate))
            {
                places.Add(candidate);
            }
            else
            {
                Drop(ballot, label, "duplicate");
            }
        }

        if (places.Count > 0)
        {
            _ballots.Add(new(ballot, places));
        }
        else
        {
            Drop(ballot, null, "empty");
        }
    }

    private int? IndexOf(string label)
    {
        if (_poll.Labels.Count > 0)
        {
            if (!_poll.Labels.TryGetValue(label, out var named))
            {
                return null;
            }

            label = named;
        }

        return _indexes.TryGetValue(label, out var index) ? index
            : _poll.Candidates.Count == 0 && !string.IsNullOrWhiteSpace(label) ? Add(label)
            : null;
    }

    private int Add(string candidate)
    {
        if (_indexes.TryAdd(candidate, _candidates.Count))
        {
            _candidates.Add(candidate);
        }

        return _indexes[candidate];
    }
}
