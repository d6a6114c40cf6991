using System.Management.Automation;
using System.Security;
using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Entities;
using Nodepoint.IspConfig.Mail;

namespace Nodepoint.PowerShell;

/// <summary>Gives a client a new password for the panel and leaves all else of it alone.</summary>
[Cmdlet(VerbsCommon.Set, "NpClientPassword", SupportsShouldProcess = true)]
[OutputType(typeof(Client))]
public sealed class SetNpClientPasswordCommand : ClientCommand
{
    /// <summary>The password. It is held against the panel's own rule first, as the function behind it takes any.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [SecretInput]
    public SecureString? Password { get; set; }

    /// <summary>Makes a strong password; the output carries it once, as GeneratedPassword.</summary>
    [Parameter]
    public SwitchParameter GeneratePassword { get; set; }

    /// <summary>Emits the client.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var made = GeneratePassword && Password is null ? PasswordGenerator.Generate() : null;
        var password = made is null ? Password : SecretText.From(made);
        if (password is null)
        {
            WriteError(new ErrorRecord(new PSArgumentException($"No password was given for client {Client}. Use -Password or -GeneratePassword."), "NothingGiven", ErrorCategory.InvalidArgument, Client));
            return;
        }

        if (!ShouldProcess(Client.ToString(), "Set the panel password")) return;
        OnClient(async (row, client, cancel) =>
        {
            var rule = await Lookup.PasswordRuleAsync(cancel).ConfigureAwait(false);
            if (rule.Complaint(SecretText.Reveal(password)) is { } complaint) throw new FormatException($"The password of client {client} was not changed. {complaint}");
            await new ClientLogins(Connection).ChangePasswordAsync(client, password, cancel).ConfigureAwait(false);
            row.Verbose($"client {client} has a new password.");
            if (!PassThru && made is null) return;
            var output = PSObject.AsPSObject(client);
            if (made is not null) output.Properties.Add(new PSNoteProperty("GeneratedPassword", made));
            row.Write(output);
        });
    }
}
