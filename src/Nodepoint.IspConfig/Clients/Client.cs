using System.Security;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Passwords;

namespace Nodepoint.IspConfig.Clients;

/// <summary>A customer of the panel: who it is, what it may have, and its login.</summary>
[PanelObject("client", Form = "client/client", IdColumn = "client_id", IdParameter = "client_id", OwnerParameter = "reseller_id", Owned = false, Noun = "NpClient", Title = "client",
    Hidden = ["tmp_data", "id_rsa", "ssh_rsa", "activation_code"], View = "Id:5> Username:12 CompanyName:16 ContactName:14 Email:21 Locked")]
[Counts(nameof(ClientLimit))]
public sealed partial record Client : PanelObject
{
    /// <summary>The user name for the panel; the natural key.</summary>
    [Column("username"), Key, Required(Position = 0)] public string Username { get; init; } = "";

    /// <summary>The contact's last name or whole name.</summary>
    [Column("contact_name", Aliases = ["LastName"]), Required(Position = 1)] public string ContactName { get; init; } = "";

    /// <summary>The mail address of the contact.</summary>
    [Column("email"), Required(Position = 2)] public string Email { get; init; } = "";

    /// <summary>The password for the panel, as strong as its rule asks for. Hashed before it leaves this machine; never read back.</summary>
    [Column("password", Resend = true), Secret(Mandatory = true, Hashed = HashedFor.Panel)] public SecureString? Password { get; init; }

    /// <summary>The company.</summary>
    [Column("company_name")] public string CompanyName { get; init; } = "";

    /// <summary>How to address the contact: m, f or empty.</summary>
    [Column("gender")] public string Gender { get; init; } = "";

    /// <summary>The contact's first name.</summary>
    [Column("contact_firstname")] public string FirstName { get; init; } = "";

    /// <summary>The customer number; unique where given.</summary>
    [Column("customer_no", Aliases = ["CustomerNo"])] public string CustomerNumber { get; init; } = "";

    /// <summary>The language of the panel, two letters.</summary>
    [Column("language")] public string Language { get; init; } = "en";

    /// <summary>The theme of the panel.</summary>
    [Column("usertheme")] public string Theme { get; init; } = "default";

    /// <summary>Street and number.</summary>
    [Column("street")] public string Street { get; init; } = "";

    /// <summary>The postal code.</summary>
    [Column("zip")] public string PostalCode { get; init; } = "";

    /// <summary>The town.</summary>
    [Column("city")] public string City { get; init; } = "";

    /// <summary>The state or region.</summary>
    [Column("state")] public string State { get; init; } = "";

    /// <summary>The country, two letters (ISO 3166-1).</summary>
    [Column("country")] public string Country { get; init; } = "DE";

    /// <summary>The telephone number.</summary>
    [Column("telephone", Aliases = ["Phone"])] public string Telephone { get; init; } = "";

    /// <summary>The mobile number.</summary>
    [Column("mobile")] public string Mobile { get; init; } = "";

    /// <summary>The fax number.</summary>
    [Column("fax")] public string Fax { get; init; } = "";

    /// <summary>The address of the website.</summary>
    [Column("internet")] public string Website { get; init; } = "https://";

    /// <summary>The ICQ number, as the form still has it.</summary>
    [Column("icq")] public string Icq { get; init; } = "";

    /// <summary>The VAT number.</summary>
    [Column("vat_id")] public string VatId { get; init; } = "";

    /// <summary>The number in the company register.</summary>
    [Column("company_id")] public string CompanyId { get; init; } = "";

    /// <summary>Who owns the bank account.</summary>
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

    /// <summary>The mail address of the PayPal account.</summary>
    [Column("paypal_email")] public string PaypalEmail { get; init; } = "";

    /// <summary>Whether the terms were agreed to.</summary>
    [Column("agb")] public bool AgreedTerms { get; init; }

    /// <summary>Whether the privacy terms were agreed to.</summary>
    [Column("dsgvo")] public bool AgreedPrivacy { get; init; }

    /// <summary>Whether everything of the client is switched off; the client can still log in.</summary>
    [Column("locked")] public bool Locked { get; init; }

    /// <summary>Whether the client may no longer log in.</summary>
    [Column("canceled")] public bool Cancelled { get; init; }

    /// <summary>The day it was added.</summary>
    [Column("added_date", ReadOnly = true)] public DateTimeOffset? AddedDate { get; init; }

