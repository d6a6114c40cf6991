using System.Management.Automation;
using System.Security;
using Nodepoint.IspConfig.Clients;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Completion;
using Nodepoint.PowerShell.Inputs;

namespace Nodepoint.PowerShell.Clients;

/// <summary>Tests whether a client can log in to the panel with a password.</summary>
[Cmdlet(VerbsDiagnostic.Test, "NpClientLogin", DefaultParameterSetName = "Password")]
[OutputType(typeof(ClientLogin))]
public sealed class TestNpClientLoginCommand : PanelCommand
{
    /// <summary>The client's user name or email address.</summary>
    [Parameter(ParameterSetName = "Password", Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Client", "Email")]
    [ArgumentCompleter(typeof(KeyCompleter<Client>))]
    public string Username { get; set; } = "";

    /// <summary>The password to test.</summary>
    [Parameter(ParameterSetName = "Password", Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [SecretInput]
    public SecureString Password { get; set; } = new();

    /// <summary>The user name and the password together.</summary>
    [Parameter(ParameterSetName = "Credential", Mandatory = true, ValueFromPipeline = true)]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var (name, password) = Credential is { } both ? (both.UserName, both.Password) : (Username, Password);
        if (TryRun(name, cancel => new ClientLogins(Connection).TryAsync(name, password, cancel), out var result)) WriteObject(result);
    }
}
