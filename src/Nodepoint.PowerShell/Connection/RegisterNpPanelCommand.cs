using System.Management.Automation;
using Nodepoint.PowerShell.Errors;

namespace Nodepoint.PowerShell.Connection;

/// <summary>Saves a panel under a name, for Connect-NpPanel -Name: address, certificate, defaults and where the credential is, never the credential.</summary>
[Cmdlet(VerbsLifecycle.Register, "NpPanel", SupportsShouldProcess = true)]
[OutputType(typeof(SavedPanel))]
public sealed class RegisterNpPanelCommand : PSCmdlet
{
    /// <summary>What it shall be called; one of the same name is replaced.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateLength(1, 100)]
    public string Name { get; set; } = "";

    /// <summary>Its address, such as https://panel.example.com:8080.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    public Uri? Uri { get; set; }

    /// <summary>The SHA-256 fingerprint of its certificate; only this one is accepted then.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? CertificatePin { get; set; }

    /// <summary>A file with the certificate of the authority that signed its certificate.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? CaCertificate { get; set; }

    /// <summary>A client of the panel logs in rather than a remote user.</summary>
    [Parameter]
    public SwitchParameter ClientLogin { get; set; }

    /// <summary>How long to wait for an answer, in seconds; 1 to 3600.</summary>
    [Parameter]
    [ValidateRange(1, 3600)]
    public int? TimeoutSec { get; set; }

    /// <summary>How many requests commands have under way at once; 1 to 256.</summary>
    [Parameter]
    [ValidateRange(1, 256)]
    public int? ThrottleLimit { get; set; }

    /// <summary>The name of the secret that is the credential, kept by Microsoft.PowerShell.SecretManagement: a credential, or a password with -UserName.</summary>
    [Parameter]
    public string? Secret { get; set; }

    /// <summary>The vault that holds the secret; left out, the default one.</summary>
    [Parameter]
    public string? Vault { get; set; }

    /// <summary>The remote user, where the secret is a password alone.</summary>
    [Parameter]
    public string? UserName { get; set; }

    /// <summary>Emits the saved panel.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (!ShouldProcess(Name, "Save panel")) return;
        try
        {
            var panel = new SavedPanel(Name, Whole(Uri!))
            {
                CertificatePin = CertificatePin,
                CaCertificate = CaCertificate is null ? null : GetUnresolvedProviderPathFromPSPath(CaCertificate),
                ClientLogin = ClientLogin,
                TimeoutSec = TimeoutSec,
                ThrottleLimit = ThrottleLimit,
                UserName = UserName,
                Vault = Vault,
                Secret = Secret,
            };
            SavedPanels.Add(panel);
            if (PassThru) WriteObject(panel);
        }
        catch (Exception problem) when (PanelErrors.IsExpected(problem) || problem is PSInvalidOperationException)
        {
            WriteError(PanelErrors.Record(problem, Name));
        }
    }

    private static Uri Whole(Uri uri)
    {
        var whole = uri.IsAbsoluteUri ? uri : new Uri("https://" + uri, UriKind.RelativeOrAbsolute);
        if (!whole.IsAbsoluteUri || whole.Scheme is not ("https" or "http")) throw new FormatException($"'{uri}' is not the address of a panel. Give one such as https://panel.example.com:8080.");
        if (whole.UserInfo.Length > 0) throw new FormatException("The address has a name or password in it. Give it without, and say where the credential is with -Secret.");
        return whole;
    }
}
