namespace Nodepoint.IspConfig.Mail.Spf;

/// <summary>A term of an SPF record: a mechanism or a modifier.</summary>
/// <param name="Text">The text in the record.</param>
internal abstract record SpfTerm(string Text)
{
    /// <summary>The domain that it names, which may have macros; null for none.</summary>
    public SpfMacroText? Domain { get; init; }
}
