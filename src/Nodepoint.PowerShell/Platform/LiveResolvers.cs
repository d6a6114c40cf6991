using System.Management.Automation;
using System.Net;
using Nodepoint.IspConfig.Dns.Live;
using Nodepoint.IspConfig.Panel;
using Nodepoint.IspConfig.Panel.Transport;
using Nodepoint.IspConfig.Platform;
using Nodepoint.PowerShell.Dns;
using Nodepoint.PowerShell.Errors;

namespace Nodepoint.PowerShell.Platform;

/// <summary>Which resolvers a cmdlet asks: those on its command line, or those of the panel's platform profile, or those of this computer. Every cmdlet that asks live DNS finds them here.</summary>
internal static class LiveResolvers
{
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Finds the resolvers, and says which they are with -Verbose. An error ends the command.</summary>
    /// <param name="cmdlet">The cmdlet, on the pipeline's thread.</param>
    /// <param name="specified">The values of the parameter; null if it was not specified.</param>
    /// <param name="parameter">The name of the parameter.</param>
    /// <param name="panel">The panel whose profile is used; null for none.</param>
    public static IReadOnlyList<IPEndPoint> Find(PSCmdlet cmdlet, string[]? specified, string parameter, PanelConnection? panel)
    {
        if (NameServerArgument.ReadResolvers(cmdlet, specified, parameter) is { } given) return Use(cmdlet, given, $"from -{parameter}");
        if (panel is null || ProfileOf(cmdlet, panel) is not { Resolvers.Count: > 0 } profile) return Use(cmdlet, DnsResolver.SystemServers(), "which this computer uses");
        var found = profile.Resolvers.SelectMany(text => NameServerArgument.EndPoints(cmdlet, NameServerAddress.Parse(text), $"resolver in {profile.Path}:")).ToList();
        return Use(cmdlet, found, $"from the platform profile of panel '{profile.Panel}'");
    }

    /// <summary>Creates what finds records through these resolvers.</summary>
    /// <param name="cmdlet">The cmdlet, on the pipeline's thread.</param>
    /// <param name="specified">The values of the parameter; null if it was not specified.</param>
    /// <param name="parameter">The name of the parameter.</param>
    /// <param name="panel">The panel whose profile is used; null for none.</param>
    public static IDnsResolver Create(PSCmdlet cmdlet, string[]? specified, string parameter, PanelConnection? panel)
        => new DnsResolver(TransportAssembly.Factory<INameServerClientFactory>().CreateNameServerClient(), Find(cmdlet, specified, parameter, panel), AnswerTimeout);

    private static PlatformProfile? ProfileOf(PSCmdlet cmdlet, PanelConnection panel)
    {
        try { return PlatformProfiles.Find(panel); }
        catch (Exception problem) when (PanelErrors.IsExpected(problem))
        {
            cmdlet.ThrowTerminatingError(PanelErrors.Record(problem, panel));
            throw;
        }
    }

    private static IReadOnlyList<IPEndPoint> Use(PSCmdlet cmdlet, IReadOnlyList<IPEndPoint> servers, string source)
    {
        cmdlet.WriteVerbose($"Resolvers: {(servers.Count == 0 ? "none" : string.Join(", ", servers.Select(server => server.Port == NameServerAddress.DefaultPort ? server.Address.ToString() : server.ToString())))}, {source}.");
        return servers;
    }
}
