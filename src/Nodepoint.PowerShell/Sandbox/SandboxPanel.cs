using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;
using Nodepoint.IspConfig.Model;

namespace Nodepoint.PowerShell.Sandbox;

/// <summary>A sandbox panel in its own process.</summary>
public sealed class SandboxPanel
{
    private readonly Process _process;
    private volatile bool _isStopped;

    internal SandboxPanel(string name, Process process, Uri? http, Uri? https, string pin, bool hasLimitedUser)
    {
        Name = name;
        _process = process;
        ProcessId = process.Id;
        HttpUri = http;
        Uri = https ?? http!;
        CertificatePin = pin;
        Credential = new PSCredential("npadmin", SecretText.From("Np-Admin-1!"));
        LimitedCredential = hasLimitedUser ? new PSCredential("npdns", SecretText.From("Np-Dns-1!")) : null;
    }

    /// <summary>The name of the sandbox.</summary>
    public string Name { get; }

    /// <summary>The address of the sandbox, with https if it has it.</summary>
    public Uri Uri { get; }

    /// <summary>The address without TLS; null for none.</summary>
    public Uri? HttpUri { get; }

    /// <summary>The SHA-256 fingerprint of the sandbox's certificate.</summary>
    public string CertificatePin { get; }

    /// <summary>A remote user with every permission.</summary>
    public PSCredential Credential { get; }

    /// <summary>A remote user with permission for DNS only; null if the sandbox was started from a seed file.</summary>
    public PSCredential? LimitedCredential { get; }

    /// <summary>The name of the remote user with every permission.</summary>
    public string UserName => Credential.UserName;

    /// <summary>The name of the remote user with few permissions; null for none.</summary>
    public string? LimitedUserName => LimitedCredential?.UserName;

    /// <summary>The ID of the sandbox's process.</summary>
    public int ProcessId { get; }

    /// <summary>Whether the sandbox is running.</summary>
    public bool IsRunning => !_isStopped && !_process.HasExited;

    /// <summary>The name and the address.</summary>
    /// <returns>The text, for messages.</returns>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name} ({Uri})");

    /// <summary>Sends a request to the sandbox itself, not to its panel.</summary>
    /// <param name="path">The path, such as /sandbox/reset.</param>
    /// <param name="body">The body; null for none.</param>
    /// <param name="cancel">Cancels the request.</param>
    /// <exception cref="HttpRequestException">The sandbox does not respond.</exception>
    internal async Task<HttpResponseMessage> PostAsync(string path, HttpContent? body, CancellationToken cancel)
    {
        using var client = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
        return await client.PostAsync(new Uri(HttpUri!, path), body, cancel).ConfigureAwait(false);
    }

    /// <summary>Gets something from the sandbox itself, not from its panel.</summary>
    /// <param name="path">The path, such as /sandbox/rows.</param>
    /// <param name="cancel">Cancels the request.</param>
    /// <exception cref="HttpRequestException">The sandbox does not respond.</exception>
    internal async Task<Stream> GetAsync(string path, CancellationToken cancel)
    {
        using var client = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
        return new MemoryStream(await client.GetByteArrayAsync(new Uri(HttpUri!, path), cancel).ConfigureAwait(false));
    }

    internal void Stop()
    {
        if (_isStopped) return;
        _isStopped = true;
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }
}
