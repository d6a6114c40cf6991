namespace Nodepoint.IspConfig.Dns;

/// <summary>The properties of a record that the rules of a zone depend on.</summary>
public interface IDnsRecord
{
    /// <summary>Name as stored by the panel: relative, or absolute with a trailing dot; empty or <c>@</c> for the zone apex.</summary>
    string Name { get; }

    /// <summary>Record type.</summary>
    DnsRecordType Type { get; }

    /// <summary>The column <c>data</c>.</summary>
    string Data { get; }

    /// <summary>The column <c>aux</c>.</summary>
    long Aux { get; }

    /// <summary>Time to live in seconds; 0 if it is not known.</summary>
    long Ttl => 0;

    /// <summary>Whether the record is served.</summary>
    bool Active => true;
}
