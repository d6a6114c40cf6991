using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Nodepoint.IspConfig.Mail.Delivery;

namespace Nodepoint.Transport.Services;

/// <summary>Keeps the certificate of a server, and accepts every one: the checks judge it.</summary>
internal sealed class PeerCertificate
{
    /// <summary>The certificate; null before TLS began.</summary>
    public ServerCertificate? Value { get; private set; }

    /// <summary>Called when TLS begins.</summary>
    public bool Keep(object sender, X509Certificate? found, X509Chain? chain, SslPolicyErrors errors)
    {
        if (found is null) return true;
        var problem = (errors & SslPolicyErrors.RemoteCertificateChainErrors) == 0 ? "" : string.Join("; ", chain?.ChainStatus.Select(static status => status.StatusInformation.Trim().TrimEnd('.')).Distinct() ?? []);
        Value = new ServerCertificate(found.GetRawCertData(), problem, chain?.ChainPolicy.ExtraStore.Select(static one => one.RawData).ToList());
        return true;
    }
}
