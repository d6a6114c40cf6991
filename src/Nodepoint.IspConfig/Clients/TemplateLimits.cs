using System.Globalization;
using System.Text.Json;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.IspConfig.Panel.Faults;

namespace Nodepoint.IspConfig.Clients;

/// <summary>
/// The limits that a client gets from its templates. Any change of a client with a main template, be it of the city, makes the panel set them again, so that the
/// change is planned with them.
/// </summary>
internal static class TemplateLimits
{
    private static readonly string[] ServerLists = ["mail_servers", "web_servers", "dns_servers", "db_servers", "xmpp_servers"];
    private static readonly string[] CronTypes = ["full", "chrooted", "url"];
    private static readonly Dictionary<string, string[]> Lists = new(StringComparer.Ordinal)
    {
        ["web_php_options"] = ["no", "fast-cgi", "cgi", "mod", "suphp", "php-fpm", "hhvm"],
        ["ssh_chroot"] = ["no", "jailkit"],
    };

    /// <summary>The additional templates that are assigned to a client, by their IDs.</summary>
    public static IEnumerable<long> AssignedTo(Client client)
        => client.AdditionalTemplates.Split('/').Select(item => item.Split(':')).Where(parts => parts.Length == 2).Select(parts => Number(parts[1])).Where(id => id > 0);

    /// <summary>Sets the limits of a changed client to those of its templates, as the panel will.</summary>
    /// <exception cref="RuleException">The change sets a limit, which would not last.</exception>
    public static async ValueTask<Client> ApplyAsync(Client before, Client after, PanelLookup lookup, CancellationToken cancel)
    {
        if (after.TemplateId <= 0) return after;
        List<ClientTemplate> templates;
        // An account that may not read templates cannot tell what the panel is going to set.
        try { templates = await lookup.OnceAsync("all client templates", "", () => new ClientTemplates(lookup.Connection, lookup).ListAllAsync(cancel)).ConfigureAwait(false); }
        catch (PanelException problem) when (problem.Kind is FaultKind.PermissionDenied) { return after; }
        if (templates.Find(template => template.Id == after.TemplateId) is not { } main) return after;
        var limits = Add(main, IdsOf(after).Select(id => templates.Find(template => template.Id == id)).OfType<ClientTemplate>(), after.ClientLimit != 0);
        var noun = ClientNoun.Instance;
        var (set, columns) = Read(limits);
        var lost = noun.Differences(before, after).Intersect(columns).Intersect(noun.Differences(after, set)).Select(ordinal => noun.Columns[ordinal].Member).ToArray();
        if (lost.Length > 0)
            throw new RuleException(Rule.ChangeNotAllowed, $"Cannot set {string.Join(", ", lost.Select(member => "-" + member))} of client '{after}': the client has the template '{main.Name}', and the panel sets the limits of the template again with every change. Assign an additional template (New-NpClientTemplateAssignment), or use -TemplateId 0 to give the client its own limits.");
        return noun.Merge(after, set, columns);
    }

    // Assignments that are stored in the old way are template IDs alone.
    private static IEnumerable<long> IdsOf(Client client) => client.AdditionalTemplates.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(item => Number(item[(item.IndexOf(':', StringComparison.Ordinal) + 1)..]));

    private static (Client Client, ColumnSet Columns) Read(Dictionary<string, string> limits)
    {
        var reader = new Utf8JsonReader(JsonSerializer.SerializeToUtf8Bytes(limits, LimitData.Default.DictionaryStringString));
        reader.Read();
        var columns = ColumnSet.Empty;
        for (var ordinal = 0; ordinal < ClientNoun.Instance.Columns.Count; ordinal++)
            if (limits.ContainsKey(ClientNoun.Instance.Columns[ordinal].Name)) columns = columns.With(ordinal);
        return (ClientNoun.Instance.Read(ref reader), columns);
    }

    private static Dictionary<string, string> Add(ClientTemplate main, IEnumerable<ClientTemplate> additional, bool isReseller)
    {
        var limits = main.Limits.Where(limit => limit.Value is not null && IsLimit(limit.Key)).ToDictionary(limit => limit.Key, limit => limit.Value!, StringComparer.Ordinal);
        if (isReseller && limits.GetValueOrDefault("limit_client") == "0") limits["limit_client"] = "-1";
        foreach (var (name, extra) in additional.SelectMany(template => template.Limits))
        {
            if (extra is null || !limits.TryGetValue(name, out var have) || (name == "limit_client" && isReseller == (extra == "0"))) continue;
            limits[name] = Sum(name, have, extra);
        }

        if (!isReseller) limits.Remove("limit_client");
        // A template without a default server leaves the client's.
        foreach (var name in limits.Where(limit => limit.Key.StartsWith("default_", StringComparison.Ordinal) && limit.Value == "0").Select(limit => limit.Key).ToArray()) limits.Remove(name);
        // The panel sets empty values too, but its form does not accept them.
        foreach (var name in limits.Where(limit => limit.Value.Length == 0).Select(limit => limit.Key).ToArray()) limits.Remove(name);
        return limits;
    }

    // What limits least wins.
    private static string Sum(string name, string have, string extra)
    {
        if (ServerLists.Contains(name)) return string.Join(',', have.Split(',', StringSplitOptions.RemoveEmptyEntries).Concat(extra.Split(',', StringSplitOptions.RemoveEmptyEntries)).Distinct());
        if (Lists.TryGetValue(name, out var values)) return string.Join(',', values.Where(value => have.Split(',').Contains(value) || extra.Split(',').Contains(value)));
        if (name == "limit_cron_type") return Array.Find(CronTypes, type => type == have || type == extra) ?? have;
        if (name == "force_suexec") return have == "n" || extra == "n" ? "n" : have;
        if (!long.TryParse(extra, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)) return have == "y" || extra == "y" ? "y" : have;
        var known = Number(have);
        var sum = name == "limit_cron_frequency" ? Math.Max(1, Math.Min(known, number))
            : name.StartsWith("default_", StringComparison.Ordinal) && name != "default_xmppserver" ? (known == 0 ? number : known)
            : known < 0 ? known : number == -1 ? -1 : known + number;
        return sum.ToString(CultureInfo.InvariantCulture);
    }

    private static bool IsLimit(string name) => name.Contains("limit", StringComparison.Ordinal) || name.Contains("default", StringComparison.Ordinal) || name.Contains("_servers", StringComparison.Ordinal)
        || name is "ssh_chroot" or "web_php_options" or "force_suexec";

    private static long Number(string text) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : 0;
}

[System.Text.Json.Serialization.JsonSerializable(typeof(Dictionary<string, string>))]
[System.Text.Json.Serialization.JsonSerializable(typeof(System.Text.Json.Nodes.JsonNode))]
internal sealed partial class LimitData : System.Text.Json.Serialization.JsonSerializerContext;
