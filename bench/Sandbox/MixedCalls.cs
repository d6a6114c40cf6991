using System.Globalization;

namespace Nodepoint.Bench.Sandbox;

/// <summary>
/// The calls of an admin's scripts over a day, in random order: a little over half are reads, the rest writes. Each caller has its
/// own domains, zones and sites.
/// </summary>
internal sealed class MixedCalls
{
    private const int Domains = 5;
    private const int Zones = 10;

    private readonly PanelCaller _caller;
    private readonly Random _random;
    private readonly string _name;
    private readonly (int Weight, Func<Task> Call)[] _mix;
    private readonly int _weights;
    private readonly List<string> _domains = [];
    private readonly List<string> _zones = [];
    private readonly List<string> _sites = [];
    private readonly List<(string Id, string Email)> _mailboxes = [];
    private readonly List<(string Id, string Zone)> _records = [];
    private int _count;

    public MixedCalls(PanelCaller caller, int number)
    {
        _caller = caller;
        _random = new Random(number);
        _name = $"w{number.ToString(CultureInfo.InvariantCulture)}";
        _mix =
        [
            (1, LoginAgain),
            (12, AddMailbox),
            (12, () => caller.CallAsync("mail_user_get", Id(Some(_mailboxes).Id))),
            (12, () => caller.CallAsync("mail_user_get", Filter("email", Some(_mailboxes).Email))),
            (6, ChangeMailbox),
            (4, () => Delete("mail_user_delete", _mailboxes, AddMailbox, "")),
            (4, AddForward),
            (2, AddDomain),
            (5, () => caller.CallAsync("mail_domain_get", Filter("domain", Some(_domains)))),
            (8, AddRecord),
            (4, ChangeRecord),
            (2, () => Delete("dns_a_delete", _records, AddRecord, ",\"update_serial\":true")),
            (5, () => caller.CallAsync("dns_zone_get", Id(Some(_zones)))),
            (4, () => caller.CallAsync("dns_rr_get_all_by_zone", $"\"zone_id\":{Some(_zones)}")),
            (2, () => caller.CallAsync("dns_zone_set_status", $"{Id(Some(_zones))},\"status\":\"active\"")),
            (1, AddSite),
            (4, () => caller.CallAsync("sites_web_domain_get", Id(Some(_sites)))),
            (1, AddFtpUser),
            (1, AddClient),
            (3, () => caller.CallAsync("client_get", "\"client_id\":1")),
            (3, () => caller.CallAsync("client_get_by_groupid", "\"group_id\":2")),
            (4, () => caller.CallAsync("monitor_jobqueue_count", "\"server_id\":0")),
        ];
        _weights = _mix.Sum(part => part.Weight);
    }

    /// <summary>Logs in and creates the records that the calls need; this is not measured.</summary>
    public async Task PrepareAsync()
    {
        await _caller.LoginAsync();
        for (var i = 0; i < Domains; i++) await AddDomain();
        for (var i = 0; i < Zones; i++) await AddZone();
        await AddSite();
        for (var i = 0; i < 20; i++) await AddMailbox();
        for (var i = 0; i < 20; i++) await AddRecord();
        _caller.Times.Clear();
    }

    public async Task RunAsync(int calls)
    {
        while (_caller.Times.Count < calls)
        {
            var at = _random.Next(_weights);
            foreach (var (weight, call) in _mix)
            {
                if ((at -= weight) >= 0) continue;
                await call();
                break;
            }
        }
    }

    private async Task LoginAgain()
    {
        await _caller.CallAsync("logout", "\"x\":0");
        await _caller.LoginAsync();
    }

    private async Task AddDomain()
    {
        var domain = $"{Next()}.test";
        await Add("mail_domain_add", $$"""{"server_id":1,"domain":"{{domain}}","active":"y"}""");
        _domains.Add(domain);
    }

    private async Task AddMailbox()
    {
        var domain = Some(_domains);
        var local = Next();
        var email = $"{local}@{domain}";
        _mailboxes.Add((await Add("mail_user_add", $$"""
            {"server_id":1,"email":"{{email}}","login":"{{email}}","password":"Mb-Pw-123!","name":"Somebody","quota":104857600,"maildir":"/var/vmail/{{domain}}/{{local}}","homedir":"/var/vmail","uid":5000,"gid":5000}
            """), email));
    }

    private async Task ChangeMailbox()
    {
        var (id, email) = Some(_mailboxes);
        await Update("mail_user_update", id, $$"""{"email":"{{email}}","name":"{{Next()}}","quota":{{_random.Next(1, 100)}}000000}""");
    }

