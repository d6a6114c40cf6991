using System.Security;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Passwords;

namespace Nodepoint.IspConfig.Clients;

/// <summary>A client of the panel: contact data, limits and login.</summary>
[PanelObject("client", Form = "client/client", IdColumn = "client_id", IdParameter = "client_id", OwnerParameter = "reseller_id", Owned = false, OwnsRecords = true, Noun = "NpClient", Title = "client",
    Hidden = ["tmp_data", "id_rsa", "ssh_rsa", "activation_code"], View = "Id:5> Username:12 CompanyName:16 ContactName:14 Email:21 Locked")]
[Counts(nameof(ClientLimit))]
public sealed partial record Client : PanelObject
{
    /// <summary>The user name for the panel; the natural key.</summary>
    [Column("username"), Key(Name = "user name"), Required(Position = 0)] public string Username { get; init; } = "";

    /// <summary>The contact's last name or full name.</summary>
    [Column("contact_name", Aliases = ["LastName"]), Required(Position = 1)] public string ContactName { get; init; } = "";

    /// <summary>The email address of the contact.</summary>
    [Column("email"), Required(Position = 2)] public string Email { get; init; } = "";

    /// <summary>The password for the panel. It is checked against the panel's password rule; only its hash is sent. It is never read back.</summary>
    [Column("password", Resend = true), Secret(Mandatory = true, Hashed = HashedFor.Panel)] public SecureString? Password { get; init; }

    /// <summary>The company.</summary>
    [Column("company_name")] public string CompanyName { get; init; } = "";

    /// <summary>The form of address of the contact: m, f or empty.</summary>
    [Column("gender"), CompletedWith("Gender")] public string Gender { get; init; } = "";

    /// <summary>The contact's first name.</summary>
    [Column("contact_firstname")] public string FirstName { get; init; } = "";

    /// <summary>The customer number. It must be unique.</summary>
    [Column("customer_no", Aliases = ["CustomerNo"])] public string CustomerNumber { get; init; } = "";

    /// <summary>The language of the panel, as a two-letter code.</summary>
    [Column("language", NotEmpty = true), CompletedWith("Language")] public string Language { get; init; } = "en";

    /// <summary>The theme of the panel.</summary>
    [Column("usertheme", NotEmpty = true)] public string Theme { get; init; } = "default";

    /// <summary>The street and house number.</summary>
    [Column("street")] public string Street { get; init; } = "";

    /// <summary>The postal code.</summary>
    [Column("zip")] public string PostalCode { get; init; } = "";

    /// <summary>The city.</summary>
    [Column("city")] public string City { get; init; } = "";

    /// <summary>The state or region.</summary>
    [Column("state")] public string State { get; init; } = "";

    /// <summary>The country, as a two-letter code (ISO 3166-1).</summary>
    [Column("country"), CompletedWith("Country")] public string Country { get; init; } = "DE";

    /// <summary>The telephone number.</summary>
    [Column("telephone", Aliases = ["Phone"])] public string Telephone { get; init; } = "";

    /// <summary>The mobile number.</summary>
    [Column("mobile")] public string Mobile { get; init; } = "";

    /// <summary>The fax number.</summary>
    [Column("fax")] public string Fax { get; init; } = "";

    /// <summary>The address of the website.</summary>
    [Column("internet")] public string Website { get; init; } = "https://";

    /// <summary>The ICQ number, which is still part of the panel's form.</summary>
    [Column("icq")] public string Icq { get; init; } = "";

    /// <summary>The VAT number.</summary>
    [Column("vat_id")] public string VatId { get; init; } = "";

    /// <summary>The number in the company register.</summary>
    [Column("company_id")] public string CompanyId { get; init; } = "";

    /// <summary>The owner of the bank account.</summary>
    [Column("bank_account_owner")] public string BankAccountOwner { get; init; } = "";

    /// <summary>The number of the bank account.</summary>
    [Column("bank_account_number")] public string BankAccountNumber { get; init; } = "";

    /// <summary>The code of the bank.</summary>
    [Column("bank_code")] public string BankCode { get; init; } = "";

