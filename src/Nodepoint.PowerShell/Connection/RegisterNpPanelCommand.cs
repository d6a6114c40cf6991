using System.Management.Automation;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.PowerShell.Errors;

namespace Nodepoint.PowerShell.Connection;

/// <summary>Saves a panel under a name for Connect-NpPanel -Name: its address, certificate, defaults, and where its credential is stored, but never the credential.</summary>
[Cmdlet(VerbsLifecycle.Register, "NpPanel", SupportsShouldProcess = true)]
[OutputType(typeof(SavedPanel))]
public sealed class RegisterNpPanelCommand : PanelOptionsCommand
{
    /// <summary>The name of the saved panel. A saved panel of the same name is replaced.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateLength(1, 100)]
    public string Name { get; set; } = "";

    /// <summary>The panel's address, such as https://panel.example.com:8080.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    public Uri? Uri { get; set; }

    /// <inheritdoc cref="PanelOptionsCommand.CertificatePin"/>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public override string? CertificatePin { get; set; }

    /// <inheritdoc cref="PanelOptionsCommand.CaCertificate"/>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public override string? CaCertificate { get; set; }

    /// <summary>The name of the secret that holds the credential, stored by Microsoft.PowerShell.SecretManagement: a credential, or a password together with -UserName.</summary>
    [Parameter]
    public string? Secret { get; set; }

    /// <summary>The vault that holds the secret. The default is the default vault.</summary>
    [Parameter]
    public string? Vault { get; set; }

    /// <summary>The remote user, if the secret is only a password.</summary>
    [Parameter]
    public string? UserName { get; set; }

    /// <summary>Returns the saved panel.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (!ShouldProcess(Name, "Save panel")) return;
        try
        {
            var uri = Absolute(Uri!);
            if (uri.UserInfo.Length > 0) throw new RuleException(Rule.InvalidPanelAddress, "-Uri must not contain a user name or a password. Remove it, and use -Secret to say where the credential is stored.");
            var panel = new SavedPanel(Name, uri)
            {
                CertificatePin = CertificatePin,
                CaCertificate = CaCertificatePath,
                ClientLogin = ClientLogin,
                ReadOnly = ReadOnly,
                LogPath = FullLogPath,
                TimeoutSec = TimeoutSec,
                ThrottleLimit = ThrottleLimit,
                UserName = UserName,
                Vault = Vault,
                Secret = Secret,
            };
            SavedPanels.Add(panel, StopToken);
            if (PassThru) WriteObject(panel);
        }
        catch (OperationCanceledException) when (StopToken.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        catch (Exception problem) when (PanelErrors.IsExpected(problem))
        {
            WriteError(PanelErrors.Record(problem, Name));
        }
    }
}
