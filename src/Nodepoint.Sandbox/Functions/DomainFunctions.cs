using Nodepoint.Sandbox.Php;

namespace Nodepoint.Sandbox.Functions;

/// <summary>Functions of the domain module besides those of its form.</summary>
internal static class DomainFunctions
{
    public static readonly IReadOnlyDictionary<string, PanelFunction> All = new Dictionary<string, PanelFunction>(StringComparer.Ordinal)
    {
        ["domains_get_all_by_user"] = call => call.Database.All(
            "SELECT domain_id, domain FROM domain WHERE sys_groupid = ? ORDER BY domain_id", PanelInt.Of(call["group_id"])),
    };
}
