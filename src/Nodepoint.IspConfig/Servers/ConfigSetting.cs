using System.Security;
using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Servers;

/// <summary>A setting of the panel or of one of its servers.</summary>
/// <param name="Section">The section: mail, web, dns, and so on.</param>
/// <param name="Name">The name.</param>
/// <param name="Value">The value; empty if it is a secret.</param>
[TableView("ServerName:20 Section:10 Name:28 Value")]
public sealed record ConfigSetting(string Section, string Name, string Value) : IPanelResult
{
    PanelOrigin IPanelResult.Origin { get; set; }

    /// <summary>The server's ID; 0 for a setting of the panel itself.</summary>
    public long ServerId { get; init; }

    /// <summary>The server's name; empty for a setting of the panel itself.</summary>
    public string ServerName { get; init; } = "";

    /// <summary>The value, if the name indicates a password; null otherwise or if it is not set.</summary>
    public SecureString? Secret { get; init; }

    /// <summary>Returns section and name, never the value.</summary>
    /// <returns>Section and name.</returns>
    public override string ToString() => $"{Section}.{Name}";

    /// <summary>Creates a setting; its value is stored as a secret if the name indicates a password.</summary>
    /// <param name="section">The section.</param>
    /// <param name="name">The name.</param>
    /// <param name="value">The value.</param>
    /// <returns>The setting.</returns>
    public static ConfigSetting From(string section, string name, string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return SecretName.Is(name)
            ? new ConfigSetting(section, name, "") { Secret = value.Length == 0 ? null : SecretText.From(value) }
            : new ConfigSetting(section, name, value);
    }

    // Used to compare values, never shown.
    internal string Plain => Secret is null ? Value : SecretText.Reveal(Secret);
}
