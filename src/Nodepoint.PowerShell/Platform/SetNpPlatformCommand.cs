using System.Collections;
using System.Management.Automation;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.IspConfig.Platform;
using Nodepoint.PowerShell.Completion;
using Nodepoint.PowerShell.Connection;
using Nodepoint.PowerShell.Errors;

namespace Nodepoint.PowerShell.Platform;

/// <summary>Changes the platform profile of a saved panel, or creates it. Only what is specified is changed; an empty value removes what was there.</summary>
[Cmdlet(VerbsCommon.Set, "NpPlatform", SupportsShouldProcess = true)]
[OutputType(typeof(PlatformProfile))]
public sealed class SetNpPlatformCommand : PlatformCommand
{
    private const string SchemaAddress = "https://nodepoint.eu/schema/platform.json";

    /// <summary>The name of the saved panel, or of a connection to it. The default is the panel of the default connection or, without a connection, the only saved panel.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [NotNullPanel]
    [ArgumentCompleter(typeof(SavedPanelCompleter))]
    public string? Panel { get; set; }

    /// <summary>The services, each as a hash table with Name and any of HostName, Addresses, Protocols (such as smtp and imaps, if not the usual ones of the name), and Ports (a hash table of protocols and port numbers). A service of the same name is changed in what is specified.</summary>
    [Parameter]
    [AllowEmptyCollection]
    public PSObject[]? Service { get; set; }

    /// <summary>The name servers of new zones.</summary>
    [Parameter]
    [AllowEmptyCollection]
    public string[]? NameServer { get; set; }

    /// <summary>The resolvers that cmdlets ask for live DNS: host names or addresses, with a port if it is not 53.</summary>
    [Parameter]
    [AllowEmptyCollection]
    public string[]? Resolver { get; set; }

    /// <summary>The email address of the administrator of new zones.</summary>
    [Parameter]
    [AllowEmptyString]
    public string? HostMaster { get; set; }

    /// <summary>The address that the A or AAAA record of a new domain gets.</summary>
    [Parameter]
    [AllowEmptyString]
    public string? DefaultAddress { get; set; }

    /// <summary>The host name of the mail server, which sends and receives mail for the domains.</summary>
    [Parameter]
    [AllowEmptyString]
    public string? MailHost { get; set; }

    /// <summary>The MX records of new domains: preference and host name, such as '10 mail.example.com'. Without a preference, it is 10.</summary>
    [Parameter]
    [AllowEmptyCollection]
    public string[]? MailExchanger { get; set; }

    /// <summary>The SPF policy of new domains, such as 'v=spf1 mx -all'.</summary>
    [Parameter]
    [AllowEmptyString]
    public string? SpfPolicy { get; set; }

    /// <summary>The DMARC policy of new domains, such as 'v=DMARC1; p=quarantine'.</summary>
    [Parameter]
    [AllowEmptyString]
    public string? DmarcPolicy { get; set; }

    /// <summary>Times to live in seconds, as a hash table of record types and numbers; the key default is for the other types. Only these types are changed; 0 removes one.</summary>
    [Parameter]
    public IDictionary? Ttl { get; set; }

    /// <summary>The IDs of the panel's servers for new objects, as a hash table with the keys mail, web, dns, and db. Only these are changed; 0 removes one.</summary>
    [Parameter]
    public IDictionary? ServerId { get; set; }

    /// <summary>The zone in which New-NpSiteAddress gives sites their names, such as example.com.</summary>
    [Parameter]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(KeyCompleter<DnsZone>))]
    public string? SiteZone { get; set; }

    /// <summary>The labels that customers cannot get as the name of a site, such as www.</summary>
    [Parameter]
    [AllowEmptyCollection]
    public string[]? ReservedLabel { get; set; }

    /// <summary>Returns the profile.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        try
        {
            var panel = PanelOf(Panel);
            // What would fail is refused with -WhatIf, too.
            _ = ProfileRules.Normalize(Change(PlatformProfiles.Read(panel) ?? new PlatformProfile()));
            if (!ShouldProcess($"platform profile of panel '{panel.Name}'", Action())) return;
            var profile = PlatformProfiles.Change(panel, Change, StopToken);
            WarnOfUnknown(profile);
            if (PassThru) WriteObject(profile);
        }
        catch (OperationCanceledException) when (StopToken.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        catch (ProfileValueException problem)
        {
            WriteError(PanelErrors.Record(new RuleException(Rule.InvalidPlatformProfile, $"Cannot set {problem.Path}: {problem.Message}", problem), Panel));
        }
        catch (Exception problem) when (PanelErrors.IsExpected(problem))
        {
            WriteError(PanelErrors.Record(problem, Panel));
        }
    }

    private bool IsGiven(string name) => MyInvocation.BoundParameters.ContainsKey(name);

    private string Action() => $"Set {string.Join(", ", new[] { nameof(Service), nameof(NameServer), nameof(Resolver), nameof(HostMaster), nameof(DefaultAddress), nameof(MailHost), nameof(MailExchanger), nameof(SpfPolicy), nameof(DmarcPolicy), nameof(Ttl), nameof(ServerId), nameof(SiteZone), nameof(ReservedLabel) }.Where(IsGiven).DefaultIfEmpty("nothing"))}";

    private PlatformProfile Change(PlatformProfile profile) => profile with
    {
        Schema = profile.Schema ?? SchemaAddress,
        Services = ServiceInput.Merge(profile.Services, Service ?? []),
        NameServers = List(nameof(NameServer), NameServer, profile.NameServers),
        Resolvers = List(nameof(Resolver), Resolver, profile.Resolvers),
        HostMaster = Text(nameof(HostMaster), HostMaster, profile.HostMaster),
        DefaultAddress = Text(nameof(DefaultAddress), DefaultAddress, profile.DefaultAddress),
        MailHost = Text(nameof(MailHost), MailHost, profile.MailHost),
        MailExchangers = List(nameof(MailExchanger), MailExchanger, profile.MailExchangers),
        SpfPolicy = Text(nameof(SpfPolicy), SpfPolicy, profile.SpfPolicy),
        DmarcPolicy = Text(nameof(DmarcPolicy), DmarcPolicy, profile.DmarcPolicy),
        Ttls = ServiceInput.Merge(profile.Ttls, Ttl, nameof(Ttl)),
        ServerIds = ServiceInput.Merge(profile.ServerIds, ServerId, nameof(ServerId)),
        SiteZone = Text(nameof(SiteZone), SiteZone, profile.SiteZone),
        ReservedLabels = List(nameof(ReservedLabel), ReservedLabel, profile.ReservedLabels),
    };

    private string? Text(string name, string? value, string? before) => !IsGiven(name) ? before : string.IsNullOrWhiteSpace(value) ? null : value;

    private IReadOnlyList<string> List(string name, string[]? value, IReadOnlyList<string> before) => IsGiven(name) ? [.. (value ?? []).Where(one => !string.IsNullOrWhiteSpace(one))] : before;
}
