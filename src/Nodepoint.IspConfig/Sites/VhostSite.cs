using System.Security;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Passwords;

namespace Nodepoint.IspConfig.Sites;

/// <summary>What a website and those of its subdomains and alias domains have in common that are sites with settings of their own.</summary>
public abstract record VhostSite : PanelObject
{
    /// <summary>Its domain; the natural key. Names outside ASCII are stored in punycode.</summary>
    [Column("domain", Aliases = ["DomainName"]), Key, Required(Position = 0)] public string Domain { get; init; } = "";

    /// <summary>Whether it is served.</summary>
    [Column("active")] public bool Active { get; init; } = true;

    /// <summary>How much traffic it may have in a month, in bytes; -1 is unlimited.</summary>
    [Column("traffic_quota", Unit = 1048576, HasUnlimited = true)] public long TrafficQuota { get; init; } = -1;

    /// <summary>Whether it may run CGI programs.</summary>
    [Column("cgi")] public bool Cgi { get; init; }

    /// <summary>Whether server side includes are read.</summary>
    [Column("ssi")] public bool Ssi { get; init; }

    /// <summary>Whether programs run as its own system user (suEXEC).</summary>
    [Column("suexec")] public bool SuExec { get; init; } = true;

    /// <summary>Whether it has error pages of its own.</summary>
    [Column("errordocs", Digit = true)] public bool ErrorPages { get; init; } = true;

    /// <summary>The subdomain it answers to without one being made.</summary>
    [Column("subdomain")] public AutoSubdomain AutoSubdomain { get; init; } = AutoSubdomain.Www;

    /// <summary>Whether it is served over https.</summary>
    [Column("ssl")] public bool Ssl { get; init; }

    /// <summary>Whether its certificate comes from Let's Encrypt and is renewed by itself.</summary>
    [Column("ssl_letsencrypt")] public bool LetsEncrypt { get; init; }

    /// <summary>How PHP is run; PhpFpm on an nginx server unless given.</summary>
    [Column("php")] public PhpMode Php { get; init; } = PhpMode.FastCgi;

    /// <summary>The number of its PHP version (server_php_id); 0 is the server's own.</summary>
    [Column("server_php_id")] public long PhpVersionId { get; init; }

    /// <summary>Whether it may run Perl.</summary>
    [Column("perl")] public bool Perl { get; init; }

    /// <summary>Whether it may run Ruby.</summary>
    [Column("ruby")] public bool Ruby { get; init; }

    /// <summary>Whether it may run Python.</summary>
    [Column("python")] public bool Python { get; init; }

    /// <summary>Whether the server makes its pages smaller and faster (PageSpeed).</summary>
    [Column("enable_pagespeed")] public bool PageSpeed { get; init; }

    /// <summary>How its requests are sent elsewhere.</summary>
    [Column("redirect_type")] public RedirectType RedirectType { get; init; }

    /// <summary>Where its requests are sent: a path that begins and ends with a slash, or an address.</summary>
    [Column("redirect_path")] public string RedirectPath { get; init; } = "";

    /// <summary>To which of its names visitors are sent.</summary>
    [Column("seo_redirect")] public SeoRedirect SeoRedirect { get; init; }

    /// <summary>Rewrite rules of its own (nginx).</summary>
    [Column("rewrite_rules")] public string RewriteRules { get; init; } = "";

    /// <summary>Whether plain http is sent to https.</summary>
    [Column("rewrite_to_https")] public bool RewriteToHttps { get; init; }

    /// <summary>The state in a certificate request.</summary>
    [Column("ssl_state")] public string SslState { get; init; } = "";

    /// <summary>The town in a certificate request.</summary>
    [Column("ssl_locality")] public string SslLocality { get; init; } = "";

    /// <summary>The organisation in a certificate request.</summary>
    [Column("ssl_organisation")] public string SslOrganisation { get; init; } = "";

    /// <summary>The unit of the organisation in a certificate request.</summary>
    [Column("ssl_organisation_unit")] public string SslOrganisationUnit { get; init; } = "";

    /// <summary>The country in a certificate request: two letters.</summary>
    [Column("ssl_country")] public string SslCountry { get; init; } = "";

    /// <summary>The name that its certificate is kept under: the domain, www or *. before it.</summary>
    [Column("ssl_domain")] public string SslDomain { get; init; } = "";

    /// <summary>The private key of its certificate in PEM form.</summary>
    [Column("ssl_key"), Secret(Readable = true)] public SecureString? SslKey { get; init; }

    /// <summary>The request for its certificate in PEM form.</summary>
    [Column("ssl_request")] public string SslRequest { get; init; } = "";

    /// <summary>Its certificate in PEM form.</summary>
    [Column("ssl_cert")] public string SslCertificate { get; init; } = "";

    /// <summary>The certificates between its own and a root, in PEM form.</summary>
    [Column("ssl_bundle")] public string SslChain { get; init; } = "";

    /// <summary>What the server does next with its certificate.</summary>
    [Column("ssl_action")] public CertificateAction SslAction { get; init; }

    /// <summary>The password for its statistics, for the user admin. Hashed before it leaves this machine; never read back.</summary>
    [Column("stats_password"), Secret(Hashed = HashedFor.WebServer)] public SecureString? StatisticsPassword { get; init; }

    /// <summary>What makes its statistics.</summary>
    [Column("stats_type")] public StatisticsType StatisticsType { get; init; }

    /// <summary>How often it is backed up.</summary>
    [Column("backup_interval")] public BackupInterval BackupInterval { get; init; }

