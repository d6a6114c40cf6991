using System.Management.Automation;

namespace Nodepoint.EngineHost.Specs;

/// <summary>What went wrong, in words, and where in the spec file.</summary>
internal static class Reason
{
    public static string Of(RuntimeException error)
    {
        var record = error.ErrorRecord;
        var message = record.ErrorDetails?.Message ?? record.Exception.Message;
        if (record.Exception is not AssertionException and not ParseException)
            message = $"{(record.Exception is RuntimeException ? "" : record.Exception.GetType().Name + ": ")}{message}";
        var place = record.ScriptStackTrace?.Split('\n').FirstOrDefault(line => !line.Contains("<No file>", StringComparison.Ordinal));
        return place is null ? message : $"{message}\n{place.Trim()}";
    }

    /// <summary>The reason given to Set-ItResult, if that is what ended the spec.</summary>
    public static string? Skips(RuntimeException error) => (error.ErrorRecord.Exception as SkippedException)?.Message;
}
