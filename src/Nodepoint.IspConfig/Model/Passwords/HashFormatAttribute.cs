namespace Nodepoint.IspConfig.Model.Passwords;

/// <summary>Describes the hashes that can be specified in place of a password, for the help of their parameter.</summary>
/// <param name="text">The formats: "a crypt(3) hash with $6$, $5$, or $1$".</param>
[AttributeUsage(AttributeTargets.Field)]
public sealed class HashFormatAttribute(string text) : Attribute
{
    /// <summary>The formats.</summary>
    public string Text { get; } = text;
}