    /// <summary>Who added it.</summary>
    [Column("added_by", ReadOnly = true)] public string AddedBy { get; init; } = "";

    /// <summary>The number of the template that its limits come from; 0 is none.</summary>
    [Column("template_master")] public long TemplateId { get; init; } = 0;

    /// <summary>Numbers of further templates, between slashes.</summary>
    [Column("template_additional")] public string AdditionalTemplates { get; init; } = "";

    /// <summary>The number of the mail server for what it adds.</summary>
    [Column("default_mailserver")] public long DefaultMailServer { get; init; } = 1;

    /// <summary>The numbers of the mail servers it may use.</summary>
    [Column("mail_servers")] public string[] MailServers { get; init; } = ["1"];

    /// <summary>How many mail domains it may have; -1 is unlimited.</summary>
    [Column("limit_maildomain", HasUnlimited = true)] public long MailDomainLimit { get; init; } = -1;

    /// <summary>How many mailboxes it may have; -1 is unlimited.</summary>
    [Column("limit_mailbox", HasUnlimited = true)] public long MailboxLimit { get; init; } = -1;

    /// <summary>How many mail aliases it may have; -1 is unlimited.</summary>
    [Column("limit_mailalias", HasUnlimited = true)] public long MailAliasLimit { get; init; } = -1;

    /// <summary>How many alias domains it may have; -1 is unlimited.</summary>
    [Column("limit_mailaliasdomain", HasUnlimited = true)] public long MailDomainAliasLimit { get; init; } = -1;

    /// <summary>How many mailing lists it may have; -1 is unlimited.</summary>
    [Column("limit_mailmailinglist", HasUnlimited = true)] public long MailingListLimit { get; init; } = -1;

    /// <summary>How many mail forwards it may have; -1 is unlimited.</summary>
    [Column("limit_mailforward", HasUnlimited = true)] public long MailForwardLimit { get; init; } = -1;

    /// <summary>How many catch-alls it may have; -1 is unlimited.</summary>
    [Column("limit_mailcatchall", HasUnlimited = true)] public long MailCatchAllLimit { get; init; } = -1;

    /// <summary>How many mail transports it may have; -1 is unlimited.</summary>
    [Column("limit_mailrouting", HasUnlimited = true)] public long MailTransportLimit { get; init; } = 0;

    /// <summary>How many mail access rules it may have; -1 is unlimited.</summary>
    [Column("limit_mail_wblist", HasUnlimited = true)] public long MailAccessRuleLimit { get; init; } = -1;

    /// <summary>How many mailbox filters it may have; -1 is unlimited.</summary>
    [Column("limit_mailfilter", HasUnlimited = true)] public long MailboxFilterLimit { get; init; } = -1;

    /// <summary>How many fetched accounts it may have; -1 is unlimited.</summary>
    [Column("limit_fetchmail", HasUnlimited = true)] public long MailFetchLimit { get; init; } = -1;

    /// <summary>Room for all its mailboxes together in bytes; -1 is unlimited.</summary>
    [Column("limit_mailquota", HasUnlimited = true, Unit = 1048576)] public long MailQuotaLimit { get; init; } = -1;

    /// <summary>How many spam rules it may have; -1 is unlimited.</summary>
    [Column("limit_spamfilter_wblist", HasUnlimited = true)] public long SpamRuleLimit { get; init; } = -1;

    /// <summary>How many spam filter users it may have; -1 is unlimited.</summary>
    [Column("limit_spamfilter_user", HasUnlimited = true)] public long SpamUserLimit { get; init; } = -1;

    /// <summary>How many spam policies it may have; -1 is unlimited.</summary>
    [Column("limit_spamfilter_policy", HasUnlimited = true)] public long SpamPolicyLimit { get; init; } = -1;

    /// <summary>Whether it may back up mailboxes.</summary>
    [Column("limit_mail_backup")] public bool AllowMailBackup { get; init; } = true;

    /// <summary>Whether it may use a relay host.</summary>
    [Column("limit_relayhost")] public bool AllowRelayHost { get; init; }

    /// <summary>The number of the XMPP server for what it adds.</summary>
    [Column("default_xmppserver")] public long DefaultXmppServer { get; init; } = 1;

    /// <summary>The numbers of the XMPP servers it may use.</summary>
    [Column("xmpp_servers")] public string[] XmppServers { get; init; } = ["1"];

