using System.Management.Automation;
using System.Net;
using System.Net.Sockets;
using Nodepoint.IspConfig.Dns.Live;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.IspConfig.Panel;
using Nodepoint.PowerShell.Errors;

namespace Nodepoint.PowerShell.Platform;

/// <summary>Which resolvers a cmdlet asks: those on its command line, or those of the panel's platform profile, or those of this computer. Every cmdlet that asks live DNS finds them here.</summary>
internal static class LiveResolvers
{
    /// <summary>Finds the resolvers, and says which they are with -Verbose. An error ends the command.</summary>
    /// <param name="cmdlet">The cmdlet, on the pipeline's thread.</param>
    /// <param name="specified">The values of the parameter; null if it was not specified.</param>
    /// <param name="parameter">The name of the parameter.</param>
    /// <param name="panel">The panel whose profile is used; null for none.</param>
    public static IReadOnlyList<IPEndPoint> Find(PSCmdlet cmdlet, IReadOnlyList<string>? specified, string parameter, PanelConnection? panel)
    {
        object? target = specified;
        try
        {
            if (specified is not null) return Use(cmdlet, Resolve(Read(specified, parameter), $"-{parameter}"), $"from -{parameter}");
            var profile = panel is null ? null : PlatformProfiles.Find(panel);
            if (profile is not { Resolvers.Count: > 0 }) return Use(cmdlet, DnsResolver.SystemServers(), "which this computer uses");
            target = profile.Path;
            return Use(cmdlet, Resolve(Read(profile.Resolvers, ""), $"the platform profile {profile.Path}:"), $"from the platform profile of panel '{profile.Panel}'");
        }
        catch (Exception problem) when (PanelErrors.IsExpected(problem))
        {
            cmdlet.ThrowTerminatingError(PanelErrors.Record(problem, target));
            throw;
        }
    }

    /// <summary>Reads name servers of the command line.</summary>
    /// <param name="specified">The texts.</param>
    /// <param name="parameter">The name of the parameter, for the error; empty if they are not from one.</param>
    /// <exception cref="RuleException">A text is not a name server.</exception>
    public static IReadOnlyList<NameServerAddress> Read(IEnumerable<string> specified, string parameter)
    {
        var servers = new List<NameServerAddress>();
        foreach (var text in specified)
        {
            try { servers.Add(NameServerAddress.Parse(text)); }
            catch (RuleException problem) when (parameter.Length > 0) { throw new RuleException(problem.Rule, $"-{parameter}: {problem.Message}", problem); }
        }

        return servers;
    }

    private static List<IPEndPoint> Resolve(IEnumerable<NameServerAddress> servers, string source)
    {
        var found = new List<IPEndPoint>();
        foreach (var server in servers)
        {
            try { found.AddRange((server.Address is { } address ? [address] : System.Net.Dns.GetHostAddresses(server.Host)).Select(one => new IPEndPoint(one, server.Port))); }
            catch (SocketException problem) { throw new RuleException(Rule.InvalidNameServer, $"The address of {source} {server.Host} was not found: {problem.Message}. Specify an address.", problem); }
        }

        return found;
    }

    private static IReadOnlyList<IPEndPoint> Use(PSCmdlet cmdlet, IReadOnlyList<IPEndPoint> servers, string source)
    {
        cmdlet.WriteVerbose($"Resolvers: {(servers.Count == 0 ? "none" : string.Join(", ", servers.Select(server => server.Port == NameServerAddress.DefaultPort ? server.Address.ToString() : server.ToString())))}, {source}.");
        return servers;
    }
}
