using System.Management.Automation;
using System.Net;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.IspConfig.Panel;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.PowerShell.ChangeLogs;
using Nodepoint.PowerShell.Completion;
using Nodepoint.PowerShell.Errors;

namespace Nodepoint.PowerShell.Connection;

/// <summary>Logs in to a panel and makes it the default panel of this runspace, or chooses an open connection as the default.</summary>
/// <remarks>The environment variables NODEPOINT_PIN and NODEPOINT_CA give the certificate's pin and the file of its authority, if neither is specified or saved.</remarks>
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

    /// <summary>The name of the connection; the default is the panel's host and port. Without -Uri, the name of an open connection, which becomes the default, or of a saved panel.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(SavedPanelCompleter))]
    public string? Name { get; set; }

    /// <summary>Accepts any certificate. Someone between you and the panel can then read the password.</summary>
    [Parameter]
    public SwitchParameter SkipCertificateCheck { get; set; }

    /// <summary>Keeps the default panel, even if the connection fails. The new panel is then used only by commands with -Panel. Without this switch, there is no default panel after a failure.</summary>
    [Parameter]
    public SwitchParameter KeepDefault { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var before = OpenPanels.Default;
        // After a failure, commands must not work on the panel that happened to be the default before.
        if (!KeepDefault) OpenPanels.SetDefault(null);
        try
        {
            var connection = FindOpen() ?? Open(before);
            if (!KeepDefault) OpenPanels.SetDefault(connection);
            WriteObject(new ConnectedPanel(connection, ReferenceEquals(OpenPanels.Default, connection)));
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

    private PanelConnection Open(PanelConnection? before)
    {
        var warnings = new List<string>();
        var connection = PanelConnection.OpenAsync(Options(warnings), StopToken).GetAwaiter().GetResult();
        var replaced = OpenPanels.Add(connection);
        if (KeepDefault && replaced is not null && replaced == before) OpenPanels.SetDefault(connection);
        replaced?.DisposeAsync().AsTask().WaitAsync(StopToken).GetAwaiter().GetResult();
        foreach (var warning in warnings) WriteWarning(warning);
        return connection;
    }

    // The open connection that -Name alone means; null to log in. What this runspace can connect itself is not shared with another one, which may disconnect it.
    private PanelConnection? FindOpen()
    {
        if (Name is null || MyInvocation.BoundParameters.Keys.Any(name => name is not (nameof(Name) or nameof(KeepDefault)) && !CommonParameters.Contains(name))) return null;
        var own = Environment.GetEnvironmentVariable("NODEPOINT_URI") is { Length: > 0 } || SavedPanels.Find(Name) is not null;
        return OpenPanels.Find(Name, own) is { IsOpen: true } found ? found : null;
    }

    private PanelOptions Options(List<string> warnings)
    {
        var saved = Uri is null && Name is not null ? SavedPanels.Find(Name) : null;
        var address = Uri ?? saved?.Uri ?? (Environment.GetEnvironmentVariable("NODEPOINT_URI") is { Length: > 0 } text ? Absolute(text) : null)
            ?? throw NoPanel();
        var uri = Absolute(address);
        var (pin, ca) = (CertificatePin ?? saved?.CertificatePin, CaCertificatePath ?? saved?.CaCertificate);
        // What was specified or saved takes precedence over the environment as a whole: a pin and an authority exclude each other's trust.
        if (pin is null && ca is null && !SkipCertificateCheck && uri.Scheme == Uri.UriSchemeHttps) (pin, ca) = (FromEnvironment("NODEPOINT_PIN"), FromEnvironment("NODEPOINT_CA"));
        var credential = Credential?.GetNetworkCredential() ?? (saved is null ? null : SavedCredential.Read(saved, InvokeCommand)) ?? FromEnvironment(saved);
        var name = Name ?? uri.Authority;
        return new PanelOptions
        {
            Uri = uri,
            Name = name,
            Credential = credential,
            Changes = (FullLogPath ?? saved?.LogPath) is { } log ? ChangeLog.Open(log, name, credential.UserName) : null,
            ClientLogin = ClientLogin || saved is { ClientLogin: true },
            ReadOnly = ReadOnly || saved is { ReadOnly: true },
            CertificatePin = pin,
            CaCertificatePath = ca,
            SkipCertificateCheck = SkipCertificateCheck,
            Timeout = TimeSpan.FromSeconds(TimeoutSec ?? saved?.TimeoutSec ?? 100),
            ThrottleLimit = ThrottleLimit ?? saved?.ThrottleLimit ?? 4,
            Warning = warnings.Add,
        };
    }

    private static string? FromEnvironment(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    private Exception NoPanel() => Name is null
        ? new RuleException(Rule.PanelMissing, "No panel is specified. Use -Uri with an address such as https://panel.example.com:8080, or set the environment variable NODEPOINT_URI.")
        : new PanelException(FaultKind.NotFound, "", $"No panel is saved as '{Name}'. Get-NpPanel -Saved lists the saved panels; Register-NpPanel saves one.");

    // A saved panel's user name takes precedence over the environment's.
    private static NetworkCredential FromEnvironment(SavedPanel? saved)
        => (saved?.UserName ?? Environment.GetEnvironmentVariable("NODEPOINT_USER")) is { Length: > 0 } user && Environment.GetEnvironmentVariable("NODEPOINT_PASSWORD") is { Length: > 0 } password
            ? new NetworkCredential(user, password)
            : throw new RuleException(Rule.CredentialMissing, "No credential is specified. Use -Credential (Get-Credential), set the environment variables NODEPOINT_USER and NODEPOINT_PASSWORD, or save the panel with Register-NpPanel -Secret.");
}
