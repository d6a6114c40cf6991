using System.Management.Automation;

namespace Nodepoint.EngineHost.Specs;

/// <summary>What went wrong, in words, and where in the spec file.</summary>
internal static class Reason
{
    /// <summary>The record as a catch block would have it in <c>$_</c>: with the exception itself, and not a stand-in for it.</summary>
    public static ErrorRecord Record(RuntimeException error) => new(error.ErrorRecord, error);

    public static string Of(RuntimeException error)
    {
        var record = Record(error);
        var message = record.ErrorDetails?.Message ?? record.Exception.Message;
        if (record.Exception is not AssertionException and not ParseException)
            message = $"{(record.Exception is RuntimeException ? "" : record.Exception.GetType().Name + ": ")}{message}";
        var place = record.ScriptStackTrace?.Split('\n').FirstOrDefault(line => !line.Contains("<No file>", StringComparison.Ordinal));
        return place is null ? message : $"{message}\n{place.Trim()}";
    }

    /// <summary>The reason given to Set-ItResult, if that is what ended the spec.</summary>
    public static string? Skips(RuntimeException error) => (error.ErrorRecord.Exception as SkippedException)?.Message;
}
