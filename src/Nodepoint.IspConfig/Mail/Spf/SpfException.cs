using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Mail.Spf;

/// <summary>An evaluation ends in an error.</summary>
/// <param name="result"><see cref="SpfResult.TempError"/> or <see cref="SpfResult.PermError"/>.</param>
/// <param name="message">What is wrong.</param>
internal sealed class SpfException(SpfResult result, string message) : Exception(message)
{
    /// <summary>The result of the evaluation.</summary>
    public SpfResult Result => result;

    /// <summary>What is wrong with the record, to follow its name: "has the term ..."; null if it is not about the text of the record.</summary>
    public string? Fault { get; private init; }

    /// <summary>Creates the error for a record that cannot be evaluated.</summary>
    /// <param name="message">What is wrong.</param>
    public static SpfException Permanent(string message) => new(SpfResult.PermError, message);

    /// <summary>Creates the error for a record whose text is not valid.</summary>
    /// <param name="fault">What is wrong, to follow the name of the record.</param>
    public static SpfException OfRecord(string fault) => new(SpfResult.PermError, $"The record {fault}.") { Fault = fault };

    /// <summary>Creates the error for a term that is not valid.</summary>
    /// <param name="term">The term.</param>
    /// <param name="reason">What is wrong and what to do, to follow the term.</param>
    public static SpfException OfTerm(string term, string reason) => OfRecord($"has the term {Excerpt.Of(term)}, {reason}");
}
