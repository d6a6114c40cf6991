using System.Net;
using Nodepoint.IspConfig.Platform.Services;
using Nodepoint.IspConfig.Servers;

namespace Nodepoint.IspConfig.Platform.Checks;

/// <summary>Compares the addresses of the profile with the server addresses of the panel.</summary>
internal sealed class AddressCheck : IPlatformCheck
{
    // What no server of the panel provides.
    private static readonly HashSet<string> Others = new(StringComparer.OrdinalIgnoreCase) { "gateway", "proxy", TestedPanel.Service };

    /// <inheritdoc/>
    public PlatformCheckName Name => PlatformCheckName.Addresses;

    /// <inheritdoc/>
    public bool NeedsProfile => true;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<PlatformFinding>> RunAsync(PlatformContext context, CancellationToken cancel)
    {
        var listed = await context.CallAsync(() => context.Lookup.Table(ServerIpNoun.Instance).ListAsync([], cancel), cancel).ConfigureAwait(false);
        var known = listed.Select(static one => one.IPAddress).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var findings = new List<PlatformFinding>();
        foreach (var address in context.Profile.Services.Where(static one => !Others.Contains(one.Name)).SelectMany(static one => one.Addresses.Select(address => (Service: one, Address: address))).GroupBy(static one => one.Address, static one => one.Service))
        {
            if (known.Contains(Normal(address.Key))) continue;
            findings.Add(new PlatformFinding(Name, Verdict.Warn, $"The panel does not know {address.Key}, the address of {string.Join(" and ", address.Select(static one => one.Name))} in the profile.",
                $"If it is right, add it to the panel: New-NpServerIp {address.Key}{ServerOf(context.Profile, address.First())}. If not, correct the profile: Set-NpPlatform -Service @{{ Name = '{address.First().Name}'; Addresses = '...' }}"));
        }

        var own = context.Profile.Services.SelectMany(static one => one.Addresses).Select(Normal).ToHashSet(StringComparer.OrdinalIgnoreCase);
        findings.AddRange(listed.Where(one => !own.Contains(one.IPAddress) && IPAddress.TryParse(one.IPAddress, out var address) && PrivateAddress.IsPublic(address))
            .Select(one => new PlatformFinding(Name, Verdict.Warn, $"No service of the profile has {one.IPAddress}, an address of server {one.ServerId} on the panel.", $"Add it to the service that uses it: Set-NpPlatform -Service @{{ Name = 'web'; Addresses = '{one.IPAddress}' }}. If nothing uses it, remove it: Remove-NpServerIp {one.IPAddress}")));
        return findings;
    }

    private static string Normal(string address) => IPAddress.TryParse(address, out var parsed) ? parsed.ToString() : address;

    private static string ServerOf(PlatformProfile profile, PlatformService service)
    {
        var kind = service.Name switch { "mail" => "mail", "web" or "ftp" => "web", _ when ServiceProtocol.Of(service).Contains(ServiceProtocol.Dns) => "dns", _ => "" };
        return profile.ServerIds.TryGetValue(kind, out var id) ? $" -ServerId {id}" : "";
    }
}
