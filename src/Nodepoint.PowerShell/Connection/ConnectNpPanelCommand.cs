using System.Management.Automation;
using System.Net;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.IspConfig.Panel;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.PowerShell.Completion;
using Nodepoint.PowerShell.Errors;

namespace Nodepoint.PowerShell.Connection;

/// <summary>Logs in to a panel and makes it the default panel of the commands that follow.</summary>
[Cmdlet(VerbsCommunications.Connect, "NpPanel")]
[OutputType(typeof(ConnectedPanel))]
public sealed class ConnectNpPanelCommand : PanelOptionsCommand
{
    /// <summary>The panel's address, such as https://panel.example.com:8080. The default is the environment variable NODEPOINT_URI.</summary>
    [Parameter(Position = 0)]
    public Uri? Uri { get; set; }

    /// <summary>The remote user and its password. The default is the environment variables NODEPOINT_USER and NODEPOINT_PASSWORD.</summary>
    [Parameter(Position = 1)]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>The name of the connection; the default is the panel's host and port. Without -Uri, the name of a saved panel.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(SavedPanelCompleter))]
    public string? Name { get; set; }

    /// <summary>Accepts any certificate. Someone between you and the panel can then read the password.</summary>
    [Parameter]
    public SwitchParameter SkipCertificateCheck { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var warnings = new List<string>();
        try
        {
            var options = Options(warnings);
            var connection = PanelConnection.OpenAsync(options, StopToken).GetAwaiter().GetResult();
            OpenPanels.Add(connection)?.DisposeAsync().AsTask().WaitAsync(StopToken).GetAwaiter().GetResult();
            foreach (var warning in warnings) WriteWarning(warning);
            WriteObject(new ConnectedPanel(connection, isDefault: true));
        }
        catch (OperationCanceledException) when (StopToken.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        catch (Exception problem) when (PanelErrors.IsExpected(problem))
        {
            ThrowTerminatingError(PanelErrors.Record(problem, Uri));
        }
    }

    private PanelOptions Options(List<string> warnings)
    {
        var saved = Uri is null && Name is not null ? SavedPanels.Find(Name) : null;
        var address = Uri ?? saved?.Uri ?? (Environment.GetEnvironmentVariable("NODEPOINT_URI") is { Length: > 0 } text ? Absolute(text) : null)
            ?? throw NoPanel();
        var uri = Absolute(address);
        return new PanelOptions
        {
            Uri = uri,
            Name = Name ?? uri.Authority,
            Credential = Credential?.GetNetworkCredential() ?? (saved is null ? null : SavedCredential.Read(saved, InvokeCommand)) ?? FromEnvironment(saved),
            ClientLogin = ClientLogin || saved is { ClientLogin: true },
            CertificatePin = CertificatePin ?? saved?.CertificatePin,
            CaCertificatePath = CaCertificatePath ?? saved?.CaCertificate,
            SkipCertificateCheck = SkipCertificateCheck,
            Timeout = TimeSpan.FromSeconds(TimeoutSec ?? saved?.TimeoutSec ?? 100),
            ThrottleLimit = ThrottleLimit ?? saved?.ThrottleLimit ?? 4,
            Warning = warnings.Add,
        };
    }

    private Exception NoPanel() => Name is null
        ? new RuleException(Rule.PanelMissing, "No panel is specified. Use -Uri with an address such as https://panel.example.com:8080, or set the environment variable NODEPOINT_URI.")
        : new PanelException(FaultKind.NotFound, "", $"No panel is saved as '{Name}'. Get-NpPanel -Saved lists the saved panels; Register-NpPanel saves one.");

    // A saved panel's user name takes precedence over the environment's.
    private static NetworkCredential FromEnvironment(SavedPanel? saved)
        => (saved?.UserName ?? Environment.GetEnvironmentVariable("NODEPOINT_USER")) is { Length: > 0 } user && Environment.GetEnvironmentVariable("NODEPOINT_PASSWORD") is { Length: > 0 } password
            ? new NetworkCredential(user, password)
            : throw new RuleException(Rule.CredentialMissing, "No credential is specified. Use -Credential (Get-Credential), set the environment variables NODEPOINT_USER and NODEPOINT_PASSWORD, or save the panel with Register-NpPanel -Secret.");
}
