using System.Management.Automation;
using System.Security;
using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Completion;
using Nodepoint.PowerShell.Errors;
using Nodepoint.PowerShell.Inputs;

namespace Nodepoint.PowerShell.Clients;

/// <summary>Tests whether a client can log in to the panel with a password.</summary>
[Cmdlet(VerbsDiagnostic.Test, "NpClientLogin", DefaultParameterSetName = "Password")]
[OutputType(typeof(ClientLogin))]
public sealed class TestNpClientLoginCommand : PanelCommand
{
    /// <summary>The client's user name or email address.</summary>
    [Parameter(ParameterSetName = "Password", Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Client", "Email")]
    [ArgumentCompleter(typeof(KeyCompleter<Client>))]
    public string Username { get; set; } = "";

    /// <summary>The password to test.</summary>
    [Parameter(ParameterSetName = "Password", Position = 1, ValueFromPipelineByPropertyName = true)]
    [SecretInput]
    public SecureString? Password { get; set; }

    /// <summary>The user name and the password together.</summary>
    [Parameter(ParameterSetName = "Credential", Mandatory = true)]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>A credential, or a row with the columns Username and Password.</summary>
    [Parameter(ParameterSetName = "Password", ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRow()
    {
        var (name, password) = (Credential ?? InputObject?.BaseObject as PSCredential) is { } both ? (both.UserName, both.Password) : (Username, Password);
        // The engine's own error for a missing parameter would show the row with the password.
        if (name.Length == 0 || password is null)
        {
            WriteError(PanelErrors.Record(new RuleException(Rule.ValueMissing, $"No {(name.Length == 0 ? "user name" : "password")} is specified. Use -Username and -Password, a row with columns of these names, or -Credential."), null));
            return;
        }

        if (TryRun(name, cancel => new ClientLogins(Connection).TryAsync(name, password, cancel), out var result)) WriteObject(result);
    }
}
