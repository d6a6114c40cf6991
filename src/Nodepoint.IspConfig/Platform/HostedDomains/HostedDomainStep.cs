using System.Text.Json.Serialization;
using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Platform.HostedDomains;

/// <summary>What was done with one object of a hosted domain.</summary>
/// <param name="Domain">The domain, in punycode.</param>
/// <param name="Step">What the step is about.</param>
/// <param name="Name">The object: the name of a client, a mailbox, or a record with its value.</param>
/// <param name="Action">What was done.</param>
[TableView("Step:13 Name:33 Action:9 Password")]
public sealed record HostedDomainStep(string Domain, HostedDomainStepKind Step, string Name, HostedDomainAction Action) : IPanelResult
{
    /// <summary>The ID of the object on the panel; 0 if it has none.</summary>
    public long Id { get; init; }

    /// <summary>The generated password of a new client, mailbox, or FTP user, which is returned only once; null for none.</summary>
    [JsonIgnore]
    public string? Password { get; init; }

    PanelOrigin IPanelResult.Origin { get; set; }

    /// <summary>The step in words.</summary>
    /// <returns>Such as <c>Mailbox info@example.com: Created</c>.</returns>
    public override string ToString() => $"{Step} {Name}: {Action}";

    // The password must not get into a message.
    private bool PrintMembers(System.Text.StringBuilder text)
    {
        text.Append(ToString());
        return true;
    }
}
