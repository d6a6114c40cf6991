namespace Nodepoint.IspConfig.Mail.Spf;

/// <summary>A modifier of an SPF record (RFC 7208 6). Receivers ignore those that they do not know.</summary>
/// <param name="Text">The text in the record.</param>
/// <param name="Name">The name in lower case.</param>
/// <param name="Value">The text after the equal sign.</param>
internal sealed record SpfModifier(string Text, string Name, string Value) : SpfTerm(Text)
{
    /// <summary>The name of the modifier whose domain has the record to use if no mechanism matches.</summary>
    public const string Redirect = "redirect";

    /// <summary>The name of the modifier whose domain has the explanation of a failure.</summary>
    public const string Explanation = "exp";
}
