using System.Security;
using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Servers;

/// <summary>A setting of the panel or of one of its servers.</summary>
/// <param name="Section">The section it stands in: mail, web, dns ...</param>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value; empty where it is a secret.</param>
[TableView("ServerName:20 Section:10 Name:28 Value")]
public sealed record ConfigSetting(string Section, string Name, string Value)
{
    /// <summary>The server's number; 0 for a setting of the panel itself.</summary>
    public long ServerId { get; init; }

    /// <summary>The server's name; empty for a setting of the panel itself.</summary>
    public string ServerName { get; init; } = "";

    /// <summary>The value where the name says that it is a password; null otherwise and where none is set.</summary>
    public SecureString? Secret { get; init; }

    /// <summary>Section and name.</summary>
    /// <returns>Never the value.</returns>
    public override string ToString() => $"{Section}.{Name}";

    /// <summary>A setting with its value, which is kept as a secret where the name says that it is a password.</summary>
    /// <param name="section">The section.</param>
    /// <param name="name">Its name.</param>
    /// <param name="value">The value.</param>
    /// <returns>The setting.</returns>
    public static ConfigSetting From(string section, string name, string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return SecretName.Is(name)
            ? new ConfigSetting(section, name, "") { Secret = value.Length == 0 ? null : SecretText.From(value) }
            : new ConfigSetting(section, name, value);
    }

    // Compared with what is to be set, never shown.
    internal string Plain => Secret is null ? Value : SecretText.Reveal(Secret);
}