    /// <summary>How many XMPP domains it may have; -1 is unlimited.</summary>
    [Column("limit_xmpp_domain", HasUnlimited = true)] public long XmppDomainLimit { get; init; } = -1;

    /// <summary>How many XMPP users it may have; -1 is unlimited.</summary>
    [Column("limit_xmpp_user", HasUnlimited = true)] public long XmppUserLimit { get; init; } = -1;

    /// <summary>Whether it may have XMPP rooms.</summary>
    [Column("limit_xmpp_muc")] public bool AllowXmppRooms { get; init; }

    /// <summary>Whether it may have anonymous XMPP hosts.</summary>
    [Column("limit_xmpp_anon")] public bool AllowXmppAnonymous { get; init; }

    /// <summary>Whether it may have an XMPP user directory.</summary>
    [Column("limit_xmpp_vjud")] public bool AllowXmppDirectory { get; init; }

    /// <summary>Whether it may have an XMPP proxy.</summary>
    [Column("limit_xmpp_proxy")] public bool AllowXmppProxy { get; init; }

    /// <summary>Whether it may have an XMPP status host.</summary>
    [Column("limit_xmpp_status")] public bool AllowXmppStatus { get; init; }

    /// <summary>Whether it may have an XMPP paste service.</summary>
    [Column("limit_xmpp_pastebin")] public bool AllowXmppPastebin { get; init; }

    /// <summary>Whether it may have an XMPP archive.</summary>
    [Column("limit_xmpp_httparchive")] public bool AllowXmppArchive { get; init; }

    /// <summary>The number of the web server for what it adds.</summary>
    [Column("default_webserver")] public long DefaultWebServer { get; init; } = 1;

    /// <summary>The numbers of the web servers it may use.</summary>
    [Column("web_servers")] public string[] WebServers { get; init; } = ["1"];

    /// <summary>How many websites it may have; -1 is unlimited.</summary>
    [Column("limit_web_domain", HasUnlimited = true)] public long WebsiteLimit { get; init; } = -1;

    /// <summary>Room for all its websites together in bytes; -1 is unlimited.</summary>
    [Column("limit_web_quota", HasUnlimited = true, Unit = 1048576)] public long WebQuotaLimit { get; init; } = -1;

    /// <summary>The PHP modes its sites may use.</summary>
    [Column("web_php_options")] public string[] PhpModes { get; init; } = ["no", "fast-cgi", "php-fpm"];

    /// <summary>Whether it may use CGI.</summary>
    [Column("limit_cgi")] public bool AllowCgi { get; init; }

    /// <summary>Whether it may use server-side includes.</summary>
    [Column("limit_ssi")] public bool AllowSsi { get; init; }

    /// <summary>Whether it may use Perl.</summary>
    [Column("limit_perl")] public bool AllowPerl { get; init; }

    /// <summary>Whether it may use Ruby.</summary>
    [Column("limit_ruby")] public bool AllowRuby { get; init; }

    /// <summary>Whether it may use Python.</summary>
    [Column("limit_python")] public bool AllowPython { get; init; }

    /// <summary>Whether its sites always run under their own system user.</summary>
    [Column("force_suexec")] public bool ForceSuexec { get; init; } = true;

    /// <summary>Whether it may have own error pages.</summary>
    [Column("limit_hterror")] public bool AllowErrorPages { get; init; }

    /// <summary>Whether it may use wildcard subdomains.</summary>
    [Column("limit_wildcard")] public bool AllowWildcard { get; init; }

    /// <summary>Whether it may use TLS.</summary>
    [Column("limit_ssl")] public bool AllowTls { get; init; }

    /// <summary>Whether it may use Let's Encrypt.</summary>
    [Column("limit_ssl_letsencrypt")] public bool AllowLetsEncrypt { get; init; }

    /// <summary>How many web alias domains it may have; -1 is unlimited.</summary>
    [Column("limit_web_aliasdomain", HasUnlimited = true)] public long WebAliasDomainLimit { get; init; } = -1;

    /// <summary>How many web subdomains it may have; -1 is unlimited.</summary>
    [Column("limit_web_subdomain", HasUnlimited = true)] public long WebSubdomainLimit { get; init; } = -1;

    /// <summary>How many FTP users it may have; -1 is unlimited.</summary>
    [Column("limit_ftp_user", HasUnlimited = true)] public long FtpUserLimit { get; init; } = -1;

    /// <summary>How many shell users it may have; -1 is unlimited.</summary>
    [Column("limit_shell_user", HasUnlimited = true)] public long ShellUserLimit { get; init; } = -1;

