using System.Management.Automation;
using System.Net;
using Nodepoint.IspConfig.Panel;
using Nodepoint.PowerShell.Completion;
using Nodepoint.PowerShell.Errors;

namespace Nodepoint.PowerShell.Connection;

/// <summary>Logs in to a panel and makes it the default of the commands that follow.</summary>
[Cmdlet(VerbsCommunications.Connect, "NpPanel")]
[OutputType(typeof(PanelConnection))]
public sealed class ConnectNpPanelCommand : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>The panel's address, such as https://panel.example.com:8080; left out, NODEPOINT_URI of the environment.</summary>
    [Parameter(Position = 0)]
    public Uri? Uri { get; set; }

    /// <summary>The remote user and its password; left out, NODEPOINT_USER and NODEPOINT_PASSWORD of the environment.</summary>
    [Parameter(Position = 1)]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>What the connection shall be called; left out, the panel's host and port. Without an address, the name of a saved panel.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(SavedPanelCompleter))]
    public string? Name { get; set; }

    /// <summary>Logs in as a client of the panel rather than as a remote user.</summary>
    [Parameter]
    public SwitchParameter ClientLogin { get; set; }

    /// <summary>The SHA-256 fingerprint of the panel's certificate; only this one is accepted, whoever signed it.</summary>
    [Parameter]
    public string? CertificatePin { get; set; }

    /// <summary>A file with the certificate of the authority that signed the panel's certificate.</summary>
    [Parameter]
    public string? CaCertificate { get; set; }

    /// <summary>Accepts any certificate. Whoever stands in between can then read the password.</summary>
    [Parameter]
    public SwitchParameter SkipCertificateCheck { get; set; }

    /// <summary>How long to wait for an answer, in seconds; 1 to 3600. 100 unless given or saved.</summary>
    [Parameter]
    [ValidateRange(1, 3600)]
    public int? TimeoutSec { get; set; }

    /// <summary>How many requests commands have under way at once unless they say otherwise; 1 to 256. 4 unless given or saved.</summary>
    [Parameter]
    [ValidateRange(1, 256)]
    public int? ThrottleLimit { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var warnings = new List<string>();
        try
        {
            var options = Options(warnings);
            var connection = PanelConnection.OpenAsync(options, _stopping.Token).GetAwaiter().GetResult();
            OpenPanels.Add(connection)?.DisposeAsync().AsTask().GetAwaiter().GetResult();
            foreach (var warning in warnings) WriteWarning(warning);
            WriteObject(connection);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        catch (Exception problem) when (PanelErrors.IsExpected(problem) || problem is PSInvalidOperationException)
        {
            ThrowTerminatingError(PanelErrors.Record(problem, Uri));
        }
    }

    /// <inheritdoc/>
    protected override void StopProcessing() => _stopping.Cancel();

    /// <inheritdoc/>
    public void Dispose() => _stopping.Dispose();

    private PanelOptions Options(List<string> warnings)
    {
        var saved = Uri is null && Name is not null ? SavedPanels.Find(Name) : null;
        var address = Uri ?? saved?.Uri ?? (Environment.GetEnvironmentVariable("NODEPOINT_URI") is { Length: > 0 } text ? new Uri(text, UriKind.RelativeOrAbsolute) : null)
            ?? throw new ArgumentException(Name is null
                ? "No panel was named. Give its address, such as https://panel.example.com:8080, or set NODEPOINT_URI."
                : $"No panel is saved as '{Name}'. Get-NpPanel -Saved shows those that are; Register-NpPanel saves one.");
        var uri = address.IsAbsoluteUri ? address : new Uri("https://" + address, UriKind.RelativeOrAbsolute);
        return new PanelOptions
        {
            Uri = uri,
            Name = Name ?? (uri.IsAbsoluteUri ? uri.Authority : null),
            Credential = Credential?.GetNetworkCredential() ?? (saved is null ? null : SavedCredential.Read(saved, InvokeCommand)) ?? FromEnvironment(saved),
            ClientLogin = ClientLogin || saved is { ClientLogin: true },
            CertificatePin = CertificatePin ?? saved?.CertificatePin,
            CaCertificatePath = CaCertificate is null ? saved?.CaCertificate : GetUnresolvedProviderPathFromPSPath(CaCertificate),
            SkipCertificateCheck = SkipCertificateCheck,
            Timeout = TimeSpan.FromSeconds(TimeoutSec ?? saved?.TimeoutSec ?? 100),
            ThrottleLimit = ThrottleLimit ?? saved?.ThrottleLimit ?? 4,
            Warning = warnings.Add,
        };
    }

    // A saved panel's own user goes before that of the environment.
    private static NetworkCredential FromEnvironment(SavedPanel? saved)
        => (saved?.UserName ?? Environment.GetEnvironmentVariable("NODEPOINT_USER")) is { Length: > 0 } user && Environment.GetEnvironmentVariable("NODEPOINT_PASSWORD") is { Length: > 0 } password
            ? new NetworkCredential(user, password)
            : throw new ArgumentException("No account was given. Use -Credential (Get-Credential), set NODEPOINT_USER and NODEPOINT_PASSWORD, or save the panel with -Secret.");
}
