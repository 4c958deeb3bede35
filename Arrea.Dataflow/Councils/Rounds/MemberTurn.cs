using Arrea.Dataflow.Councils.Events;
using Arrea.Dataflow.Jobs;
using Microsoft.Extensions.AI;

namespace Arrea.Dataflow.Councils.Rounds;

/// <summary>One member's turn in a round: all its attempts. A job of the round's batch calls it.</summary>
internal sealed class MemberTurn(RunContext run, RoundPlace place, MemberModel model, IReadOnlyList<ChatMessage> messages)
{
    private readonly Lock _gate = new();
    private TokenUsage _usage;
    private bool _isOver;

    public string Member => model.Member.Id;

    public MemberModel Model => model;

    /// <summary>How often it was asked.</summary>
    public int Attempts { get; private set; }

    /// <summary>The tokens of all attempts.</summary>
    public TokenUsage Usage
    {
        get
        {
            lock (_gate)
            {
                return _usage;
            }
        }
    }

    /// <summary>The job that runs it.</summary>
    public Job ToJob() => Job.Run(AskAsync) with
    {
        Tag = Member,
        Timeout = Timeout.InfiniteTimeSpan,
        Deadline = model.Member.Timeout ?? run.Options.MemberTimeout,
        Policy = TurnPolicy.Of(model.Member.Retry ?? run.Options.Retry),
        Protection = model.Protection,
    };

    /// <summary>Tells how it ended; nothing of it is told after that.</summary>
    public void End(MemberResult result)
    {
        lock (_gate)
        {
            _isOver = true;
        }

        run.Topic.Publish(new MemberCompleted { RunId = run.RunId, Round = place.Name, RoundIndex = place.Index, Member = Member, Result = result });
    }

    private async ValueTask<string> AskAsync(CancellationToken cancellationToken)
    {
        if (++Attempts == 1)
        {
            run.Topic.Publish(new MemberStarted { RunId = run.RunId, Round = place.Name, RoundIndex = place.Index, Member = Member });
        }

        if (model.Member.Answer is { } answer)
        {
            var request = new MemberRequest { RunId = run.RunId, Member = Member, Round = place.Name, RoundIndex = place.Index, Attempt = Attempts, Messages = messages };
            return await answer(request, cancellationToken).ConfigureAwait(false) ?? "";
        }

        var options = TurnOptions.Of(model.Member);
        return model.Member.Stream == true
            ? await StreamAsync(options, cancellationToken).ConfigureAwait(false)
            : await WholeAsync(options, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<string> WholeAsync(ChatOptions options, CancellationToken cancellationToken)
    {
        var response = await model.Client!.GetResponseAsync(messages, options, cancellationToken).ConfigureAwait(false);
        Count(response.Usage);
        return response.Text;
    }

    private async ValueTask<string> StreamAsync(ChatOptions options, CancellationToken cancellationToken)
    {
        var text = new System.Text.StringBuilder();
        await foreach (var update in model.Client!.GetStreamingResponseAsync(messages, options, cancellationToken).ConfigureAwait(false))
        {
            foreach (var content in update.Contents)
            {
                if (content is UsageContent usage)
                {
                    Count(usage.Details);
                }
            }

            if (update.Text is { Length: > 0 } chunk)
            {
                text.Append(chunk);
                Tell(chunk);
            }
        }

        return text.ToString();
    }

    // An attempt that was given up may still be reading: what it reads is of no account any more.
    private void Tell(string chunk)
    {
        lock (_gate)
        {
            if (_isOver)
            {
                return;
            }

            run.Topic.Publish(new MemberToken { RunId = run.RunId, Round = place.Name, RoundIndex = place.Index, Member = Member, Chunk = chunk });
        }
    }

    private void Count(UsageDetails? usage)
    {
        lock (_gate)
        {
            if (!_isOver && usage is not null)
            {
                _usage += new TokenUsage(usage.InputTokenCount ?? 0, usage.OutputTokenCount ?? 0);
            }
        }
    }
}
