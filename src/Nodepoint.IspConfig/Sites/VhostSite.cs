using System.Security;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Passwords;

namespace Nodepoint.IspConfig.Sites;

/// <summary>The shared columns of websites and of subdomains and alias domains with separate settings.</summary>
public abstract record VhostSite : PanelObject
{
    /// <summary>Domain name; the natural key. Non-ASCII names are stored in punycode.</summary>
    [Column("domain", Aliases = ["DomainName"]), Key, Required(Position = 0)] public string Domain { get; init; } = "";

    /// <summary>Whether the site is served.</summary>
    [Column("active")] public bool Active { get; init; } = true;

    /// <summary>Traffic limit per month in bytes; -1 is unlimited.</summary>
    [Column("traffic_quota", CanBeZero = true, Unit = 1048576, HasUnlimited = true)] public long TrafficQuota { get; init; } = -1;

    /// <summary>Whether CGI programs are enabled.</summary>
    [Column("cgi")] public bool Cgi { get; init; }

    /// <summary>Whether server-side includes are enabled.</summary>
    [Column("ssi")] public bool Ssi { get; init; }

    /// <summary>Whether programs run as the site's system user (suEXEC).</summary>
    [Column("suexec")] public bool SuExec { get; init; } = true;

    /// <summary>Whether custom error pages are enabled.</summary>
    [Column("errordocs", Digit = true)] public bool ErrorPages { get; init; } = true;

    /// <summary>Subdomain that is served automatically: None, Www, or Wildcard for all.</summary>
    [Column("subdomain")] public AutoSubdomain AutoSubdomain { get; init; } = AutoSubdomain.Www;

    /// <summary>Whether the site is served over HTTPS.</summary>
    [Column("ssl")] public bool Ssl { get; init; }

    /// <summary>Whether the certificate is obtained from Let's Encrypt and renewed automatically.</summary>
    [Column("ssl_letsencrypt")] public bool LetsEncrypt { get; init; }

    /// <summary>How PHP is run. The default is PhpFpm on nginx servers, else FastCgi.</summary>
    [Column("php")] public PhpMode Php { get; init; } = PhpMode.FastCgi;

    /// <summary>ID of the PHP version (server_php_id); 0 for the server's default.</summary>
    [Column("server_php_id"), RefersTo(typeof(Servers.PhpVersion))] public long PhpVersionId { get; init; }

    /// <summary>The name of the PHP version to use, which is looked up on the site's server; null if it is not specified by name.</summary>
    internal string? PhpVersionName { get; init; }

    /// <summary>Whether Perl is enabled.</summary>
    [Column("perl")] public bool Perl { get; init; }

    /// <summary>Whether Ruby is enabled.</summary>
    [Column("ruby")] public bool Ruby { get; init; }

    /// <summary>Whether Python is enabled.</summary>
    [Column("python")] public bool Python { get; init; }

    /// <summary>Whether PageSpeed, which optimizes pages on the server, is enabled.</summary>
    [Column("enable_pagespeed")] public bool PageSpeed { get; init; }

    /// <summary>How requests are redirected.</summary>
    [Column("redirect_type")] public RedirectType RedirectType { get; init; }

    /// <summary>Redirect target: a path that begins and ends with a slash, or a URL.</summary>
    [Column("redirect_path")] public string RedirectPath { get; init; } = "";

    /// <summary>Domain name that visitors are redirected to, so that search engines index one name only.</summary>
    [Column("seo_redirect")] public SeoRedirect SeoRedirect { get; init; }

    /// <summary>Additional rewrite rules (nginx).</summary>
    [Column("rewrite_rules")] public string RewriteRules { get; init; } = "";

    /// <summary>Whether HTTP requests are redirected to HTTPS.</summary>
    [Column("rewrite_to_https")] public bool RewriteToHttps { get; init; }

    /// <summary>State in certificate requests.</summary>
    [Column("ssl_state")] public string SslState { get; init; } = "";

    /// <summary>City in certificate requests.</summary>
    [Column("ssl_locality")] public string SslLocality { get; init; } = "";

    /// <summary>Organization in certificate requests.</summary>
    [Column("ssl_organisation")] public string SslOrganisation { get; init; } = "";

    /// <summary>Organizational unit in certificate requests.</summary>
    [Column("ssl_organisation_unit")] public string SslOrganisationUnit { get; init; } = "";

    /// <summary>Country in certificate requests: two letters.</summary>
    [Column("ssl_country"), CompletedWith("Country")] public string SslCountry { get; init; } = "";

    /// <summary>Name that the certificate is stored under: the domain, with or without www. or *. before it.</summary>
    [Column("ssl_domain")] public string SslDomain { get; init; } = "";

    /// <summary>Private key of the certificate in PEM form.</summary>
    [Column("ssl_key"), Secret(Readable = true)] public SecureString? SslKey { get; init; }

    /// <summary>Certificate request in PEM form.</summary>
    [Column("ssl_request")] public string SslRequest { get; init; } = "";

    /// <summary>Certificate in PEM form.</summary>
    [Column("ssl_cert")] public string SslCertificate { get; init; } = "";

    /// <summary>Intermediate certificates in PEM form.</summary>
    [Column("ssl_bundle")] public string SslChain { get; init; } = "";

    /// <summary>Next action of the server for the certificate.</summary>
    [Column("ssl_action")] public CertificateAction SslAction { get; init; }

    /// <summary>Password of the user admin for the statistics. Only its hash is sent. It is never read back.</summary>
    [Column("stats_password"), Secret(Hashed = HashedFor.WebServer)] public SecureString? StatisticsPassword { get; init; }

    /// <summary>Program that creates the statistics.</summary>
    [Column("stats_type")] public StatisticsType StatisticsType { get; init; }

