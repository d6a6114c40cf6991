using System.Text.RegularExpressions;

namespace Nodepoint.IspConfig.Bulk.Journals;

/// <summary>Compares the errors of rows, which begin with the place of the row.</summary>
internal static partial class ReasonText
{
    /// <summary>An error without the place and the key of its row: "customers.csv line 17 (anna@example.com): ..." is "...".</summary>
    /// <param name="error">The error.</param>
    /// <returns>What is wrong, which is equal for rows that fail for the same reason.</returns>
    public static string WithoutPlace(string error) => Place().Replace(error, "");

    [GeneratedRegex(@"^(Row [0-9]+|[^:]{1,255} line [0-9]+)( \(.*?\))?: ", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.Singleline)]
    private static partial Regex Place();
}
