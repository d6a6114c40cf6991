using System.Management.Automation;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Inputs;

namespace Nodepoint.PowerShell.Connection;

/// <summary>The base of the cmdlets that say how to connect to a panel: Connect-NpPanel and Register-NpPanel.</summary>
public abstract class PanelOptionsCommand : CancelableCommand
{
    /// <summary>The SHA-256 fingerprint of the panel's certificate. Only this certificate is accepted, regardless of who signed it.</summary>
    [Parameter]
    public virtual string? CertificatePin { get; set; }

    /// <summary>The path of a file with the certificate of the authority that signed the panel's certificate.</summary>
    [Parameter]
    public virtual string? CaCertificate { get; set; }

    /// <summary>
    /// Logs in as a client of the panel instead of a remote user. The client needs the permission to use the API. The panel lets such a session read and
    /// change far more than its web pages do; the connection is therefore limited to what belongs to the client and, for a reseller, to its clients.
    /// </summary>
    [Parameter]
    public SwitchParameter ClientLogin { get; set; }

    /// <summary>Refuses every call that changes something before it is sent. Commands that only read, and -WhatIf, work as usual.</summary>
    [Parameter]
    public SwitchParameter ReadOnly { get; set; }

    /// <summary>The path of a file for the change log. It gets a line of JSON for each change that a command makes on the panel: when, who, which cmdlet, which object, and from what to what. Secrets are not in it. Several panels and processes can have the same file. Get-NpChangeLog reads it.</summary>
    [Parameter]
    public string? LogPath { get; set; }

    /// <summary>How long to wait for a response, in seconds, from 1 to 3600. The default is the saved value, or 100 if none is saved.</summary>
    [Parameter]
    [ValidateRange(1, 3600)]
    public int? TimeoutSec { get; set; }

    /// <summary>How many requests a command sends at the same time if its own -ThrottleLimit is not specified, from 1 to 256. The default is the saved value, or 4 if none is saved.</summary>
    [Parameter]
    [ValidateRange(1, 256)]
    public int? ThrottleLimit { get; set; }

    /// <summary>The full path of -CaCertificate; null if it is not specified, or empty in a row.</summary>
    private protected string? CaCertificatePath => string.IsNullOrEmpty(CaCertificate) ? null : FilePath.Resolve(this, CaCertificate, nameof(CaCertificate));

    /// <summary>The full path of -LogPath; null if it is not specified.</summary>
    private protected string? FullLogPath => string.IsNullOrEmpty(LogPath) ? null : FilePath.Resolve(this, LogPath, nameof(LogPath));

    /// <summary>The panel's address as an absolute URI, with https:// where the scheme is missing.</summary>
    /// <exception cref="RuleException">It is not the address of a panel.</exception>
    private protected static Uri Absolute(Uri address)
    {
        var absolute = address;
        if ((address.IsAbsoluteUri || Uri.TryCreate("https://" + address, UriKind.Absolute, out absolute)) && absolute.Scheme is ("https" or "http")) return absolute;
        throw NotAnAddress(address.OriginalString);
    }

    /// <summary>Reads the panel's address from a text.</summary>
    /// <exception cref="RuleException">It is not the address of a panel.</exception>
    private protected static Uri Absolute(string text) => Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out var address) ? Absolute(address) : throw NotAnAddress(text);

    // Before an @ there may be a password.
    private static RuleException NotAnAddress(string text)
        => new(Rule.InvalidPanelAddress, $"{(text.Contains('@', StringComparison.Ordinal) ? "The specified address" : $"'{text}'")} is not the address of a panel. Use an address such as https://panel.example.com:8080.");
}
