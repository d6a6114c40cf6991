namespace Nodepoint.IspConfig.Dns.RecordData;

/// <summary>A stored row whose data is not valid for its type, kept as stored.</summary>
public sealed record RawData : DnsRecordData
{
    private readonly long _aux;

    internal RawData(DnsRecordType type, string typeName, string data, long aux) : base(type)
    {
        TypeName = typeName;
        Value = data;
        _aux = aux;
    }

    /// <summary>Column <c>type</c>; may be unknown or empty.</summary>
    public string TypeName { get; }

    /// <inheritdoc/>
    public override string Value { get; }

    /// <inheritdoc/>
    public override int? Priority => Type.HasPriority() && _aux is >= 0 and <= 65535 ? (int)_aux : null;

    /// <inheritdoc/>
    public override string? Warning => $"The data stored on the panel is not a valid {(TypeName.Length == 0 ? "record" : TypeName + " record")}.";

    private protected override long PanelAux => _aux;
}
