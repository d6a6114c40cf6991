using System.Collections.Frozen;
using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Clients;

/// <summary>What the functions of the remote API that do not go through a form are about, for the sessions of clients. Functions that are not here and have no form are not for clients.</summary>
internal static class ClientFunctions
{
    /// <summary>Functions that tell nothing about clients: servers, DNS templates, and the number of waiting jobs. Settings are the administrator's; cmdlets read those that they need.</summary>
    public static readonly FrozenSet<string> WithoutClients = new[]
    {
        "get_function_list", "server_get_all", "server_get_functions", "server_get_app_version", "server_get_php_versions", "server_get_serverid_by_name",
        "server_get_serverid_by_ip", "monitor_jobqueue_count", "dns_templatezone_get_all",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The parameter that names a client.</summary>
    public static readonly FrozenDictionary<string, string> OfClient = new Dictionary<string, string>
    {
        ["quota_get_by_user"] = "client_id",
        ["mailquota_get_by_user"] = "client_id",
        ["databasequota_get_by_user"] = "client_id",
        ["trafficquota_get_by_user"] = "client_id",
        ["ftptrafficquota_data"] = "client_id",
        ["sites_database_get_all_by_user"] = "client_id",
        ["mail_user_get_all_by_client"] = "client_id",
        ["dns_zone_get_by_user"] = "client_id",
        ["dns_templatezone_add"] = "client_id",
        ["client_get_groupid"] = "client_id",
        ["client_get_emailcontact"] = "client_id",
        ["client_template_additional_get"] = "client_id",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The parameter that names a group, or several.</summary>
    public static readonly FrozenDictionary<string, string> OfGroup = new Dictionary<string, string>
    {
        ["client_get_by_groupid"] = "group_id",
        ["domains_get_all_by_user"] = "group_id",
        ["client_get_sites_by_user"] = "sys_groupid",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The parameter that names a user.</summary>
    public static readonly FrozenDictionary<string, string> OfUser = new Dictionary<string, string>
    {
        ["client_get_by_username"] = "username",
        ["client_login_get"] = "username",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The parameter with the ID of a record, and the function that reads the record.</summary>
    public static readonly FrozenDictionary<string, (string Parameter, string Reader)> OfRecord = new Dictionary<string, (string, string)>
    {
        ["dns_zone_set_status"] = ("primary_id", "dns_zone_get"),
        ["dns_zone_set_dnssec"] = ("primary_id", "dns_zone_get"),
        ["dns_rr_get_all_by_zone"] = ("zone_id", "dns_zone_get"),
        ["mail_domain_set_status"] = ("primary_id", "mail_domain_get"),
        ["sites_web_domain_set_status"] = ("primary_id", "sites_web_domain_get"),
        ["sites_web_domain_backup_list"] = ("site_id", "sites_web_domain_get"),
        ["client_change_password"] = ("client_id", "client_get"),
        ["client_delete_everything"] = ("client_id", "client_get"),
        ["client_template_additional_add"] = ("client_id", "client_get"),
        ["client_template_additional_delete"] = ("client_id", "client_get"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The functions for a backup: the list with all of them, the column of what was backed up, and the function that reads that.</summary>
    public static readonly FrozenDictionary<string, (string List, string Parent, string Reader)> OfBackup = new Dictionary<string, (string, string, string)>
    {
        ["sites_web_domain_backup"] = ("sites_web_domain_backup_list", "parent_domain_id", "sites_web_domain_get"),
        ["mail_user_backup"] = ("mail_user_backup_list", "mailuser_id", "mail_user_get"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The columns that refer to another record, and the function that reads it.</summary>
    public static readonly FrozenDictionary<string, string> Links = new Dictionary<string, string>
    {
        ["zone"] = "dns_zone_get",
        ["parent_domain_id"] = "sites_web_domain_get",
        ["mailuser_id"] = "mail_user_get",
        ["web_folder_id"] = "sites_web_folder_get",
        ["database_user_id"] = "sites_database_user_get",
        ["database_ro_user_id"] = "sites_database_user_get",
        ["rid"] = "mail_spamfilter_user_get",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Whether a function reads records of the administrator that are meant for all clients.</summary>
    public static bool IsForEverybody(string function) => PanelNouns.All.Any(noun => noun.IsForEverybody && function == noun.Functions + "_get");

    /// <summary>Whether a member holds an address whose mail domain has to be the client's own.</summary>
    public static bool IsAddress(string function, string member) => member switch
    {
        "email" => function.StartsWith("mail_user_", StringComparison.Ordinal) || function.StartsWith("mail_spamfilter_user_", StringComparison.Ordinal),
        "source" => function.StartsWith("mail_alias_", StringComparison.Ordinal) || function.StartsWith("mail_forward_", StringComparison.Ordinal) || function.StartsWith("mail_catchall_", StringComparison.Ordinal)
            || function.StartsWith("mail_aliasdomain_", StringComparison.Ordinal),
        "destination" => function.StartsWith("mail_fetchmail_", StringComparison.Ordinal) || function.StartsWith("mail_aliasdomain_", StringComparison.Ordinal),
        "domain" => function.StartsWith("mail_mailinglist_", StringComparison.Ordinal),
        _ => false,
    };

    /// <summary>The table and the ID column of the records that functions with a prefix are about; empty if it is not known.</summary>
    public static (string Table, string IdColumn) TableOf(string functions)
        => Tables.Value.TryGetValue(functions, out var known) ? known : functions.StartsWith("dns_", StringComparison.Ordinal) ? ("dns_rr", "id") : ("", "");

    private static readonly Lazy<Dictionary<string, (string Table, string IdColumn)>> Tables = new(() =>
        new(PanelNouns.All.GroupBy(noun => noun.Functions, StringComparer.Ordinal).Select(same => KeyValuePair.Create(same.Key, (same.First().Table, same.First().IdColumn))), StringComparer.Ordinal)
        {
            ["mail_blacklist"] = ("mail_access", "access_id"),
            ["mail_spamfilter_blacklist"] = ("spamfilter_wblist", "wblist_id"),
        });
}
