using Nodepoint.IspConfig.Servers;
using Xunit;

namespace Nodepoint.Tests.Servers;

public sealed class PhpVersionTests
{
    [Theory]
    [InlineData(null, null)]
    [InlineData("", "")]
    [InlineData("/usr/bin/php8.3", "php8_3")]
    public void Columns_of_later_panels_are_null_where_the_panel_does_not_have_them(string? program, string? section)
    {
        var row = new Dictionary<string, string?> { ["server_php_id"] = "1", ["name"] = "PHP 8.3", ["php_fpm_pool_dir"] = "/etc/php/8.3/fpm/pool.d" };
        if (program is not null) (row["php_cli_binary"], row["php_jk_section"]) = (program, section);
        var version = PhpVersion.From(row, new Server(1, "server1.example.com"));
        Assert.Equal(program, version.CliBinary);
        Assert.Equal(section, version.JailkitSection);
        Assert.Equal(["php_fpm_pool_dir"], version.AdditionalFields.Keys);
    }
}
