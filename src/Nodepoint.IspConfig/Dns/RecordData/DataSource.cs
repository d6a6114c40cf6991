using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Dns.RecordData;

/// <summary>Where the text of a record's data comes from.</summary>
/// <param name="Type">The record's type.</param>
/// <param name="Origin">The zone with trailing dot, if known.</param>
/// <param name="IsStored">Whether it is a row of the panel, which means what the name server will read, and not what an admin types.</param>
internal readonly record struct DataSource(DnsRecordType Type, string? Origin, bool IsStored)
{
    /// <summary>"The value of MX", for messages.</summary>
    internal string What => $"The value of {Type}";

    /// <summary>A value taken apart at its blanks.</summary>
    internal static string[] Words(string value) => value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>An error about a value as a whole.</summary>
    internal InvalidDnsDataException Wrong(string text, string form) => new($"{What} {Excerpt.Of(text)} is not of the form {form}.");
}