    /// <summary>The name of the bank.</summary>
    [Column("bank_name")] public string BankName { get; init; } = "";

    /// <summary>The IBAN of the bank account.</summary>
    [Column("bank_account_iban")] public string Iban { get; init; } = "";

    /// <summary>The BIC of the bank.</summary>
    [Column("bank_account_swift")] public string Bic { get; init; } = "";

    /// <summary>Notes about the client.</summary>
    [Column("notes")] public string Notes { get; init; } = "";

    /// <summary>The email address of the PayPal account.</summary>
    [Column("paypal_email")] public string PaypalEmail { get; init; } = "";

    /// <summary>Whether the client agreed to the terms of service; null on a panel without that column, such as ISPConfig 3.3.</summary>
    [Column("agb"), VersionDependent(false, IsDropped = true)] public bool? AgreedTerms { get; init; }

    /// <summary>Whether the client agreed to the privacy terms; null on a panel without that column, such as ISPConfig 3.3.</summary>
    [Column("dsgvo"), VersionDependent(false, IsDropped = true)] public bool? AgreedPrivacy { get; init; }

    /// <summary>Whether the client is locked: everything it owns is disabled, but it can still log in.</summary>
    [Column("locked")] public bool Locked { get; init; }

    /// <summary>Whether the client is canceled and can no longer log in.</summary>
    [Column("canceled")] public bool Cancelled { get; init; }

    /// <summary>The date the client was added.</summary>
    [Column("added_date", ReadOnly = true)] public DateTimeOffset? AddedDate { get; init; }

    /// <summary>The user who added the client.</summary>
    [Column("added_by", ReadOnly = true)] public string AddedBy { get; init; } = "";

    /// <summary>The ID of the template that defines the limits; 0 for none.</summary>
    [Column("template_master"), RefersTo(typeof(ClientTemplate))] public long TemplateId { get; init; } = 0;

    /// <summary>The additional templates, separated by slashes: the ID of each assignment, a colon, and the ID of the template. Every change sends them along, because the panel would remove them.</summary>
    [Column("template_additional", Resend = true), RefersTo(typeof(ClientTemplate))] public string AdditionalTemplates { get; init; } = "";

    /// <summary>The ID of the default mail server.</summary>
    [Column("default_mailserver"), RefersTo(typeof(Servers.Server))] public long DefaultMailServer { get; init; } = 1;

    /// <summary>The IDs of the mail servers the client may use.</summary>
    [Column("mail_servers", NotEmpty = true), RefersTo(typeof(Servers.Server))] public string[] MailServers { get; init; } = ["1"];

    /// <summary>The maximum number of mail domains; -1 means unlimited.</summary>
    [Column("limit_maildomain", HasUnlimited = true)] public long MailDomainLimit { get; init; } = -1;

    /// <summary>The maximum number of mailboxes; -1 means unlimited.</summary>
    [Column("limit_mailbox", HasUnlimited = true)] public long MailboxLimit { get; init; } = -1;

    /// <summary>The maximum number of mail aliases; -1 means unlimited.</summary>
    [Column("limit_mailalias", HasUnlimited = true)] public long MailAliasLimit { get; init; } = -1;

    /// <summary>The maximum number of alias domains; -1 means unlimited.</summary>
    [Column("limit_mailaliasdomain", HasUnlimited = true)] public long MailDomainAliasLimit { get; init; } = -1;

    /// <summary>The maximum number of mailing lists; -1 means unlimited.</summary>
    [Column("limit_mailmailinglist", HasUnlimited = true)] public long MailingListLimit { get; init; } = -1;

    /// <summary>The maximum number of mail forwards; -1 means unlimited.</summary>
    [Column("limit_mailforward", HasUnlimited = true)] public long MailForwardLimit { get; init; } = -1;

    /// <summary>The maximum number of catch-alls; -1 means unlimited.</summary>
    [Column("limit_mailcatchall", HasUnlimited = true)] public long MailCatchAllLimit { get; init; } = -1;

    /// <summary>The maximum number of mail transports; -1 means unlimited.</summary>
    [Column("limit_mailrouting", HasUnlimited = true)] public long MailTransportLimit { get; init; } = 0;

