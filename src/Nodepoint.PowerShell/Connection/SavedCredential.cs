using System.Management.Automation;
using System.Net;
using System.Security;
using Nodepoint.IspConfig.Model.Rules;

namespace Nodepoint.PowerShell.Connection;

/// <summary>Reads the credential of a saved panel from Microsoft.PowerShell.SecretManagement.</summary>
internal static class SavedCredential
{
    /// <summary>Reads the credential; null if the panel was saved without a secret.</summary>
    /// <exception cref="RuleException">The secret was not found, or is not a credential.</exception>
    public static NetworkCredential? Read(SavedPanel panel, CommandInvocationIntrinsics commands)
    {
        if (panel.Secret is not { Length: > 0 } name) return null;
        if (commands.GetCommand("Get-Secret", CommandTypes.Function | CommandTypes.Cmdlet) is null)
            throw new RuleException(Rule.CredentialMissing, $"Cannot read secret '{name}' for panel '{panel.Name}': the command Get-Secret was not found. Install Microsoft.PowerShell.SecretManagement and a vault, or use -Credential.");
        var secret = commands.InvokeScript("param($Name, $Vault) $where = if ($Vault) { @{ Vault = $Vault } } else { @{} }; Get-Secret -Name $Name @where -ErrorAction Stop", name, panel.Vault)
            .Select(found => found.BaseObject).FirstOrDefault();
        return secret switch
        {
            PSCredential credential => credential.GetNetworkCredential(),
            SecureString password when panel.UserName is { Length: > 0 } user => new NetworkCredential(user, password),
            SecureString => throw new RuleException(Rule.CredentialMissing, $"Secret '{name}' for panel '{panel.Name}' is a password without a user name. Save the panel with -UserName, or store a credential as the secret."),
            null => throw new RuleException(Rule.CredentialMissing, $"Secret '{name}' for panel '{panel.Name}' was not found in the vault. Store it with Set-Secret, or use -Credential."),
            _ => throw new RuleException(Rule.CredentialMissing, $"Secret '{name}' for panel '{panel.Name}' is neither a credential nor a secure string. Store it again with Set-Secret, or use -Credential."),
        };
    }
}
