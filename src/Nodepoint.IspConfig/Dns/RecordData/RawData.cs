namespace Nodepoint.IspConfig.Dns.RecordData;

/// <summary>A row the panel stored although it makes no sense for its type, as it stands.</summary>
public sealed record RawData : DnsRecordData
{
    private readonly long _aux;

    internal RawData(DnsRecordType type, string typeName, string data, long aux) : base(type)
    {
        TypeName = typeName;
        Value = data;
        _aux = aux;
    }

    /// <summary>The column <c>type</c>, which may be one the library does not know, or empty.</summary>
    public string TypeName { get; }

    /// <inheritdoc/>
    public override string Value { get; }

    /// <inheritdoc/>
    public override int? Priority => Type.HasPriority() && _aux is >= 0 and <= 65535 ? (int)_aux : null;

    /// <inheritdoc/>
    public override string? Warning => $"The panel stored something that is no {(TypeName.Length == 0 ? "record" : TypeName)}.";

    private protected override long PanelAux => _aux;
}
