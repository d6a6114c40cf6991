using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;

namespace Nodepoint.IspConfig.Dns.RecordData;

/// <summary>Where the text of a record's data comes from.</summary>
/// <param name="Type">Record type.</param>
/// <param name="Origin">Zone with a trailing dot, if known.</param>
/// <param name="IsStored">Whether the text is stored on the panel and read as the name server reads it, rather than typed by an administrator.</param>
internal readonly record struct DataSource(DnsRecordType Type, string? Origin, bool IsStored)
{
    /// <summary>"The value of MX", for messages.</summary>
    internal string What => $"The value of {Type}";

    /// <summary>Splits a value at whitespace.</summary>
    internal static string[] Words(string value) => value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Creates the error for a value that does not have the expected form.</summary>
    internal RuleException Wrong(string text, string form) => new(Rule.InvalidDnsData, $"{What} {Excerpt.Of(text)} does not have the form {form}.");
}
