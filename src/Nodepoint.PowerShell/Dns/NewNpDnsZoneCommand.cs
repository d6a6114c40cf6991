using System.Management.Automation;
using System.Net;
using Nodepoint.IspConfig.Bulk;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Completion;
using Nodepoint.PowerShell.Inputs;

namespace Nodepoint.PowerShell.Dns;

public sealed partial class NewNpDnsZoneCommand
{
    /// <summary>A template of the panel's that the zone and its records are made from: its name or number. -Ns is its first name server.</summary>
    [Parameter]
    [TextInput(FromRow = true)]
    [ArgumentCompleter(typeof(DnsTemplateCompleter))]
    public string? Template { get; set => field = Typed(value); }

    /// <summary>With -Template: the IPv4 address for its records.</summary>
    [Parameter]
    [AddressInput(FromRow = true)]
    public IPAddress? IPAddress { get; set => field = Typed(value); }

    /// <summary>With -Template: the IPv6 address for its records, where the template has any.</summary>
    [Parameter]
    [AddressInput(FromRow = true)]
    public IPAddress? IPv6Address { get; set => field = Typed(value); }

    /// <summary>With -Template: the second name server.</summary>
    [Parameter]
    [TextInput(FromRow = true)]
    [Alias("Ns2")]
    public string? SecondaryServer { get; set => field = Typed(value); }

    /// <inheritdoc/>
    protected override Adder<DnsZone> Adder()
    {
        if (Template is not { Length: > 0 } template) return base.Adder();
        var (address, six, secondary) = (IPAddress, IPv6Address, SecondaryServer);
        return (zone, owner, given, cancel) => FromTemplateAsync(template, zone, owner, given, address, six, secondary, cancel);
    }

    private async Task<DnsZone> FromTemplateAsync(string name, DnsZone zone, Owner owner, ColumnSet given, IPAddress? address, IPAddress? six, string? secondary, CancellationToken cancel)
    {
        var templates = new DnsTemplates(Connection);
        var all = await Lookup.OnceAsync("DNS templates", "", () => templates.ListAsync(cancel)).ConfigureAwait(false);
        var template = all.Find(one => one.Name.Equals(name, StringComparison.OrdinalIgnoreCase) || one.Id.ToString(System.Globalization.CultureInfo.InvariantCulture) == name)
            ?? throw PanelException.NotFound("dns_templatezone_get_all", $"DNS template '{name}'", "Get-NpDnsTemplate lists the templates.");
        if (address is not { AddressFamily: System.Net.Sockets.AddressFamily.InterNetwork }) throw new FormatException($"Template {template} needs an IPv4 address for its records: give -IPAddress.");
        if (six is { AddressFamily: not System.Net.Sockets.AddressFamily.InterNetworkV6 }) throw new FormatException($"{six} is no IPv6 address. Leave out -IPv6Address, or give one such as 2001:db8::1.");
        if (secondary is null) throw new FormatException($"Template {template} needs a second name server: give -SecondaryServer.");
        if (given.Contains(DnsZoneNoun.ServerIdOrdinal)) throw new FormatException("The panel puts a zone from a template on its owner's default DNS server. Leave out -ServerId.");
        // The panel answers the same for a zone that is there already, and makes nothing.
        if (await DnsZoneNoun.Instance.FindExistingAsync(zone, Lookup, cancel).ConfigureAwait(false) is not null)
            throw new PanelException(FaultKind.Duplicate, "dns_templatezone_add", $"zone {zone} is there already. Use -SkipExisting to pass over what is there.");

        var filling = new DnsTemplateValues(template.Id, zone.Origin.TrimEnd('.'), address, zone.Ns.TrimEnd('.'), secondary.Trim().TrimEnd('.'), Email(zone.Mbox), six);
        // Neither does harm when it is sent twice, so both are until they are known to be done: the zone as the template has it is not yet the one that was asked for.
        var outcome = new OutcomeResolver(Connection.Time);
        await outcome.RepeatAsync(async token =>
        {
            await templates.AddZoneAsync(filling, owner, token).ConfigureAwait(false);
            return true;
        }, static _ => { }, cancel).ConfigureAwait(false);
        try { return (await outcome.RepeatAsync(token => FilledAsync(zone, given, token), static _ => { }, cancel).ConfigureAwait(false)).Answer; }
        catch (PanelException problem) when (problem.IsUnanswered && problem.Kind != FaultKind.OutcomeUnknown) { throw Half(zone, problem); }
    }

    // The zone that a template has made, with what was given beside it.
    private async Task<DnsZone> FilledAsync(DnsZone zone, ColumnSet given, CancellationToken cancel)
    {
        try { return await FillAsync(zone, given, cancel).ConfigureAwait(false); }
        // What a moment later may go well is tried again like a lost answer.
        catch (PanelException problem) when (problem.Kind is FaultKind.Unreachable or FaultKind.BadReply or FaultKind.SessionEnded) { throw Half(zone, problem); }
    }

    // The zone is there, whatever became of the rest, so the row has not simply failed.
    private static PanelException Half(DnsZone zone, PanelException problem)
        => new(FaultKind.OutcomeUnknown, problem.Function, $"Zone {zone} was made from its template, but it is not known whether it has everything that was given: {problem.Message}", problem);

    private async Task<DnsZone> FillAsync(DnsZone zone, ColumnSet given, CancellationToken cancel)
    {
        var made = await Lookup.ReadAsync(DnsZoneNoun.Instance, new Reference<DnsZone>(zone.Origin), cancel).ConfigureAwait(false);
        var wanted = DnsZoneNoun.Instance.Merge(made, zone, given);
        var changed = DnsZoneNoun.Instance.Differences(made, wanted);
        if (changed.IsEmpty) return made;
        await Lookup.Table(DnsZoneNoun.Instance).UpdateAsync(wanted, changed, cancel: cancel).ConfigureAwait(false);
        return wanted;
    }

    // RFC 1035 8: the first dot of the host master's name stands for the @.
    private static string Email(string mbox)
    {
        var name = mbox.TrimEnd('.');
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        return $"{name[..dot]}@{name[(dot + 1)..]}";
    }
}
