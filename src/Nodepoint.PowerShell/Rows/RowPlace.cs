using System.Globalization;
using System.Management.Automation;

namespace Nodepoint.PowerShell.Rows;

/// <summary>Says in messages which row of the input they are about.</summary>
internal static class RowPlace
{
    private const string InputObject = "InputObject";

    /// <summary>The place of the current row: its file and line, or its number; null if the command has no rows from the pipeline.</summary>
    /// <param name="invocation">The command.</param>
    /// <param name="number">The number of the row.</param>
    public static string? Of(InvocationInfo invocation, long number)
        => invocation.BoundParameters.TryGetValue(InputObject, out var input) && input is CsvRow row ? row.Place
            : invocation.ExpectingInput ? string.Create(CultureInfo.InvariantCulture, $"Row {number}") : null;

    /// <summary>Names the row in an error, unless the message does.</summary>
    /// <param name="error">The error.</param>
    /// <param name="place">The row's place; null for none.</param>
    /// <param name="key">The row's natural key; empty if it is not known.</param>
    public static ErrorRecord Name(ErrorRecord error, string? place, string key)
    {
        if (place is null) return error;
        var message = error.ErrorDetails?.Message ?? error.Exception.Message;
        var isFile = !place.StartsWith("Row ", StringComparison.Ordinal);
        var hasKey = key.Length > 0 && message.Contains(key, StringComparison.OrdinalIgnoreCase);
        if (hasKey && !isFile) return error;
        var named = new ErrorRecord(error.Exception, Id(error), error.CategoryInfo.Category, error.TargetObject)
        {
            ErrorDetails = new ErrorDetails($"{place}{(hasKey || key.Length == 0 ? "" : $" ({key})")}: {message}"),
        };
        if (error.ErrorDetails?.RecommendedAction is { Length: > 0 } action) named.ErrorDetails.RecommendedAction = action;
        return named;
    }

    /// <summary>Names the row in a warning, if it is one of a file.</summary>
    public static string Name(string warning, string? place) => place is null || place.StartsWith("Row ", StringComparison.Ordinal) ? warning : $"{place}: {warning}";

    // Before the error is written, the ID has no class of the cmdlet.
    private static string Id(ErrorRecord error) => error.FullyQualifiedErrorId.Split(',')[0];
}