    /// <summary>The maximum number of mail access rules; -1 means unlimited.</summary>
    [Column("limit_mail_wblist", HasUnlimited = true)] public long MailAccessRuleLimit { get; init; } = -1;

    /// <summary>The maximum number of mailbox filters; -1 means unlimited.</summary>
    [Column("limit_mailfilter", HasUnlimited = true)] public long MailboxFilterLimit { get; init; } = -1;

    /// <summary>The maximum number of mail fetch accounts; -1 means unlimited.</summary>
    [Column("limit_fetchmail", HasUnlimited = true)] public long MailFetchLimit { get; init; } = -1;

    /// <summary>The total size limit of all mailboxes in bytes; -1 means unlimited.</summary>
    [Column("limit_mailquota", CanBeZero = true, HasUnlimited = true, Unit = 1048576)] public long MailQuotaLimit { get; init; } = -1;

    /// <summary>The maximum number of spam rules; -1 means unlimited.</summary>
    [Column("limit_spamfilter_wblist", HasUnlimited = true)] public long SpamRuleLimit { get; init; } = -1;

    /// <summary>The maximum number of spam filter users; -1 means unlimited.</summary>
    [Column("limit_spamfilter_user", HasUnlimited = true)] public long SpamUserLimit { get; init; } = -1;

    /// <summary>The maximum number of spam policies; -1 means unlimited.</summary>
    [Column("limit_spamfilter_policy", HasUnlimited = true)] public long SpamPolicyLimit { get; init; } = -1;

    /// <summary>Whether the client may back up mailboxes.</summary>
    [Column("limit_mail_backup")] public bool AllowMailBackup { get; init; } = true;

    /// <summary>Whether the client may use a relay host.</summary>
    [Column("limit_relayhost")] public bool AllowRelayHost { get; init; }

    /// <summary>The ID of the default XMPP server.</summary>
    [Column("default_xmppserver"), RefersTo(typeof(Servers.Server))] public long DefaultXmppServer { get; init; } = 1;

    /// <summary>The IDs of the XMPP servers the client may use.</summary>
    [Column("xmpp_servers", NotEmpty = true), RefersTo(typeof(Servers.Server))] public string[] XmppServers { get; init; } = ["1"];

    /// <summary>The maximum number of XMPP domains; -1 means unlimited.</summary>
    [Column("limit_xmpp_domain", HasUnlimited = true)] public long XmppDomainLimit { get; init; } = -1;

    /// <summary>The maximum number of XMPP users; -1 means unlimited.</summary>
    [Column("limit_xmpp_user", HasUnlimited = true)] public long XmppUserLimit { get; init; } = -1;

    /// <summary>Whether the client may have XMPP rooms.</summary>
    [Column("limit_xmpp_muc")] public bool AllowXmppRooms { get; init; }

    /// <summary>Whether the client may have anonymous XMPP hosts.</summary>
    [Column("limit_xmpp_anon")] public bool AllowXmppAnonymous { get; init; }

    /// <summary>Whether the client may have an XMPP user directory.</summary>
    [Column("limit_xmpp_vjud")] public bool AllowXmppDirectory { get; init; }

    /// <summary>Whether the client may have an XMPP proxy.</summary>
    [Column("limit_xmpp_proxy")] public bool AllowXmppProxy { get; init; }

    /// <summary>Whether the client may have an XMPP status host.</summary>
    [Column("limit_xmpp_status")] public bool AllowXmppStatus { get; init; }

    /// <summary>Whether the client may have an XMPP paste service.</summary>
    [Column("limit_xmpp_pastebin")] public bool AllowXmppPastebin { get; init; }

    /// <summary>Whether the client may have an XMPP archive.</summary>
    [Column("limit_xmpp_httparchive")] public bool AllowXmppArchive { get; init; }

    /// <summary>The ID of the default web server.</summary>
    [Column("default_webserver"), RefersTo(typeof(Servers.Server))] public long DefaultWebServer { get; init; } = 1;

