namespace Nodepoint.IspConfig.Dns.ZoneFiles;

/// <summary>
/// Comments for records that a master file cannot hold: those that are not active, and ALIAS records. Name servers ignore them, and
/// <see cref="ZoneFileReader"/> reads them: <c>;nodepoint inactive www 3600 IN A 192.0.2.1</c>. Without a record, before the SOA record, the comment is about the zone.
/// </summary>
internal static class ZoneFileComment
{
    /// <summary>The beginning of the line.</summary>
    public const string Mark = ";nodepoint ";

    /// <summary>The word for a record that is served.</summary>
    public const string Active = "active";

    /// <summary>The word for a record that is not served.</summary>
    public const string Inactive = "inactive";
}
