using System.Management.Automation;
using System.Security;
using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Passwords;
using Nodepoint.PowerShell.Inputs;

namespace Nodepoint.PowerShell.Clients;

/// <summary>Gives a client a new password for the panel and leaves all else of it alone.</summary>
[Cmdlet(VerbsCommon.Set, "NpClientPassword", SupportsShouldProcess = true)]
[OutputType(typeof(Client))]
public sealed class SetNpClientPasswordCommand : ClientWriteCommand
{
    private int _restored;

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
            Refuse(Client, Client.ToString(), new ErrorRecord(new PSArgumentException($"No password was given for client {Client}. Use -Password or -GeneratePassword."), "NothingGiven", ErrorCategory.InvalidArgument, Client));
            return;
        }

        if (!ShouldProcess(Client.ToString(), "Set the panel password")) return;
        OnClient(Client.ToString(), async (row, client, cancel) =>
        {
            var rule = await Lookup.PasswordRuleAsync(cancel).ConfigureAwait(false);
            if (rule.Validate(SecretText.Reveal(password)) is { } complaint) throw new FormatException($"The password of client {client} was not changed. {complaint}");
            await RepeatAsync(row, $"password of client {client}", token => new ClientLogins(Connection).ChangePasswordAsync(client, password, token), cancel).ConfigureAwait(false);
            row.Verbose($"client {client} has a new password.");
            row.Keep(client.Id);
            if (!PassThru && made is null) return;
            row.Keep(client.Id, () => StoredRecord.Write(ClientNoun.Instance, new Client(), client));
            row.Write(made is null ? client : GeneratedPassword.On(client, made));
        }, PassThru || made is not null ? (_, stored) => Restore(stored, made is not null) : null);
    }

    /// <inheritdoc/>
    protected override void Finish()
    {
        base.Finish();
        if (_restored is > 0 and var count) Tell($"{count} of the passwords were made by an earlier run, which has given them out. Where they were lost, make new ones without -Journal.");
    }

    private Client Restore(ReadOnlyMemory<byte> stored, bool made)
    {
        if (made) _restored++;
        return StoredRecord.Read(ClientNoun.Instance, new Client(), stored);
    }
}