    /// <summary>The IDs of the web servers the client may use.</summary>
    [Column("web_servers", NotEmpty = true), RefersTo(typeof(Servers.Server))] public string[] WebServers { get; init; } = ["1"];

    /// <summary>The maximum number of websites; -1 means unlimited.</summary>
    [Column("limit_web_domain", HasUnlimited = true)] public long WebsiteLimit { get; init; } = -1;

    /// <summary>The total size limit of all websites in bytes; -1 means unlimited.</summary>
    [Column("limit_web_quota", CanBeZero = true, HasUnlimited = true, Unit = 1048576)] public long WebQuotaLimit { get; init; } = -1;

    /// <summary>The PHP modes the client's websites may use.</summary>
    [Column("web_php_options", NotEmpty = true), CompletedWith("PhpMode")] public string[] PhpModes { get; init; } = ["no", "fast-cgi", "php-fpm"];

    /// <summary>Whether the client may use CGI.</summary>
    [Column("limit_cgi")] public bool AllowCgi { get; init; }

    /// <summary>Whether the client may use server-side includes.</summary>
    [Column("limit_ssi")] public bool AllowSsi { get; init; }

    /// <summary>Whether the client may use Perl.</summary>
    [Column("limit_perl")] public bool AllowPerl { get; init; }

    /// <summary>Whether the client may use Ruby.</summary>
    [Column("limit_ruby")] public bool AllowRuby { get; init; }

    /// <summary>Whether the client may use Python.</summary>
    [Column("limit_python")] public bool AllowPython { get; init; }

    /// <summary>Whether websites always run under their own system user (SuExec).</summary>
    [Column("force_suexec")] public bool ForceSuexec { get; init; } = true;

    /// <summary>Whether the client may have custom error pages.</summary>
    [Column("limit_hterror")] public bool AllowErrorPages { get; init; }

    /// <summary>Whether the client may use wildcard subdomains.</summary>
    [Column("limit_wildcard")] public bool AllowWildcard { get; init; }

    /// <summary>Whether the client may use TLS.</summary>
    [Column("limit_ssl")] public bool AllowTls { get; init; }

    /// <summary>Whether the client may use Let's Encrypt.</summary>
    [Column("limit_ssl_letsencrypt")] public bool AllowLetsEncrypt { get; init; }

    /// <summary>The maximum number of web alias domains; -1 means unlimited.</summary>
    [Column("limit_web_aliasdomain", HasUnlimited = true)] public long WebAliasDomainLimit { get; init; } = -1;

    /// <summary>The maximum number of web subdomains; -1 means unlimited.</summary>
    [Column("limit_web_subdomain", HasUnlimited = true)] public long WebSubdomainLimit { get; init; } = -1;

    /// <summary>The maximum number of FTP users; -1 means unlimited.</summary>
    [Column("limit_ftp_user", HasUnlimited = true)] public long FtpUserLimit { get; init; } = -1;

    /// <summary>The maximum number of shell users; -1 means unlimited.</summary>
    [Column("limit_shell_user", HasUnlimited = true)] public long ShellUserLimit { get; init; } = -1;

    /// <summary>The kinds of shell jail the client may use.</summary>
    [Column("ssh_chroot", NotEmpty = true), CompletedWith("ShellChroot")] public string[] ShellChroot { get; init; } = ["no", "jailkit"];

    /// <summary>The maximum number of WebDAV users; -1 means unlimited.</summary>
    [Column("limit_webdav_user", HasUnlimited = true)] public long WebDavUserLimit { get; init; } = -1;

    /// <summary>Whether the client may back up websites.</summary>
    [Column("limit_backup")] public bool AllowBackup { get; init; } = true;

    /// <summary>Whether the client may use directive snippets.</summary>
    [Column("limit_directive_snippets")] public bool AllowDirectiveSnippets { get; init; }

    /// <summary>The ID of the default DNS server.</summary>
    [Column("default_dnsserver"), RefersTo(typeof(Servers.Server))] public long DefaultDnsServer { get; init; } = 1;

    /// <summary>The IDs of the DNS servers the client may use.</summary>
    [Column("dns_servers", NotEmpty = true), RefersTo(typeof(Servers.Server))] public string[] DnsServers { get; init; } = ["1"];

