using Nodepoint.IspConfig.Dns;

namespace Nodepoint.IspConfig.Mail;

/// <summary>A record that a rotation has left and whose time is over.</summary>
/// <param name="Record">The record.</param>
/// <param name="Selector">Its selector.</param>
/// <param name="Note">What the rotation noted in it.</param>
internal sealed record DkimKeptKey(DnsRecord Record, string Selector, DkimNote Note)
{
    /// <summary>The record with what has to be noted in it; null if the record is to be removed.</summary>
    public DnsRecord? Renoted { get; init; }
}
