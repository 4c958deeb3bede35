using System.Net;
using Arrea.Dataflow.Outcomes;

namespace Arrea.Dataflow.Councils.Rounds;

/// <summary>What a failure of a model means.</summary>
internal static class TurnFailure
{
    /// <summary>Whether asking again may help: the connection was lost, or the provider is overloaded.</summary>
    public static bool IsTransient(Exception failure) => failure switch
    {
        CouncilModelException model => model.IsTransient,
        HttpRequestException { StatusCode: null } => true,
        HttpRequestException { StatusCode: HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError } => true,
        IOException or TimeoutException => true,
        _ => false,
    };

    /// <summary>The error of a turn that failed.</summary>
    public static CouncilError Of(JobError? error, string member, int round)
    {
        var (code, message) = error switch
        {
            null => (CouncilErrorCodes.MemberFailed, "The member failed."),
            { Code: JobErrorCodes.CircuitOpen } => (CouncilErrorCodes.CircuitOpen, "The provider failed so often that it is not asked for a while."),
            { Code: JobErrorCodes.RateLimited or JobErrorCodes.BulkheadFull } => (CouncilErrorCodes.RateLimited, error.Message),
            { Exception: CouncilModelException model } => (model.Code, model.Message),
            { Exception: HttpRequestException { StatusCode: HttpStatusCode.TooManyRequests } } => (CouncilErrorCodes.RateLimited, error.Message),
            { Exception: HttpRequestException { StatusCode: HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden } } => (CouncilErrorCodes.Unauthorized, error.Message),
            { Exception: HttpRequestException or IOException } => (CouncilErrorCodes.ProviderFailed, error.Message),
            _ => (CouncilErrorCodes.MemberFailed, error.Message),
        };
        return new(code, message) { Member = member, RoundIndex = round };
    }
}