    /// <summary>The maximum number of DNS zones; -1 means unlimited.</summary>
    [Column("limit_dns_zone", HasUnlimited = true)] public long DnsZoneLimit { get; init; } = -1;

    /// <summary>The ID of the default secondary DNS server.</summary>
    [Column("default_slave_dnsserver"), RefersTo(typeof(Servers.Server))] public long DefaultSecondaryDnsServer { get; init; } = 1;

    /// <summary>The maximum number of secondary zones; -1 means unlimited.</summary>
    [Column("limit_dns_slave_zone", HasUnlimited = true)] public long DnsSecondaryZoneLimit { get; init; } = -1;

    /// <summary>The maximum number of DNS records; -1 means unlimited.</summary>
    [Column("limit_dns_record", HasUnlimited = true)] public long DnsRecordLimit { get; init; } = -1;

    /// <summary>The maximum number of clients of a reseller; 0 means that the client is not a reseller, -1 means unlimited.</summary>
    [Column("limit_client", HasUnlimited = true)] public long ClientLimit { get; init; } = 0;

    /// <summary>The ID of the default database server.</summary>
    [Column("default_dbserver"), RefersTo(typeof(Servers.Server))] public long DefaultDatabaseServer { get; init; } = 1;

    /// <summary>The IDs of the database servers the client may use.</summary>
    [Column("db_servers", NotEmpty = true), RefersTo(typeof(Servers.Server))] public string[] DatabaseServers { get; init; } = ["1"];

    /// <summary>The maximum number of databases; -1 means unlimited.</summary>
    [Column("limit_database", HasUnlimited = true)] public long DatabaseLimit { get; init; } = -1;

    /// <summary>The maximum number of PostgreSQL databases; -1 means unlimited. It requires ISPConfig 3.3, and is null on earlier versions.</summary>
    [Column("limit_database_postgresql", HasUnlimited = true), VersionDependent(-1L)] public long? PostgreSqlDatabaseLimit { get; init; }

    /// <summary>The maximum number of database users; -1 means unlimited.</summary>
    [Column("limit_database_user", HasUnlimited = true)] public long DatabaseUserLimit { get; init; } = -1;

    /// <summary>The total size limit of all databases in bytes; -1 means unlimited.</summary>
    [Column("limit_database_quota", CanBeZero = true, HasUnlimited = true, Unit = 1048576)] public long DatabaseQuotaLimit { get; init; } = -1;

    /// <summary>The maximum number of cron jobs; -1 means unlimited.</summary>
    [Column("limit_cron", HasUnlimited = true)] public long CronJobLimit { get; init; } = 0;

    /// <summary>The type of cron jobs allowed: url, chrooted or full.</summary>
    [Column("limit_cron_type", NotEmpty = true), CompletedWith("CronType")] public string CronType { get; init; } = "url";

    /// <summary>The minimum interval between two runs of a cron job, in minutes.</summary>
    [Column("limit_cron_frequency")] public long CronFrequency { get; init; } = 5;

    /// <summary>The monthly traffic limit of all websites in bytes; -1 means unlimited.</summary>
    [Column("limit_traffic_quota", CanBeZero = true, HasUnlimited = true, Unit = 1048576)] public long TrafficLimit { get; init; } = -1;

    /// <summary>The maximum number of virtual machines; -1 means unlimited.</summary>
    [Column("limit_openvz_vm", HasUnlimited = true)] public long OpenVzLimit { get; init; } = 0;

    /// <summary>The ID of the virtual machine template, which is still part of the panel's form.</summary>
    [Column("limit_openvz_vm_template_id")] public long OpenVzTemplateId { get; init; } = 0;

    /// <summary>The maximum number of APS packages; -1 means unlimited.</summary>
    [Column("limit_aps", HasUnlimited = true)] public long ApsLimit { get; init; } = -1;

    /// <summary>The ID of the reseller; 0 for none.</summary>
    [Column("parent_client_id", ReadOnly = true), RefersTo(typeof(Client))] public long ResellerId { get; init; }
}
