using System.Management.Automation;
using System.Net;
using System.Net.Sockets;
using Nodepoint.IspConfig.Dns.Live;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.IspConfig.Panel.Transport;
using Nodepoint.PowerShell.Errors;

namespace Nodepoint.PowerShell.Dns;

/// <summary>Reads the name servers and resolvers that a parameter names.</summary>
internal static class NameServerArgument
{
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Reads name servers.</summary>
    /// <param name="command">The command, which ends if a text is not valid.</param>
    /// <param name="texts">The texts; null if the parameter is not specified.</param>
    /// <param name="parameter">The parameter.</param>
    /// <returns>The name servers; null if the parameter is not specified.</returns>
    public static List<NameServerAddress>? Read(PSCmdlet command, string[]? texts, string parameter)
    {
        if (texts is null) return null;
        var servers = new List<NameServerAddress>();
        foreach (var text in texts)
        {
            try { servers.Add(NameServerAddress.Parse(text)); }
            catch (RuleException problem) { command.ThrowTerminatingError(PanelErrors.Record(new RuleException(problem.Rule, $"-{parameter}: {problem.Message}"), text)); }
        }

        return servers;
    }

    /// <summary>Reads resolvers and finds their addresses.</summary>
    /// <param name="command">The command, which ends if a text is not valid or a name has no address.</param>
    /// <param name="texts">The texts; null if the parameter is not specified.</param>
    /// <param name="parameter">The parameter.</param>
    /// <returns>The addresses; null if the parameter is not specified.</returns>
    public static List<IPEndPoint>? ReadResolvers(PSCmdlet command, string[]? texts, string parameter)
        => Read(command, texts, parameter)?.SelectMany(server => EndPoints(command, server, parameter)).ToList();

    /// <summary>Creates what finds records through resolvers.</summary>
    /// <param name="command">The command, which ends if a text is not valid or a name has no address.</param>
    /// <param name="texts">The resolvers; null if the parameter is not specified.</param>
    /// <param name="parameter">The parameter.</param>
    public static IDnsResolver CreateResolver(PSCmdlet command, string[]? texts, string parameter)
        => new DnsResolver(TransportAssembly.Factory<INameServerClientFactory>().CreateNameServerClient(), ReadResolvers(command, texts, parameter) ?? DefaultResolvers(), AnswerTimeout);

    /// <summary>The resolvers of a cmdlet that none are specified for.</summary>
    public static IReadOnlyList<IPEndPoint> DefaultResolvers() => DnsResolver.SystemServers();

    private static IPEndPoint[] EndPoints(PSCmdlet command, NameServerAddress server, string parameter)
    {
        try { return [.. (server.Address is { } address ? [address] : System.Net.Dns.GetHostAddresses(server.Host)).Select(one => new IPEndPoint(one, server.Port))]; }
        catch (SocketException problem)
        {
            command.ThrowTerminatingError(PanelErrors.Record(new RuleException(Rule.InvalidNameServer, $"The address of -{parameter} {server.Host} was not found: {problem.Message}. Specify an address."), server.ToString()));
            return [];
        }
    }
}