    /// <summary>How its shell users may be confined.</summary>
    [Column("ssh_chroot")] public string[] ShellChroot { get; init; } = ["no", "jailkit"];

    /// <summary>How many WebDAV users it may have; -1 is unlimited.</summary>
    [Column("limit_webdav_user", HasUnlimited = true)] public long WebDavUserLimit { get; init; } = -1;

    /// <summary>Whether it may back up websites.</summary>
    [Column("limit_backup")] public bool AllowBackup { get; init; } = true;

    /// <summary>Whether it may use directive snippets.</summary>
    [Column("limit_directive_snippets")] public bool AllowDirectiveSnippets { get; init; }

    /// <summary>The number of the DNS server for what it adds.</summary>
    [Column("default_dnsserver")] public long DefaultDnsServer { get; init; } = 1;

    /// <summary>The numbers of the DNS servers it may use.</summary>
    [Column("dns_servers")] public string[] DnsServers { get; init; } = ["1"];

    /// <summary>How many DNS zones it may have; -1 is unlimited.</summary>
    [Column("limit_dns_zone", HasUnlimited = true)] public long DnsZoneLimit { get; init; } = -1;

    /// <summary>The number of the secondary DNS server for what it adds.</summary>
    [Column("default_slave_dnsserver")] public long DefaultSecondaryDnsServer { get; init; } = 1;

    /// <summary>How many secondary zones it may have; -1 is unlimited.</summary>
    [Column("limit_dns_slave_zone", HasUnlimited = true)] public long DnsSecondaryZoneLimit { get; init; } = -1;

    /// <summary>How many DNS records it may have; -1 is unlimited.</summary>
    [Column("limit_dns_record", HasUnlimited = true)] public long DnsRecordLimit { get; init; } = -1;

    /// <summary>How many clients it may have as a reseller; 0 is no reseller, -1 is unlimited.</summary>
    [Column("limit_client", HasUnlimited = true)] public long ClientLimit { get; init; } = 0;

    /// <summary>The number of the database server for what it adds.</summary>
    [Column("default_dbserver")] public long DefaultDatabaseServer { get; init; } = 1;

    /// <summary>The numbers of the database servers it may use.</summary>
    [Column("db_servers")] public string[] DatabaseServers { get; init; } = ["1"];

    /// <summary>How many databases it may have; -1 is unlimited.</summary>
    [Column("limit_database", HasUnlimited = true)] public long DatabaseLimit { get; init; } = -1;

    /// <summary>How many database users it may have; -1 is unlimited.</summary>
    [Column("limit_database_user", HasUnlimited = true)] public long DatabaseUserLimit { get; init; } = -1;

    /// <summary>Room for all its databases together in bytes; -1 is unlimited.</summary>
    [Column("limit_database_quota", HasUnlimited = true, Unit = 1048576)] public long DatabaseQuotaLimit { get; init; } = -1;

    /// <summary>How many cron jobs it may have; -1 is unlimited.</summary>
    [Column("limit_cron", HasUnlimited = true)] public long CronJobLimit { get; init; } = 0;

    /// <summary>What its cron jobs may be: url, chrooted or full.</summary>
    [Column("limit_cron_type")] public string CronType { get; init; } = "url";

    /// <summary>The shortest time between two runs of a cron job, in minutes.</summary>
    [Column("limit_cron_frequency")] public long CronFrequency { get; init; } = 5;

    /// <summary>Traffic of all its websites in bytes a month; -1 is unlimited.</summary>
    [Column("limit_traffic_quota", HasUnlimited = true, Unit = 1048576)] public long TrafficLimit { get; init; } = -1;

    /// <summary>How many virtual machines it may have; -1 is unlimited.</summary>
    [Column("limit_openvz_vm", HasUnlimited = true)] public long OpenVzLimit { get; init; } = 0;

    /// <summary>The number of its virtual machine template, as the form still has it.</summary>
    [Column("limit_openvz_vm_template_id")] public long OpenVzTemplateId { get; init; } = 0;

    /// <summary>How many APS packages it may have; -1 is unlimited.</summary>
    [Column("limit_aps", HasUnlimited = true)] public long ApsLimit { get; init; } = -1;

    /// <summary>The number of its reseller; 0 is none.</summary>
    [Column("parent_client_id", ReadOnly = true)] public long ResellerId { get; init; }
}
