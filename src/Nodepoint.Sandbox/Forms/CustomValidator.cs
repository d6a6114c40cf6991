using System.Globalization;
using Nodepoint.Sandbox.Contract;
using Nodepoint.Sandbox.Php;

namespace Nodepoint.Sandbox.Forms;

/// <summary>The checks of single forms, by their names in the contract. Each returns its error, or null.</summary>
internal static class CustomValidator
{
    public static string? Run(ValidatorDefinition validator, Check check) => validator.Function switch
    {
        "validate_client::username_unique" => ClientChecks.IsUserNameFree(check) ? null : Line(validator),
        "validate_client::username_collision" => ClientChecks.CollidesWithSites(check) ? Line(validator) : null,
        "validate_client::check_vat_id" => ClientChecks.HasForeignVatId(check) ? Line(validator) : null,
        "validate_reseller::limit_client" =>
            Loose.Compare(check.Value, 0L) <= 0 && !Loose.Same(check.Value, -1L) ? "limit_client_error_positive_or_unlimited" : null,
        "validate_password::password_check" => PasswordCheck.Complaint(check),
        "validate_cron::command_format" => CronChecks.IsCommand(check.Text) ? null : Line(validator),
        "validate_cron::run_month_format" => Loose.Same(check.Value, "@reboot") || CronChecks.IsTime(check.Field.Name, check.Text) ? null : Line(validator),
        "validate_cron::run_time_format" => CronChecks.IsTime(check.Field.Name, check.Text) ? null : Line(validator),
        "validate_dns::validate_ip" => DnsChecks.AddressComplaints(validator, check),
        "validate_domain::web_domain" or "validate_domain::alias_domain" => SiteChecks.DomainComplaint(check) is { } key ? Line(key) : null,
        "validate_domain::web_domain_autosub" => SiteChecks.IsAutoSubdomainFree(check) ? null : Line("domain_error_autosub"),
        "validate_ftpuser::ftp_dir" => SiteChecks.IsInsideSite(check, "ftp_user") ? null : Line(validator),
        "validate_systemuser::shelluser_dir" => SiteChecks.IsInsideSite(check, "shell_user") ? null : Line(validator),
        "validate_systemuser::check_sysuser" => SiteChecks.IsAllowedSystemName(check, "web") ? null : Line(validator),
        "validate_systemuser::check_sysgroup" => SiteChecks.IsAllowedSystemName(check, "client") ? null : Line(validator),
        "validate_server::check_server_ip" => IsAddressOfType(check) ? null : Line(validator),
        // These check what a browser posted, so they never fail for a call of the remote API.
        "validate_client::check_used_servers" or "validate_database::valid_ip_list" or "validate_dkim::check_private_key"
            or "validate_mail_relay_domain::validate_domain" or "validate_mail_transport::validate_domain"
            or "validate_domain::web_apache_directives" or "validate_domain::web_nginx_directives" or "validate_autoresponder::end_date" => null,
        _ => throw new InvalidOperationException($"The contract has an unknown check {validator.Function}."),
    };

    private static string Line(ValidatorDefinition validator) => Line(validator.ErrorKey);

    private static string Line(string key) => string.Create(CultureInfo.InvariantCulture, $"{key}<br>\r\n");

    private static bool IsAddressOfType(Check check) => check.Record.Value("ip_type") switch
    {
        "IPv4" => PhpFilter.IsIpv4(check.Value),
        "IPv6" => PhpFilter.IsIpv6(check.Value),
        _ => false,
    };
}
