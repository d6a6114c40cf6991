using System.Linq;
using Microsoft.CodeAnalysis;

namespace Nodepoint.Generators;

/// <summary>How a password is hashed before it is sent.</summary>
internal sealed record HashModel
{
    private HashModel(string verifier, string formats) => (Verifier, Formats) = (verifier, formats);

    /// <summary>The full name of the enumeration member that says what verifies the password.</summary>
    public string Verifier { get; }

    /// <summary>The formats of the hash, in words.</summary>
    public string Formats { get; }

    /// <summary>How a secret is hashed; null if what verifies it has no format of its own.</summary>
    public static HashModel? From(AttributeData secret)
        => EnumMember.Find(secret, "Hashed") is { } verifier && verifier.GetAttributes().FirstOrDefault(a => a.AttributeClass?.Name == "HashFormatAttribute") is { } format
            ? new HashModel(verifier.ToDisplayString(EnumMember.Name), NounModel.Argument(format) ?? "") : null;
}
