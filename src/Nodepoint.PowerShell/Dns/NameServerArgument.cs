using System.Management.Automation;
using System.Net;
using System.Net.Sockets;
using Nodepoint.IspConfig.Dns.Live;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.PowerShell.Errors;

namespace Nodepoint.PowerShell.Dns;

/// <summary>Reads the name servers and resolvers that a parameter names.</summary>
internal static class NameServerArgument
{
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
        => Read(command, texts, parameter)?.SelectMany(server => EndPoints(command, server, $"-{parameter}")).ToList();

    /// <summary>Finds the addresses of a resolver.</summary>
    /// <param name="command">The command, which ends if the name has no address.</param>
    /// <param name="server">The resolver.</param>
    /// <param name="source">Where it is from, for the error: a parameter, or a file.</param>
    public static IPEndPoint[] EndPoints(PSCmdlet command, NameServerAddress server, string source)
    {
        try { return [.. (server.Address is { } address ? [address] : System.Net.Dns.GetHostAddresses(server.Host)).Select(one => new IPEndPoint(one, server.Port))]; }
        catch (SocketException problem)
        {
            command.ThrowTerminatingError(PanelErrors.Record(new RuleException(Rule.InvalidNameServer, $"The address of {source} {server.Host} was not found: {problem.Message}. Specify an address."), server.ToString()));
            return [];
        }
    }
}
