using Nodepoint.IspConfig.Servers;
using Xunit;

namespace Nodepoint.Tests.Servers;

/// <summary>Which settings and columns are secrets, judged by their names.</summary>
public sealed class SecretNameTests
{
    [Theory]
    [InlineData("smtp_pass")]
    [InlineData("CA_pass")]
    [InlineData("relay_pass")]
    [InlineData("monit_password")]
    [InlineData("rspamd_redis_bayes_passwd")]
    [InlineData("passwort")]
    [InlineData("ssl_key")]
    [InlineData("lost_password_hash")]
    [InlineData("pass")]
    [InlineData("dbpass")]
    [InlineData("PWD")]
    [InlineData("db_pwd")]
    [InlineData("ftp_pw")]
    [InlineData("token")]
    [InlineData("auth_token")]
    [InlineData("accessToken")]
    [InlineData("token_of_registrar")]
    [InlineData("api_key")]
    [InlineData("registrar.api-key")]
    [InlineData("apikey")]
    [InlineData("apiKey")]
    [InlineData("passphrase")]
    [InlineData("PrivateKey")]
    [InlineData("Private key")]
    [InlineData("SslKey")]
    [InlineData("Kennwort")]
    [InlineData("backup_credential")]
    [InlineData("credentials")]
    public void These_are_secrets(string name) => Assert.True(SecretName.Is(name));

    /// <summary>Names of settings and columns that resemble secrets.</summary>
    [Theory]
    [InlineData("min_password_length")]
    [InlineData("min_password_strength")]
    [InlineData("lost_password_function")]
    [InlineData("lost_password_reqtime")]
    [InlineData("bypass_spam_checks")]
    [InlineData("limit_xmpp_auth_options")]
    [InlineData("bind_keyfiles_dir")]
    [InlineData("jailkit_chroot_authorized_keys_template")]
    [InlineData("ssh_authentication")]
    [InlineData("dkim_path")]
    [InlineData("dkim_strength")]
    [InlineData("rspamd_url")]
    [InlineData("monit_user")]
    [InlineData("smtp_host")]
    [InlineData("php_open_basedir")]
    [InlineData("vhost_proxy_protocol_enabled")]
    [InlineData("session_allow_endless")]
    [InlineData("web_folder_protection")]
    [InlineData("company_name")]
    [InlineData("")]
    public void These_are_not_secrets(string name) => Assert.False(SecretName.Is(name));
}