    /// <summary>How many backups are kept: 1 to 10, 15, 20 or 30.</summary>
    [Column("backup_copies")] public long BackupCopies { get; init; } = 1;

    /// <summary>Directories that are not backed up, relative to the site's.</summary>
    [Column("backup_excludes")] public string[] BackupExcludes { get; init; } = [];

    /// <summary>How the backup of its files is packed.</summary>
    [Column("backup_format_web")] public WebBackupFormat BackupFormatWeb { get; init; }

    /// <summary>How the backup of its databases is packed.</summary>
    [Column("backup_format_db")] public DatabaseBackupFormat BackupFormatDatabase { get; init; }

    /// <summary>Whether its backups are encrypted.</summary>
    [Column("backup_encrypt")] public bool BackupEncrypted { get; init; }

    /// <summary>The password of its encrypted backups. Never shown.</summary>
    [Column("backup_password"), Secret] public SecureString? BackupPassword { get; init; }

    /// <summary>What .htaccess files may override (Apache); the server's setting unless given.</summary>
    [Column("allow_override")] public string AllowOverride { get; init; } = "All";

    /// <summary>Whether it takes the proxy protocol.</summary>
    [Column("proxy_protocol")] public bool ProxyProtocol { get; init; } = true;

    /// <summary>Whether PHP-FPM is reached by a socket rather than over the network.</summary>
    [Column("php_fpm_use_socket")] public bool PhpSocket { get; init; }

    /// <summary>Whether PHP-FPM sees nothing but the site.</summary>
    [Column("php_fpm_chroot")] public bool PhpChroot { get; init; }

    /// <summary>When PHP-FPM starts processes.</summary>
    [Column("pm", Aliases = ["ProcessManager"])] public PhpProcessManager PhpProcessManager { get; init; }

    /// <summary>How many PHP-FPM processes there may be; 1 to 999.</summary>
    [Column("pm_max_children", Resend = true)] public long PhpMaxChildren { get; init; } = 10;

    /// <summary>How many PHP-FPM processes there are at first (Dynamic); 1 to 999.</summary>
    [Column("pm_start_servers", Resend = true)] public long PhpStartServers { get; init; } = 2;

    /// <summary>How many PHP-FPM processes wait at least (Dynamic); 1 to 999.</summary>
    [Column("pm_min_spare_servers", Resend = true)] public long PhpMinSpareServers { get; init; } = 1;

    /// <summary>How many PHP-FPM processes wait at most (Dynamic); 1 to 999.</summary>
    [Column("pm_max_spare_servers", Resend = true)] public long PhpMaxSpareServers { get; init; } = 5;

    /// <summary>After how many seconds an idle PHP-FPM process ends (OnDemand).</summary>
    [Column("pm_process_idle_timeout")] public long PhpIdleTimeout { get; init; } = 10;

    /// <summary>After how many requests a PHP-FPM process is replaced; 0 is never.</summary>
    [Column("pm_max_requests")] public long PhpMaxRequests { get; init; }

    /// <summary>Whether links to files of other owners are followed.</summary>
    [Column("disable_symlinknotowner")] public bool FollowForeignLinks { get; init; }

    /// <summary>The directories that PHP may use, between colons; from the server's settings unless given.</summary>
    [Column("php_open_basedir")] public string PhpOpenBasedir { get; init; } = "";

    /// <summary>Settings of its own for PHP.</summary>
    [Column("custom_php_ini")] public string PhpSettings { get; init; } = "";

    /// <summary>Directives of its own for Apache.</summary>
    [Column("apache_directives")] public string ApacheDirectives { get; init; } = "";

    /// <summary>Directives of its own for nginx.</summary>
    [Column("nginx_directives")] public string NginxDirectives { get; init; } = "";

    /// <summary>Directives of its own for the proxy.</summary>
    [Column("proxy_directives")] public string ProxyDirectives { get; init; } = "";

    /// <summary>The port for http; 0 is the server's own.</summary>
    [Column("http_port")] public long HttpPort { get; init; }

    /// <summary>The port for https; 0 is the server's own.</summary>
    [Column("https_port")] public long HttpsPort { get; init; }

    /// <summary>For how many days its logs are kept.</summary>
    [Column("log_retention", Resend = true)] public long LogRetention { get; init; } = 30;

    /// <summary>Which sections of Jailkit's settings are copied into the site.</summary>
    [Column("jailkit_chroot_app_sections", Separator = " ")] public string[] JailkitSections { get; init; } = [];

    /// <summary>Which programs are copied into the site for Jailkit.</summary>
    [Column("jailkit_chroot_app_programs", Separator = " ")] public string[] JailkitPrograms { get; init; } = [];

    /// <summary>Whether what Jailkit put into the site goes when nobody uses it any more.</summary>
    [Column("delete_unused_jailkit")] public bool DeleteUnusedJailkit { get; init; }

    /// <summary>When it was added, where the panel has noted it.</summary>
    [Column("added_date", ReadOnly = true)] public DateTimeOffset? AddedDate { get; init; }

    /// <summary>Who added it, where the panel has noted it.</summary>
    [Column("added_by", ReadOnly = true)] public string AddedBy { get; init; } = "";

    /// <summary>Whether it was switched off because it passed its traffic.</summary>
    [Column("traffic_quota_lock", ReadOnly = true)] public bool TrafficExceeded { get; init; }

    /// <summary>How the server tells its requests from others'.</summary>
    [Column("vhost_type", Internal = true)] public string VhostType { get; init; } = "name";
}
