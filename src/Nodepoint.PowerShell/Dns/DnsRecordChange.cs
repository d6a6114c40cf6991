using System.Globalization;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Dns.RecordData;
using Nodepoint.IspConfig.Model.Rules;

namespace Nodepoint.PowerShell.Dns;

/// <summary>The new values of a DNS record; null for what does not change.</summary>
internal sealed record DnsRecordChange(string? Name, DnsRecordType? Type, string? Value, int? Priority, long? Ttl, bool? Active)
{
    /// <summary>Describes the change, for -WhatIf and -Confirm; empty for none.</summary>
    /// <param name="known">The record as it was read; null if it was not.</param>
    public string Describe(DnsRecord? known)
    {
        (string Member, string? From, string? To)[] changes =
        [
            (nameof(Name), known?.Name, Name), (nameof(Value), known?.Value, Value), (nameof(Priority), Text(known?.Priority), Text(Priority)),
            (nameof(Ttl), Text(known?.Ttl), Text(Ttl)), (nameof(Active), known?.Active.ToString(), Active?.ToString()),
        ];
        return string.Join(", ", changes.Where(change => change.To is not null).Select(change => change.From is null ? $"{change.Member} to {change.To}" : $"{change.Member} from {change.From} to {change.To}"));
    }

    /// <summary>Changes a record.</summary>
    /// <param name="zone">The record's zone.</param>
    /// <param name="before">The record as it is.</param>
    /// <exception cref="RuleException">A value is not valid.</exception>
    public DnsRecord Apply(DnsZone zone, DnsRecord before)
    {
        if (Type is { } type && type != before.Type)
            throw new RuleException(Rule.ChangeNotAllowed, $"DNS record {before} is of type {before.Type}, and the row says {type}. The type of a record cannot be changed: create another record and remove this one.");
        var isSameData = (Value is null || Value == before.Value) && (Priority is null || Priority == before.Priority);
        return (Name is null || Name == before.Name ? before : before.Named(Name)) with
        {
            Data = isSameData ? before.Data : DnsRecordData.Parse(before.Type, Value ?? before.Value, Priority ?? before.Priority, zone.Origin),
            Ttl = Ttl is not { } ttl || ttl == before.Ttl ? before.Ttl : DnsTtl.Check(ttl),
            Active = Active ?? before.Active,
        };
    }

    private static string? Text(long? number) => number?.ToString(CultureInfo.InvariantCulture);
}