    /// <summary>Interval between backups.</summary>
    [Column("backup_interval")] public BackupInterval BackupInterval { get; init; }

    /// <summary>Number of backups that are kept: 1 to 10, 15, 20 or 30.</summary>
    [Column("backup_copies")] public long BackupCopies { get; init; } = 1;

    /// <summary>Directories that are not backed up, relative to the site's directory.</summary>
    [Column("backup_excludes")] public string[] BackupExcludes { get; init; } = [];

    /// <summary>Archive format for backups of the files.</summary>
    [Column("backup_format_web")] public WebBackupFormat BackupFormatWeb { get; init; }

    /// <summary>Archive format for backups of the databases.</summary>
    [Column("backup_format_db")] public DatabaseBackupFormat BackupFormatDatabase { get; init; }

    /// <summary>Whether backups are encrypted.</summary>
    [Column("backup_encrypt")] public bool BackupEncrypted { get; init; }

    /// <summary>Password of encrypted backups. It is never shown.</summary>
    [Column("backup_password"), Secret] public SecureString? BackupPassword { get; init; }

    /// <summary>Directives that .htaccess files may override (Apache). The default is the server's setting.</summary>
    [Column("allow_override", NotEmpty = true)] public string AllowOverride { get; init; } = "All";

    /// <summary>Whether the site accepts the PROXY protocol.</summary>
    [Column("proxy_protocol")] public bool ProxyProtocol { get; init; } = true;

    /// <summary>Whether PHP-FPM is reached through a socket instead of TCP.</summary>
    [Column("php_fpm_use_socket")] public bool PhpSocket { get; init; }

    /// <summary>Whether PHP-FPM runs in a chroot of the site.</summary>
    [Column("php_fpm_chroot")] public bool PhpChroot { get; init; }

    /// <summary>When PHP-FPM starts processes.</summary>
    [Column("pm", Aliases = ["ProcessManager"])] public PhpProcessManager PhpProcessManager { get; init; }

    /// <summary>Maximum number of PHP-FPM processes, 1 to 999.</summary>
    [Column("pm_max_children", Resend = true)] public long PhpMaxChildren { get; init; } = 10;

    /// <summary>Number of PHP-FPM processes at the start (Dynamic), 1 to 999.</summary>
    [Column("pm_start_servers", Resend = true)] public long PhpStartServers { get; init; } = 2;

    /// <summary>Minimum number of idle PHP-FPM processes (Dynamic), 1 to 999.</summary>
    [Column("pm_min_spare_servers", Resend = true)] public long PhpMinSpareServers { get; init; } = 1;

    /// <summary>Maximum number of idle PHP-FPM processes (Dynamic), 1 to 999.</summary>
    [Column("pm_max_spare_servers", Resend = true)] public long PhpMaxSpareServers { get; init; } = 5;

    /// <summary>Seconds after which an idle PHP-FPM process ends (OnDemand).</summary>
    [Column("pm_process_idle_timeout")] public long PhpIdleTimeout { get; init; } = 10;

    /// <summary>Number of requests after which a PHP-FPM process is replaced; 0 for never.</summary>
    [Column("pm_max_requests")] public long PhpMaxRequests { get; init; }

    /// <summary>Whether symbolic links to files of other owners are followed.</summary>
    [Column("disable_symlinknotowner")] public bool FollowForeignLinks { get; init; }

    /// <summary>Directories that PHP may use, separated by colons. The default is from the server's settings.</summary>
    [Column("php_open_basedir", NotEmpty = true)] public string PhpOpenBasedir { get; init; } = "";

    /// <summary>Additional PHP settings.</summary>
    [Column("custom_php_ini")] public string PhpSettings { get; init; } = "";

    /// <summary>Additional Apache directives.</summary>
    [Column("apache_directives")] public string ApacheDirectives { get; init; } = "";

    /// <summary>Additional nginx directives.</summary>
    [Column("nginx_directives")] public string NginxDirectives { get; init; } = "";

    /// <summary>Additional proxy directives.</summary>
    [Column("proxy_directives")] public string ProxyDirectives { get; init; } = "";

    /// <summary>HTTP port; 0 for the server's default.</summary>
    [Column("http_port")] public long HttpPort { get; init; }

    /// <summary>HTTPS port; 0 for the server's default.</summary>
    [Column("https_port")] public long HttpsPort { get; init; }

    /// <summary>Number of days for which logs are kept.</summary>
    [Column("log_retention", Resend = true)] public long LogRetention { get; init; } = 30;

    /// <summary>Sections of the Jailkit configuration that are copied into the site's chroot environment.</summary>
    [Column("jailkit_chroot_app_sections", Separator = " ")] public string[] JailkitSections { get; init; } = [];

    /// <summary>Programs that are copied into the site's chroot environment.</summary>
    [Column("jailkit_chroot_app_programs", Separator = " ")] public string[] JailkitPrograms { get; init; } = [];

    /// <summary>Whether the chroot environment is deleted when no user uses it any longer.</summary>
    [Column("delete_unused_jailkit")] public bool DeleteUnusedJailkit { get; init; }

    /// <summary>Time at which the site was added, if the panel recorded it.</summary>
    [Column("added_date", ReadOnly = true)] public DateTimeOffset? AddedDate { get; init; }

    /// <summary>User who added the site, if the panel recorded it.</summary>
    [Column("added_by", ReadOnly = true)] public string AddedBy { get; init; } = "";

    /// <summary>Whether the site was disabled because it exceeded its traffic limit.</summary>
    [Column("traffic_quota_lock", ReadOnly = true)] public bool TrafficExceeded { get; init; }

    /// <summary>How the server selects the site for a request.</summary>
    [Column("vhost_type", Internal = true)] public string VhostType { get; init; } = "name";
}
