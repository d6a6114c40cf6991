using System.Management.Automation;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Sites;
using Nodepoint.PowerShell.Completion;
using Nodepoint.PowerShell.Inputs;

namespace Nodepoint.PowerShell.Sites;

public sealed partial class NewNpWebsiteCommand
{
    /// <summary>The PHP version by its name on the site's server, such as 8.2 or 'PHP 8.2'; Default for the server's default. Get-NpPhpVersion lists the versions.</summary>
    [Parameter]
    [TextInput(FromRow = true, NotEmpty = true)]
    [ArgumentCompleter(typeof(PhpVersionCompleter))]
    public string? PhpVersion { get; set => field = Typed(value); }

    /// <inheritdoc/>
    protected override Website Complete(Website value, ref ColumnSet given)
    {
        if (string.IsNullOrEmpty(PhpVersion)) return value;
        given = given.With(WebsiteNoun.PhpVersionIdOrdinal);
        return value with { PhpVersionName = PhpVersion };
    }
}

public sealed partial class SetNpWebsiteCommand
{
    /// <summary>The PHP version by its name on the site's server, such as 8.2 or 'PHP 8.2'; Default for the server's default. Get-NpPhpVersion lists the versions.</summary>
    [Parameter]
    [TextInput(FromRow = true, NotEmpty = true)]
    [ArgumentCompleter(typeof(PhpVersionCompleter))]
    public string? PhpVersion { get; set => field = Typed(value); }

    /// <inheritdoc/>
    protected override Website Complete(Website value, ref ColumnSet given)
    {
        if (string.IsNullOrEmpty(PhpVersion)) return value;
        given = given.With(WebsiteNoun.PhpVersionIdOrdinal);
        return value with { PhpVersionName = PhpVersion };
    }
}

public sealed partial class NewNpWebVhostSubdomainCommand
{
    /// <summary>The PHP version by its name on the site's server, such as 8.2 or 'PHP 8.2'; Default for the server's default. Get-NpPhpVersion lists the versions.</summary>
    [Parameter]
    [TextInput(FromRow = true, NotEmpty = true)]
    [ArgumentCompleter(typeof(PhpVersionCompleter))]
    public string? PhpVersion { get; set => field = Typed(value); }

    /// <inheritdoc/>
    protected override WebVhostSubdomain Complete(WebVhostSubdomain value, ref ColumnSet given)
    {
        if (string.IsNullOrEmpty(PhpVersion)) return value;
        given = given.With(WebVhostSubdomainNoun.PhpVersionIdOrdinal);
        return value with { PhpVersionName = PhpVersion };
    }
}

public sealed partial class SetNpWebVhostSubdomainCommand
{
    /// <summary>The PHP version by its name on the site's server, such as 8.2 or 'PHP 8.2'; Default for the server's default. Get-NpPhpVersion lists the versions.</summary>
    [Parameter]
    [TextInput(FromRow = true, NotEmpty = true)]
    [ArgumentCompleter(typeof(PhpVersionCompleter))]
    public string? PhpVersion { get; set => field = Typed(value); }

    /// <inheritdoc/>
    protected override WebVhostSubdomain Complete(WebVhostSubdomain value, ref ColumnSet given)
    {
        if (string.IsNullOrEmpty(PhpVersion)) return value;
        given = given.With(WebVhostSubdomainNoun.PhpVersionIdOrdinal);
        return value with { PhpVersionName = PhpVersion };
    }
}

public sealed partial class NewNpWebVhostAliasDomainCommand
{
    /// <summary>The PHP version by its name on the site's server, such as 8.2 or 'PHP 8.2'; Default for the server's default. Get-NpPhpVersion lists the versions.</summary>
    [Parameter]
    [TextInput(FromRow = true, NotEmpty = true)]
    [ArgumentCompleter(typeof(PhpVersionCompleter))]
    public string? PhpVersion { get; set => field = Typed(value); }

    /// <inheritdoc/>
    protected override WebVhostAliasDomain Complete(WebVhostAliasDomain value, ref ColumnSet given)
    {
        if (string.IsNullOrEmpty(PhpVersion)) return value;
        given = given.With(WebVhostAliasDomainNoun.PhpVersionIdOrdinal);
        return value with { PhpVersionName = PhpVersion };
    }
}

public sealed partial class SetNpWebVhostAliasDomainCommand
{
    /// <summary>The PHP version by its name on the site's server, such as 8.2 or 'PHP 8.2'; Default for the server's default. Get-NpPhpVersion lists the versions.</summary>
    [Parameter]
    [TextInput(FromRow = true, NotEmpty = true)]
    [ArgumentCompleter(typeof(PhpVersionCompleter))]
    public string? PhpVersion { get; set => field = Typed(value); }

    /// <inheritdoc/>
    protected override WebVhostAliasDomain Complete(WebVhostAliasDomain value, ref ColumnSet given)
    {
        if (string.IsNullOrEmpty(PhpVersion)) return value;
        given = given.With(WebVhostAliasDomainNoun.PhpVersionIdOrdinal);
        return value with { PhpVersionName = PhpVersion };
    }
}
