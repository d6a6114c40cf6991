using System.Globalization;
using Nodepoint.IspConfig.Dns.Live;

namespace Nodepoint.IspConfig.Platform.Services.Checks;

/// <summary>Says what to do about a service that does not answer.</summary>
internal static class NoAnswer
{
    /// <summary>The reason of a service that is too late.</summary>
    /// <param name="timeout">How long it had.</param>
    public static string Late(TimeSpan timeout) => string.Create(CultureInfo.InvariantCulture, $"no response within {timeout.TotalSeconds:0.###} seconds");

    /// <summary>What is wrong with a service that does not answer.</summary>
    /// <param name="target">The service.</param>
    /// <param name="problem">Why there is no answer.</param>
    public static ServiceFinding Find(ServiceTarget target, NoAnswerException problem)
    {
        var software = ServiceSoftware.Of(target.Protocol);
        var port = target.Port.ToString(CultureInfo.InvariantCulture);
        if (problem.IsWrongProtocol)
            return new(ServiceFindingKind.WrongProtocol, Verdict.Fail, $"{target} answers, but not in this protocol: {problem.Message}.", $"Check which program listens on port {port} (ss -ltnp), and the port of {target.Protocol.Name} in the platform profile.");
        if (target.Service == TestedPanel.Service)
            return new(ServiceFindingKind.NoAnswer, Verdict.Fail, $"{target} does not answer: {problem.Message}.", $"Check that the web server of the panel runs, and that no firewall blocks port {port} for this computer. If the panel has moved, save its new address with Register-NpPanel.");
        if (problem.HasNoRoute)
            return new(ServiceFindingKind.NotChecked, Verdict.Warn, $"{target} was not checked: {problem.Message}.", "Check the network of this computer. For an IPv6 address, run the test from a computer that has IPv6.");
        return new(ServiceFindingKind.NoAnswer, Verdict.Fail, $"{target} does not answer: {problem.Message}.",
            problem.IsConnected ? $"It accepts connections, but does not greet. Check the log of {software.Name} and the load of the server."
            : $"Check on the server that {software.Name} runs (systemctl status {software.Unit}) and listens on this address ({software.Listen}), and that no firewall blocks port {port} for this computer.");
    }
}
