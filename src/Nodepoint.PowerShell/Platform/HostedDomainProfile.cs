using System.Management.Automation;
using Nodepoint.IspConfig.Panel;
using Nodepoint.IspConfig.Platform;
using Nodepoint.PowerShell.Errors;

namespace Nodepoint.PowerShell.Platform;

/// <summary>The platform profile from which cmdlets have the defaults of new domains and sites.</summary>
internal static class HostedDomainProfile
{
    /// <summary>Finds the profile, and says with -Verbose which values it has. An error ends the command.</summary>
    /// <param name="cmdlet">The cmdlet, on the pipeline's thread.</param>
    /// <param name="panel">The panel.</param>
    /// <returns>The profile; null for none.</returns>
    public static PlatformProfile? Find(PSCmdlet cmdlet, PanelConnection panel)
    {
        PlatformProfile? profile;
        try { profile = PlatformProfiles.Find(panel); }
        catch (Exception problem) when (PanelErrors.IsExpected(problem))
        {
            cmdlet.ThrowTerminatingError(PanelErrors.Record(problem, panel));
            throw;
        }

        cmdlet.WriteVerbose(profile is null ? $"Panel '{panel.Name}' has no platform profile, so there are no defaults for new domains." : $"Defaults from the platform profile of panel '{profile.Panel}' ({profile.Path}): {Describe(profile)}.");
        return profile;
    }

    private static string Describe(PlatformProfile profile)
    {
        (string Name, string Value)[] values =
        [
            ("name servers", string.Join(", ", profile.NameServers)), ("host master", profile.HostMaster ?? ""), ("address", profile.DefaultAddress ?? ""), ("mail host", profile.MailHost ?? ""),
            ("mail exchangers", string.Join(", ", profile.MailExchangers)), ("SPF policy", profile.SpfPolicy ?? ""), ("DMARC policy", profile.DmarcPolicy ?? ""),
            ("site zone", profile.SiteZone ?? ""), ("proxy", string.Join(", ", profile.FindService("proxy")?.Addresses ?? [])),
            ("times to live", string.Join(", ", profile.Ttls.Select(static one => $"{one.Key} {one.Value}"))), ("server IDs", string.Join(", ", profile.ServerIds.Select(static one => $"{one.Key} {one.Value}"))),
        ];
        return string.Join("; ", values.Where(static one => one.Value.Length > 0).Select(static one => $"{one.Name} {one.Value}").DefaultIfEmpty("none"));
    }
}
