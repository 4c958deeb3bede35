namespace Arrea.Dataflow.Outcomes;

/// <summary>The text of a user's exception, whose members are the user's code too.</summary>
internal static class ErrorText
{
    /// <summary>The message; the name of the type where asking for the message throws.</summary>
    public static string Of(Exception error)
    {
        try
        {
            return error.Message;
        }
        catch (Exception)
        {
            return error.GetType().Name;
        }
    }
}
