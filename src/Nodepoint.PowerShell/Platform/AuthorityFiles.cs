using Nodepoint.IspConfig.Panel.Transport;

namespace Nodepoint.PowerShell.Platform;

/// <summary>The certificates of authorities that a command has read from files.</summary>
internal sealed class AuthorityFiles : IDisposable
{
    private readonly List<CertificateAuthorities> _read = [];

    /// <summary>Reads the certificates of a file.</summary>
    /// <param name="path">The complete path.</param>
    /// <exception cref="IspConfig.Panel.Faults.PanelException">The file cannot be read.</exception>
    public CertificateAuthorities Read(string path)
    {
        var authorities = new CertificateAuthorities(path);
        _read.Add(authorities);
        return authorities;
    }

    /// <inheritdoc/>
    public void Dispose() => _read.ForEach(static one => one.Dispose());
}
