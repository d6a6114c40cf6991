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
    /// <summary>The DNS template of the panel from which the zone and its records are created: its name or ID. -Ns is the first name server.</summary>
    [Parameter]
    [TextInput(FromRow = true)]
    [ArgumentCompleter(typeof(DnsTemplateCompleter))]
    public string? Template { get; set => field = Typed(value); }

    /// <summary>The IPv4 address for the records of -Template.</summary>
    [Parameter]
    [AddressInput(FromRow = true)]
    public IPAddress? IPAddress { get; set => field = Typed(value); }

    /// <summary>The IPv6 address for the records of -Template, if the template has any.</summary>
    [Parameter]
    [AddressInput(FromRow = true)]
    public IPAddress? IPv6Address { get; set => field = Typed(value); }

    /// <summary>The second name server for the records of -Template.</summary>
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
        if (address is not { AddressFamily: System.Net.Sockets.AddressFamily.InterNetwork }) throw new FormatException($"DNS template {template} needs an IPv4 address for its records. Use -IPAddress.");
        if (six is { AddressFamily: not System.Net.Sockets.AddressFamily.InterNetworkV6 }) throw new FormatException($"Cannot read '{six}' as -IPv6Address. Use an IPv6 address such as 2001:db8::1.");
        if (secondary is null) throw new FormatException($"DNS template {template} needs a second name server. Use -SecondaryServer.");
        if (given.Contains(DnsZoneNoun.ServerIdOrdinal)) throw new FormatException("-ServerId cannot be used with -Template: the panel creates the zone on the default DNS server of its owner. Remove -ServerId from the command.");
        // For a zone that exists already, the panel returns the same response and creates nothing.
        if (await DnsZoneNoun.Instance.FindExistingAsync(zone, Lookup, cancel).ConfigureAwait(false) is not null)
            throw new PanelException(FaultKind.Duplicate, "dns_templatezone_add", $"Zone '{zone}' exists already. Use -SkipExisting to skip existing records.");

        var values = new DnsTemplateValues(template.Id, zone.Origin.TrimEnd('.'), address, zone.Ns.TrimEnd('.'), secondary.Trim().TrimEnd('.'), Email(zone.Mbox), six);
        // Both can be sent twice without harm. The zone from the template is not yet the zone that was specified, so each is repeated until it is done.
        var outcome = new OutcomeResolver(Connection.Time);
        await outcome.RepeatAsync(async token =>
        {
            await templates.AddZoneAsync(values, owner, token).ConfigureAwait(false);
            return true;
        }, static _ => { }, cancel).ConfigureAwait(false);
        try { return (await outcome.RepeatAsync(token => TryApplyAsync(zone, given, token), static _ => { }, cancel).ConfigureAwait(false)).Answer; }
        catch (PanelException problem) when (problem.IsUnanswered && problem.Kind != FaultKind.OutcomeUnknown) { throw Partial(zone, problem); }
    }

    // The zone that was created from a template, with the specified values.
    private async Task<DnsZone> TryApplyAsync(DnsZone zone, ColumnSet given, CancellationToken cancel)
    {
        try { return await ApplyAsync(zone, given, cancel).ConfigureAwait(false); }
        // What may succeed a moment later is repeated, like a lost response.
        catch (PanelException problem) when (problem.Kind is FaultKind.Unreachable or FaultKind.BadReply or FaultKind.SessionEnded) { throw Partial(zone, problem); }
    }

    // The zone exists, whatever happened to the rest, so the row has not simply failed.
    private static PanelException Partial(DnsZone zone, PanelException problem)
        => new(FaultKind.OutcomeUnknown, problem.Function, $"Zone '{zone}' was created from its template, but it is not known whether all specified values were set: {problem.Message}", problem);

    private async Task<DnsZone> ApplyAsync(DnsZone zone, ColumnSet given, CancellationToken cancel)
    {
        var created = await Lookup.ReadAsync(DnsZoneNoun.Instance, new Reference<DnsZone>(zone.Origin), cancel).ConfigureAwait(false);
        var wanted = DnsZoneNoun.Instance.Merge(created, zone, given);
        var changed = DnsZoneNoun.Instance.Differences(created, wanted);
        if (changed.IsEmpty) return created;
        await Lookup.Table(DnsZoneNoun.Instance).UpdateAsync(wanted, changed, cancel: cancel).ConfigureAwait(false);
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
