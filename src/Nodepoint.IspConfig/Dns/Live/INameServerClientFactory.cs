namespace Nodepoint.IspConfig.Dns.Live;

/// <summary>What asking name servers needs from packages. Nodepoint.Transport implements it.</summary>
internal interface INameServerClientFactory
{
    /// <summary>Creates what asks name servers.</summary>
    INameServerClient CreateNameServerClient();
}
