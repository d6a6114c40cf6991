using System.Text.RegularExpressions;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel;
using Xunit;

namespace Nodepoint.Tests.Model;

/// <summary>Compares the module with the list of the remote API's functions.</summary>
public sealed partial class FunctionCoverageTests
{
    // Functions that no cmdlet but Invoke-NpApi calls, with the reason.
    private static readonly Dictionary<string, string> LeftOut = new()
    {
        ["dns_zone_get_id"] = "finds zones by the beginning of their name, whichever comes first; dns_zone_get with a filter finds the one that is meant",
        ["dns_zone_get_by_user"] = "names and numbers only; dns_zone_get with the client's group gives whole zones",
        ["dns_zone_set_status"] = "creates no job, so the name server does not learn of the change; dns_zone_update with a new serial does",
        ["mail_user_get_all_by_client"] = "mail_user_get with the client's group gives the same, page by page",
        ["mail_domain_get_by_domain"] = "mail_domain_get with a filter gives the same",
        ["client_get_all"] = "IDs only; client_get with a filter gives whole clients",
        ["client_get_id"] = "no cmdlet accepts the ID of a panel user",
        ["client_get_emailcontact"] = "a part of client_get",
        ["client_get_by_customer_no"] = "client_get with a filter gives the same without an error for none",
        ["client_get_sites_by_user"] = "sites_web_domain_get with the client's group gives whole websites",
        ["sites_database_get_all_by_user"] = "sites_database_get with the client's group gives whole databases, without their users' password hashes",
        ["domains_get_all_by_user"] = "domains_domain_get with the client's group gives whole domains",
    };

    [Fact]
    public void Every_function_is_reached_by_a_cmdlet_or_left_out_for_a_reason()
    {
        var reached = Reached();
        Assert.All(PanelFunctions.All, function => Assert.True(reached.Contains(function.Name) || LeftOut.ContainsKey(function.Name), $"No cmdlet calls {function.Name}."));
    }

    [Fact]
    public void Nothing_is_left_out_that_is_reached_or_does_not_exist()
    {
        var reached = Reached();
        Assert.All(LeftOut.Keys, name => Assert.True(PanelFunctions.TryGet(name, out _) && !reached.Contains(name), $"{name} is left out, and is reached or does not exist."));
    }

    private static HashSet<string> Reached()
    {
        string[] verbs = ["_get", "_add", "_update", "_delete"];
        var families = PanelNouns.All.Select(noun => noun.Functions).Concat(Enum.GetValues<DnsRecordType>().Select(type => type.PanelFunction()));
        var source = new[] { "src/Nodepoint.IspConfig", "src/Nodepoint.PowerShell" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories))
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            // The list of what a client's session may call.
            .Where(file => Path.GetFileName(file) != "ClientFunctions.cs");
        var literals = source.SelectMany(file => Literal().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value)).ToHashSet();
        // Functions of a second family for the same table have a literal of their own in the source.
        var all = families.Concat(literals).SelectMany(family => verbs.Select(verb => family + verb)).Concat(literals);
        // Only zones are not enabled and disabled by their status function.
        var switches = PanelNouns.All.Where(noun => noun is not DnsZoneNoun).Select(noun => noun.Functions + "_set_status");
        return [.. all.Concat(switches).Where(name => PanelFunctions.TryGet(name, out _))];
    }

    [GeneratedRegex("\"([a-z]+(?:_[a-z0-9]+)*)\"")]
    private static partial Regex Literal();
}
