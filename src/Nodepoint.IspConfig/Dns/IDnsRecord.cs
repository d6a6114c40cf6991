namespace Nodepoint.IspConfig.Dns;

/// <summary>What the rules of a zone need to know of a record.</summary>
public interface IDnsRecord
{
    /// <summary>The name as the panel stores it: relative, or absolute with trailing dot; empty or <c>@</c> for the zone itself.</summary>
    string Name { get; }

    /// <summary>The record's type.</summary>
    DnsRecordType Type { get; }

    /// <summary>The column <c>data</c>.</summary>
    string Data { get; }

    /// <summary>The column <c>aux</c>.</summary>
    long Aux { get; }

    /// <summary>Whether the name server is given the record.</summary>
    bool Active => true;
}
