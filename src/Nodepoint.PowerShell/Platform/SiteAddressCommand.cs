using System.Management.Automation;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.IspConfig.Platform;
using Nodepoint.IspConfig.Writing;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Completion;
using Nodepoint.PowerShell.Dns;
using Nodepoint.PowerShell.Errors;
using Nodepoint.PowerShell.Inputs;
using Nodepoint.PowerShell.Rows;

namespace Nodepoint.PowerShell.Platform;

/// <summary>The base of the cmdlets for the names of sites behind the reverse proxy.</summary>
public abstract class SiteAddressCommand : PanelCommand
{
    private const string Proxy = "proxy";

    /// <summary>The label of the site: shop1 for shop1.example.com.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [KeyInput(From = nameof(Label), IsSingle = true)]
    [ArgumentCompleter(typeof(RecordNameCompleter))]
    public string Label { get; set; } = "";

    /// <summary>The zone of the name: its name, its ID, or the zone itself. The default is the site zone of the platform profile.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [ReferenceInput<DnsZone>(Except = typeof(DnsRecord))]
    [ArgumentCompleter(typeof(KeyCompleter<DnsZone>))]
    public Reference<DnsZone>? Zone { get; set; }

    /// <summary>The IPv4 and IPv6 addresses of the reverse proxy. The default is those of the service proxy in the platform profile, or else its default address.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? Address { get; set; }

    /// <summary>The object from the pipeline, which says on which panel it is.</summary>
    [Parameter(ValueFromPipeline = true, DontShow = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>Reads the label and the zone of the current row.</summary>
    /// <param name="label">The label, in punycode.</param>
    /// <param name="zone">The zone.</param>
    /// <returns>Whether they are valid; otherwise the row is refused.</returns>
    private protected bool TryRead(out string label, out Reference<DnsZone> zone)
    {
        (label, zone) = (Label, null!);
        if (((InputObject is { BaseObject: var piped } ? ObjectKind.Refuse(piped, typeof(DnsRecord)) : null) ?? KeyInputAttribute.Refuse(Label, "site")) is { } wrong)
        {
            Runner.Refuse(null, "", PanelErrors.Record(wrong, null));
            return false;
        }

        if (!TryUsePanel(Label, out var panel, out var error))
        {
            Runner.Refuse(Label, Label, error!);
            return false;
        }

        try
        {
            label = SiteAddressWriter.CheckLabel(Label);
            zone = Zone ?? (((Writers)panel.Writer!).Profile?.SiteZone is { } usual ? new Reference<DnsZone>(usual)
                : throw new RuleException(Rule.ValueMissing, $"The zone of '{Label}' is not specified, and panel '{panel.Connection.Name}' has no site zone in a platform profile. Use -Zone, or save it with Set-NpPlatform -SiteZone."));
            _ = ((Writers)panel.Writer!).Addresses is { Count: > 0 } known ? known
                : throw new RuleException(Rule.ValueMissing, $"The address of the proxy is not specified, and panel '{panel.Connection.Name}' has none in a platform profile. Use -Address, or save it with Set-NpPlatform -Service @{{ Name = 'proxy'; Addresses = '192.0.2.10' }}.");
            return true;
        }
        catch (RuleException problem)
        {
            Runner.Refuse(Label, Label, PanelErrors.Record(problem, Label));
            return false;
        }
    }

    private protected override object CreateWriter(CommandPanel panel)
    {
        var profile = HostedDomainProfile.Find(this, panel.Connection);
        var addresses = Addresses(profile);
        var records = new DnsRecordWriter(panel.Lookup, SerialRaiser.Attach(Runner, panel), WriteOptions.Default) { UsualTtl = type => profile?.TtlOf(type.ToString()) };
        return new Writers(profile, addresses, new SiteAddressWriter(records, addresses, profile?.ReservedLabels ?? []));
    }

    /// <summary>Writes the names of sites.</summary>
    private protected static SiteAddressWriter Writer(Row row) => ((Writers)row.Panel.Writer!).Sites;

    /// <summary>What a row is about, for its journal.</summary>
    private protected static RowSubject SubjectOf(string label, Reference<DnsZone> zone) => new($"{label} {zone}");

    private IReadOnlyList<string> Addresses(PlatformProfile? profile)
    {
        if (Address is null) return profile?.FindService(Proxy) is { Addresses.Count: > 0 } proxy ? proxy.Addresses : profile?.DefaultAddress is { } usual ? [usual] : [];
        var addresses = new List<string>();
        foreach (var text in Address)
        {
            if (AddressText.TryParse(text.Trim(), out var address)) addresses.Add(address.ToString());
            else ThrowTerminatingError(PanelErrors.Record(new RuleException(Rule.InvalidIPAddress, $"-Address {Excerpt.Of(text)} is not an IP address. Use an address such as 192.0.2.10 or 2001:db8::10."), text));
        }

        return [.. addresses.Distinct()];
    }

    private sealed record Writers(PlatformProfile? Profile, IReadOnlyList<string> Addresses, SiteAddressWriter Sites);
}
