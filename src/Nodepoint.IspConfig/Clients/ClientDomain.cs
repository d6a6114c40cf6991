using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Clients;

/// <summary>A domain that a client may use, if the panel's domain module restricts domains.</summary>
[PanelObject("domains_domain", Form = "client/domain", IdColumn = "domain_id", Noun = "NpDomain", Title = "domain", View = "Id:5> Domain:50 Client")]
public sealed partial record ClientDomain : PanelObject
{
    /// <summary>The domain name; the natural key. Internationalized names are stored in Punycode.</summary>
    [Column("domain"), Key, Required(Position = 0)] public string Domain { get; init; } = "";
}

public sealed partial class ClientDomainNoun
{
    /// <inheritdoc/>
    public override string NormalizeKey(string key) => DomainKey.Normalize(key);

    /// <inheritdoc/>
    public override ValueTask<Prepared<ClientDomain>> PrepareAsync(ClientDomain value, ColumnSet given, PanelLookup lookup, CancellationToken cancel)
        => new(new Prepared<ClientDomain>(value with { Domain = DomainKey.Validate(value.Domain, Title) }));

    /// <inheritdoc/>
    public override ValueTask<ClientDomain> PrepareChangeAsync(ClientDomain before, ClientDomain after, PanelLookup lookup, CancellationToken cancel)
        => new(after with { Domain = DomainKey.Validate(after.Domain, Title) });
}
