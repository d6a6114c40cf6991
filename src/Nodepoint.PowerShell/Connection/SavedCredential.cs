using System.Management.Automation;
using System.Net;
using System.Security;

namespace Nodepoint.PowerShell.Connection;

/// <summary>The credential of a saved panel, from where Microsoft.PowerShell.SecretManagement keeps it.</summary>
internal static class SavedCredential
{
    /// <summary>Asks the vault for it; null where the panel was saved without a secret.</summary>
    /// <exception cref="ArgumentException">There is no such secret, or it is none of ours.</exception>
    public static NetworkCredential? Read(SavedPanel panel, CommandInvocationIntrinsics commands)
    {
        if (panel.Secret is not { Length: > 0 } name) return null;
        if (commands.GetCommand("Get-Secret", CommandTypes.Function | CommandTypes.Cmdlet) is null)
            throw new ArgumentException($"The credential of panel '{panel.Name}' is the secret '{name}', and there is no Get-Secret to ask. Install Microsoft.PowerShell.SecretManagement with a vault, or give -Credential.");
        var secret = commands.InvokeScript("param($Name, $Vault) $where = if ($Vault) { @{ Vault = $Vault } } else { @{} }; Get-Secret -Name $Name @where -ErrorAction Stop", name, panel.Vault)
            .Select(found => found.BaseObject).FirstOrDefault();
        return secret switch
        {
            PSCredential credential => credential.GetNetworkCredential(),
            SecureString password when panel.UserName is { Length: > 0 } user => new NetworkCredential(user, password),
            SecureString => throw new ArgumentException($"The secret '{name}' of panel '{panel.Name}' is a password alone. Save the panel with -UserName, or keep a credential."),
            null => throw new ArgumentException($"The vault has no secret '{name}' for panel '{panel.Name}'. Keep one with Set-Secret, or give -Credential."),
            _ => throw new ArgumentException($"The secret '{name}' of panel '{panel.Name}' is neither a credential nor a secure string."),
        };
    }
}
