using System.Management.Automation;
using System.Net;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Dns.Live;
using Nodepoint.IspConfig.Model;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Completion;
using Nodepoint.PowerShell.Inputs;
using Nodepoint.PowerShell.Platform;

namespace Nodepoint.PowerShell.Dns;

/// <summary>The base of the cmdlets that ask the name servers of zones.</summary>
public abstract class LiveZoneCommand : PanelCommand
{
    private IReadOnlyList<NameServerAddress>? _servers;
    private IReadOnlyList<IPEndPoint>? _resolvers;
    private LiveQuestions? _questions;

    /// <summary>The names of the zones; wildcards are allowed. The default is all zones of the panel.</summary>
    [Parameter(ParameterSetName = "Key", Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Origin")]
    [KeyInput<DnsZone>, SupportsWildcards, ArgumentCompleter(typeof(KeyPatternCompleter<DnsZone>))]
    public string[]? Zone { get; set; }

    /// <summary>Only this zone, from the pipeline.</summary>
    [Parameter(ParameterSetName = "OfZone", Mandatory = true, ValueFromPipeline = true, DontShow = true)]
    public DnsZone? OfZone { get; set; }

    /// <summary>The name servers to ask: host names or addresses, with a port if it is not 53, such as 192.0.2.13:5353. The default is those in the zone's NS records. With it, other servers and the delegation are left out, unless -Resolver is specified too.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? Server { get; set; }

    /// <summary>The resolvers that find the addresses of name servers and the parent zone: host names or addresses, with a port if it is not 53. The default is those of the platform profile (Set-NpPlatform -Resolver), or else those of this computer.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? Resolver { get; set; }

    /// <summary>How long to wait for an answer.</summary>
    private protected abstract TimeSpan AnswerTimeout { get; }

    /// <inheritdoc/>
    protected override void BeginCommand()
    {
        base.BeginCommand();
        _servers = NameServerArgument.Read(this, Server, nameof(Server));
        if (Resolver is not null) _resolvers = LiveResolvers.Find(this, Resolver, nameof(Resolver), null);
        _questions = new LiveQuestions(LiveQuestions.UsualMost, AnswerTimeout, StopToken);
    }

    /// <summary>What asks the name servers of zones of a panel.</summary>
    /// <param name="panel">The panel.</param>
    private protected static ZoneTester Tester(CommandPanel panel) => (ZoneTester)panel.Writer!;

    private protected override object CreateWriter(CommandPanel panel)
    {
        var resolver = _resolvers is null && _servers is not null ? null : _questions!.Through(_resolvers ?? LiveResolvers.Find(this, null, nameof(Resolver), panel.Connection));
        return _questions!.Tester(_servers, resolver);
    }

    /// <summary>Finds the zones of a key, as they are on the panel now.</summary>
    /// <param name="key">The name, with wildcards, or the ID.</param>
    /// <param name="lookup">The panel.</param>
    /// <param name="cancel">Cancels the reads.</param>
    private protected static async Task<IReadOnlyList<DnsZone>> FindAsync(string key, PanelLookup lookup, CancellationToken cancel)
    {
        if (KeyInputAttribute.Refuse(key, DnsZoneNoun.Instance.Title) is { } nothing) throw nothing;
        if (NumberKey.TryRead(key, out var id)) return [await lookup.ReadAsync(DnsZoneNoun.Instance, new Reference<DnsZone>(id), cancel).ConfigureAwait(false)];
        var pattern = new KeyPattern(DnsZoneNoun.Instance.NormalizeKey(key));
        return pattern.IsExact
            ? [await lookup.ReadAsync(DnsZoneNoun.Instance, new Reference<DnsZone>(key), cancel).ConfigureAwait(false)]
            : [.. (await lookup.Table(DnsZoneNoun.Instance).ListAsync([], cancel).ConfigureAwait(false)).Where(zone => pattern.Matches(zone.Origin) || pattern.Matches(zone.Origin.TrimEnd('.')))];
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _questions?.Dispose();
    }
}
