using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.IspConfig.Panel;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.IspConfig.Writing;

namespace Nodepoint.IspConfig.Dns;

/// <summary>Adds a zone with its records from a template of the panel, and then sets the specified columns of the zone.</summary>
/// <param name="name">The template: its name or ID.</param>
public sealed class DnsZoneTemplate(string name) : Adder<DnsZone>
{
    /// <summary>The IPv4 address for the records.</summary>
    public IPAddress? IPAddress { get; init; }

    /// <summary>The IPv6 address for the records, if the template has any; null for none.</summary>
    public IPAddress? IPv6Address { get; init; }

    /// <summary>The second name server for the records.</summary>
    public string? SecondaryServer { get; init; }

    /// <inheritdoc/>
    public override async Task<AddSteps<DnsZone>> PlanAsync(DnsZone value, Owner owner, ColumnSet given, PanelLookup lookup, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(value);
        ArgumentNullException.ThrowIfNull(lookup);
        var templates = new DnsTemplates(lookup.Connection);
        var all = await lookup.OnceAsync("DNS templates", "", () => templates.ListAsync(cancel)).ConfigureAwait(false);
        var template = all.Find(one => one.Name.Equals(name, StringComparison.OrdinalIgnoreCase) || one.Id.ToString(CultureInfo.InvariantCulture) == name)
            ?? throw PanelException.NotFound("dns_templatezone_get_all", $"DNS template '{name}'", "Get-NpDnsTemplate lists the templates.");
        if (IPAddress is not { AddressFamily: AddressFamily.InterNetwork }) throw new RuleException(Rule.ValueMissing, $"DNS template {template} needs an IPv4 address for its records. Use -IPAddress.");
        if (IPv6Address is { AddressFamily: not AddressFamily.InterNetworkV6 }) throw new RuleException(Rule.InvalidIPAddress, $"Cannot read '{IPv6Address}' as -IPv6Address. Use an IPv6 address such as 2001:db8::1.");
        if (SecondaryServer is null) throw new RuleException(Rule.ValueMissing, $"DNS template {template} needs a second name server. Use -SecondaryServer.");
        if (given.Contains(DnsZoneNoun.ServerIdOrdinal)) throw new RuleException(Rule.ConflictingParameters, "-ServerId cannot be used with -Template: the panel creates the zone on the default DNS server of its owner. Remove -ServerId from the command.");
        var values = new DnsTemplateValues(template.Id, value.Origin.TrimEnd('.'), IPAddress, value.Ns.TrimEnd('.'), SecondaryServer.Trim().TrimEnd('.'), Email(value.Mbox), IPv6Address);
        var call = DnsTemplates.AddZoneCall(values, owner);
        return new AddSteps<DnsZone>([new($"zone {value} from template {template}", call)], token => AddAsync(value, call, given, lookup, token));
    }

    private static async Task<DnsZone> AddAsync(DnsZone zone, PanelCall call, ColumnSet given, PanelLookup lookup, CancellationToken cancel)
    {
        // For a zone that exists already, the panel returns the same response and creates nothing.
        if (await DnsZoneNoun.Instance.FindExistingAsync(zone, lookup, cancel).ConfigureAwait(false) is not null)
            throw new PanelException(FaultKind.Duplicate, call.Function, $"Zone '{zone}' exists already. Use -SkipExisting to skip existing records.");

        // Both can be sent twice without harm. The zone from the template is not yet the zone that was specified, so each is repeated until it is done.
        var outcome = new OutcomeResolver(lookup.Connection.Time);
        await outcome.RepeatAsync(token => lookup.Connection.CallAsync(call, static (ref Utf8JsonReader _) => true, token), static _ => { }, cancel).ConfigureAwait(false);
        try { return (await outcome.RepeatAsync(token => TryApplyAsync(zone, given, lookup, token), static _ => { }, cancel).ConfigureAwait(false)).Answer; }
        catch (PanelException problem) when (problem.IsUnanswered && problem.Kind != FaultKind.OutcomeUnknown) { throw Partial(zone, problem); }
    }

    // The zone that was created from a template, with the specified values.
    private static async Task<DnsZone> TryApplyAsync(DnsZone zone, ColumnSet given, PanelLookup lookup, CancellationToken cancel)
    {
        try { return await ApplyAsync(zone, given, lookup, cancel).ConfigureAwait(false); }
        // What may succeed a moment later is repeated, like a lost response.
        catch (PanelException problem) when (problem.Kind is FaultKind.Unreachable or FaultKind.BadReply or FaultKind.SessionEnded) { throw Partial(zone, problem); }
    }

    // The zone exists, whatever happened to the rest, so the row has not simply failed.
    private static PanelException Partial(DnsZone zone, PanelException problem)
        => new(FaultKind.OutcomeUnknown, problem.Function, $"Zone '{zone}' was created from its template, but it is not known whether all specified values were set: {problem.Message}", problem);

    private static async Task<DnsZone> ApplyAsync(DnsZone zone, ColumnSet given, PanelLookup lookup, CancellationToken cancel)
    {
        var created = await lookup.ReadAsync(DnsZoneNoun.Instance, new Reference<DnsZone>(zone.Origin), cancel).ConfigureAwait(false);
        var wanted = DnsZoneNoun.Instance.Merge(created, zone, given);
        var changed = DnsZoneNoun.Instance.Differences(created, wanted);
        if (changed.IsEmpty) return created;
        await lookup.Table(DnsZoneNoun.Instance).UpdateAsync(wanted, changed, cancel: cancel).ConfigureAwait(false);
        return wanted;
    }

    // RFC 1035 section 8: the first dot of the host master's name stands for the @.
    private static string Email(string mbox)
    {
        var name = mbox.TrimEnd('.');
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        return $"{name[..dot]}@{name[(dot + 1)..]}";
    }
}
