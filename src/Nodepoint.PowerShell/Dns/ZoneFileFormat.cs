namespace Nodepoint.PowerShell.Dns;

/// <summary>The format of exported zones.</summary>
public enum ZoneFileFormat
{
    /// <summary>A zone file (RFC 1035), as BIND reads it.</summary>
    Bind,

    /// <summary>JSON, with a line for each record.</summary>
    Json,
}