    private async Task AddForward()
    {
        var source = $"{Next()}@{Some(_domains)}";
        await Add("mail_forward_add", $$"""{"server_id":1,"source":"{{source}}","destination":"{{Some(_mailboxes).Email}}","type":"forward","active":"y"}""");
    }

    private async Task AddZone()
    {
        var origin = $"{Next()}.test.";
        _zones.Add(await Add("dns_zone_add", $$"""
            {"server_id":1,"origin":"{{origin}}","ns":"ns1.{{origin}}","mbox":"hostmaster.{{origin}}","serial":"2020010101","refresh":7200,"retry":540,"expire":604800,"minimum":3600,"ttl":3600,"active":"Y"}
            """));
    }

    private async Task AddRecord()
    {
        var zone = Some(_zones);
        _records.Add((await Add("dns_a_add", Record(zone, Next()), ",\"update_serial\":true"), zone));
    }

    private async Task ChangeRecord()
    {
        var (id, zone) = Some(_records);
        await Update("dns_a_update", id, Record(zone, Next()), ",\"update_serial\":true");
    }

    private string Record(string zone, string name)
        => $$"""{"server_id":1,"zone":{{zone}},"name":"{{name}}","type":"A","data":"203.0.113.{{_random.Next(1, 255)}}","aux":0,"ttl":3600,"active":"Y"}""";

    private async Task AddSite()
    {
        _sites.Add(await Add("sites_web_domain_add", $$"""
            {"server_id":1,"ip_address":"*","ipv6_address":"","domain":"{{Next()}}.test","type":"vhost","parent_domain_id":0,"vhost_type":"name","hd_quota":1024,"traffic_quota":-1,"cgi":"n","ssi":"n","suexec":"y","errordocs":1,"subdomain":"www","php":"php-fpm","ruby":"n","redirect_type":"","redirect_path":"","ssl":"n","ssl_letsencrypt":"n","stats_password":"","stats_type":"awstats","allow_override":"All","php_open_basedir":"/","pm":"ondemand","pm_process_idle_timeout":10,"pm_max_requests":0,"pm_max_children":10,"pm_start_servers":2,"pm_min_spare_servers":1,"pm_max_spare_servers":5,"php_fpm_use_socket":"y","http_port":80,"https_port":443,"backup_interval":"none","backup_copies":1,"active":"y","traffic_quota_lock":"n"}
            """));
    }

    private async Task AddFtpUser()
    {
        var site = Some(_sites);
        await Add("sites_ftp_user_add", $$"""
            {"server_id":1,"parent_domain_id":{{site}},"username":"{{Next()}}","password":"Ftp-Pw-123!","quota_size":-1,"active":"y","uid":"web{{site}}","gid":"client1","dir":"/var/www/clients/client1/web{{site}}","quota_files":-1,"ul_ratio":-1,"dl_ratio":-1,"ul_bandwidth":-1,"dl_bandwidth":-1}
            """);
    }

    private async Task AddClient()
    {
        var name = Next();
        await _caller.CallAsync("client_add", $$"""
            "reseller_id":0,"params":{"company_name":"{{name}} Ltd","contact_name":"{{name}}","customer_no":"{{name}}","username":"{{name}}","password":"Cl-Pw-1234!","language":"en","usertheme":"default","country":"US","email":"owner@{{name}}.test","default_mailserver":1,"mail_servers":"1","default_webserver":1,"web_servers":"1","default_dnsserver":1,"dns_servers":"1","default_slave_dnsserver":1,"default_dbserver":1,"db_servers":"1","web_php_options":"no,php-fpm","ssh_chroot":"no,jailkit","limit_cron_type":"url","limit_cron_frequency":5,"limit_client":0,"locked":"n","canceled":"n","can_use_api":"n","template_master":0,"template_additional":""}
            """);
    }

    private Task<string> Add(string function, string values, string more = "") => _caller.AskForAsync(function, $"\"client_id\":1,\"params\":{values}{more}");

    private Task<byte[]> Update(string function, string id, string values, string more = "") => _caller.CallAsync(function, $"\"client_id\":1,{Id(id)},\"params\":{values}{more}");

    // At least one record always remains to read or change.
    private async Task Delete<T>(string function, List<(string Id, T Name)> among, Func<Task> add, string more)
    {
        if (among.Count < 2) await add();
        var at = _random.Next(among.Count);
        var id = among[at].Id;
        among.RemoveAt(at);
        await _caller.CallAsync(function, Id(id) + more);
    }

    private static string Id(string id) => $"\"primary_id\":{id}";

    private static string Filter(string column, string value) => $"\"primary_id\":{{\"{column}\":\"{value}\"}}";

    private T Some<T>(List<T> among) => among[_random.Next(among.Count)];

    private string Next() => _name + "x" + (++_count).ToString(CultureInfo.InvariantCulture);
}
