using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;
using Nodepoint.IspConfig.Model;

namespace Nodepoint.PowerShell.Sandbox;

/// <summary>A sandbox panel in a process of its own.</summary>
public sealed class SandboxPanel
{
    private readonly Process _process;

    internal SandboxPanel(string name, Process process, Uri? http, Uri? https, string pin, bool hasLimitedUser)
    {
        Name = name;
        _process = process;
        HttpUri = http;
        Uri = https ?? http!;
        CertificatePin = pin;
        Credential = new PSCredential("npadmin", SecretText.From("Np-Admin-1!"));
        LimitedCredential = hasLimitedUser ? new PSCredential("npdns", SecretText.From("Np-Dns-1!")) : null;
    }

    /// <summary>What it is called.</summary>
    public string Name { get; }

    /// <summary>Its address, over TLS where it has that.</summary>
    public Uri Uri { get; }

    /// <summary>Its address without TLS; null where it has none.</summary>
    public Uri? HttpUri { get; }

    /// <summary>The SHA-256 fingerprint of its certificate.</summary>
    public string CertificatePin { get; }

    /// <summary>A remote user with every permission, from the seed.</summary>
    public PSCredential Credential { get; }

    /// <summary>A remote user with few permissions, DNS only; null where the sandbox was started from a seed file.</summary>
    public PSCredential? LimitedCredential { get; }

    /// <summary>The name of the remote user with every permission.</summary>
    public string UserName => Credential.UserName;

    /// <summary>The name of the remote user with few permissions; null where there is none.</summary>
    public string? LimitedUserName => LimitedCredential?.UserName;

    /// <summary>The number of its process.</summary>
    public int ProcessId => _process.Id;

    /// <summary>Whether it runs.</summary>
    public bool IsRunning => !_process.HasExited;

    /// <summary>Its name and address.</summary>
    /// <returns>For messages.</returns>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name} ({Uri})");

    internal void Stop()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }
}
