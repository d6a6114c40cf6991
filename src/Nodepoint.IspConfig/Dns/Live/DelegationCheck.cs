using System.Net;
using Nodepoint.IspConfig.Dns.Live.Signing;
using Nodepoint.IspConfig.Platform;

namespace Nodepoint.IspConfig.Dns.Live;

/// <summary>Compares what the parent zone says about a zone with the panel and with the zone's own servers.</summary>
/// <param name="zone">The zone on the panel.</param>
/// <param name="delegation">What the parent zone says.</param>
internal sealed class DelegationCheck(ExpectedZone zone, Delegation delegation)
{
    /// <summary>Compares the name servers and their addresses.</summary>
    public IEnumerable<DnsFinding> CheckServers()
    {
        if (delegation.IsHidden) yield break;
        var own = zone.NameServers;
        if (delegation.NameServers.Count == 0)
        {
            yield return new DnsFinding(DnsFindingKind.NotDelegated, Verdict.Fail, $"The parent zone {delegation.Parent} does not name servers for {zone.Origin}", $"Enter the zone's name servers at the registrar, or in the parent zone: {string.Join(", ", own)}.");
            yield break;
        }

        var missing = own.Except(delegation.NameServers, StringComparer.Ordinal).ToList();
        if (missing.Count > 0)
            yield return new DnsFinding(DnsFindingKind.DelegationDiffers, Verdict.Warn, $"The parent zone {delegation.Parent} does not name {string.Join(", ", missing)}, which {(missing.Count == 1 ? "is" : "are")} in the zone's NS records.", "Add the name server at the registrar, or remove its NS record from the zone with Remove-NpDnsRecord.") { Wanted = string.Join(", ", missing) };
        var surplus = delegation.NameServers.Except(own, StringComparer.Ordinal).ToList();
        if (surplus.Count > 0)
            yield return new DnsFinding(DnsFindingKind.DelegationDiffers, Verdict.Warn, $"The parent zone {delegation.Parent} names {string.Join(", ", surplus)}, which {(surplus.Count == 1 ? "is" : "are")} not in the zone's NS records.", "Remove the name server at the registrar, or add its NS record to the zone with New-NpDnsRecord.") { Found = string.Join(", ", surplus) };

        foreach (var host in delegation.NameServers.Where(zone.Contains))
        {
            var glue = delegation.Glue.Where(one => one.Host == host).Select(one => one.Address).ToHashSet();
            var addresses = new[] { DnsRecordType.A, DnsRecordType.AAAA }.SelectMany(type => zone.Find(host, type)?.Values ?? []).Select(IPAddress.Parse).ToHashSet();
            if (glue.Count == 0)
                yield return new DnsFinding(DnsFindingKind.GlueMissing, Verdict.Fail, $"The parent zone {delegation.Parent} has no address for {host}, which is in the zone, so resolvers cannot reach it.", $"Enter the address of {host} at the registrar (a host object or glue record){(addresses.Count > 0 ? $": {Join(addresses)}" : "")}.");
            else if (addresses.Count > 0 && !glue.SetEquals(addresses))
                yield return new DnsFinding(DnsFindingKind.GlueDiffers, Verdict.Fail, $"The parent zone {delegation.Parent} has the address {Join(glue)} for {host}, but the panel has {Join(addresses)}.", $"Change the address of {host} at the registrar to {Join(addresses)}, or the records on the panel with Set-NpDnsRecord.") { Found = Join(glue), Wanted = Join(addresses) };
        }
    }

    /// <summary>Compares the DS records with the keys that the servers have.</summary>
    /// <param name="keys">The keys of the zone on the servers that answered.</param>
    /// <param name="isServed">Whether a server answered for the zone.</param>
    public IEnumerable<DnsFinding> CheckChain(IReadOnlyList<ZoneKey> keys, bool isServed)
    {
        if (!isServed) yield break;
        if (keys.Count == 0 && delegation.Ds.Count > 0)
        {
            yield return new DnsFinding(DnsFindingKind.NotSigned, Verdict.Fail, $"The parent zone {delegation.Parent} has DS records for {zone.Origin}, but the zone is not signed. Resolvers that validate do not find the domain.", $"Remove the DS records at the registrar, or sign the zone: Set-NpDnssec {zone.Origin}");
        }
        else if (keys.Count > 0 && delegation.Ds.Count == 0)
        {
            yield return new DnsFinding(DnsFindingKind.DsMissing, Verdict.Warn, $"The zone is signed, but the parent zone {delegation.Parent} has no DS record for it, so its signatures do not count.", $"Enter the DS records at the registrar. (Get-NpDnsZone {zone.Origin}).DnssecInfo shows them.");
        }
        else if (keys.Count > 0 && !delegation.Ds.Any(ds => keys.Any(key => key.IsZoneKey && key.Matches(ds) != false)))
        {
            yield return new DnsFinding(DnsFindingKind.DsDiffers, Verdict.Fail, $"No key of the zone matches the DS records of the parent zone {delegation.Parent}. Resolvers that validate do not find the domain.", $"Replace the DS records at the registrar. (Get-NpDnsZone {zone.Origin}).DnssecInfo shows the current ones.");
        }
    }

    private static string Join(IEnumerable<IPAddress> addresses) => string.Join(", ", addresses.Select(address => address.ToString()).Order(StringComparer.Ordinal));
}
