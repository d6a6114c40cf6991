$site = { $null = New-NpWebsite shop.example -Client acme }
$folder = { $null = New-NpWebsite shop.example -Client acme; $null = New-NpWebFolder /private -Website shop.example }
@(
    @{
        Noun   = 'NpWebsite'
        New    = @{ Domain = 'shop.example'; Client = 'acme'; DiskQuota = '2GB' }
        Key    = 'shop.example'
        Wild   = 'sh*.example'
        Change = @{ TrafficQuota = '10GB' }
        From   = { Get-NpClient acme | Get-NpWebsite }
        Bad    = @(
            @{ Domain = 'shop' }, @{ Domain = 'a_b.example' }, @{ DiskQuota = '0' }, @{ DiskQuota = 'much' }, @{ Php = 'php-3' }, @{ AutoSubdomain = 'ftp' }, @{ IpAddress = '198.51.100.9' }, @{ Ipv6Address = '2001:db8::9' }
            @{ BackupInterval = 'hourly' }, @{ BackupCopies = 99 }, @{ RedirectType = 'proxy'; RedirectPath = '/app/' }, @{ RedirectType = 'R=301,L' }, @{ WebFolder = '../up' }, @{ HttpPort = 70000 }
            @{ PhpProcessManager = 'Dynamic'; PhpStartServers = 9 }, @{ StatisticsPassword = 'weak' }, @{ ServerId = 9 }, @{ Client = 'nobody' }
        )
    }
    @{
        Noun   = 'NpWebSubdomain'
        Setup  = $site
        New    = @{ Domain = 'blog'; Website = 'shop.example' }
        Key    = 'blog.shop.example'
        Wild   = 'blog.*'
        Change = @{ Active = $false }
        Pipe   = { Get-NpWebsite shop.example | New-NpWebSubdomain news }
        From   = { Get-NpWebsite shop.example | Get-NpWebSubdomain }
        Bad    = @(@{ Domain = 'blog.other.example' }, @{ Domain = 'b b' }, @{ Website = 'nowhere.example' }, @{ Website = 99 }, @{ RedirectType = 'sideways' }, @{ RedirectType = 'R,L'; RedirectPath = 'not a path' }, @{ Client = 'small' })
    }
    @{
        Noun   = 'NpWebAliasDomain'
        Setup  = $site
        New    = @{ Domain = 'laden.example'; Website = 'shop.example' }
        Key    = 'laden.example'
        Wild   = 'laden*'
        Change = @{ SeoRedirect = 'WwwToDomain' }
        Pipe   = { Get-NpWebsite shop.example | New-NpWebAliasDomain tienda.example }
        From   = { Get-NpWebsite shop.example | Get-NpWebAliasDomain }
        Bad    = @(@{ Domain = 'laden' }, @{ Website = 99 }, @{ AutoSubdomain = 'bogus' }, @{ RedirectType = 'R,L' }, @{ Client = 'small' })
    }
    @{
        Noun   = 'NpWebVhostSubdomain'
        Setup  = $site
        New    = @{ Domain = 'dev'; WebFolder = 'work'; Website = 'shop.example' }
        Key    = 'dev.shop.example'
        Wild   = 'dev.*'
        Change = @{ Active = $false }
        Pipe   = { Get-NpWebsite shop.example | New-NpWebVhostSubdomain stage -WebFolder stage }
        From   = { Get-NpWebsite shop.example | Get-NpWebVhostSubdomain }
        Bad    = @(@{ Domain = 'dev.other.example' }, @{ WebFolder = '../up' }, @{ WebFolder = '/' }, @{ Website = 99 }, @{ Php = 'bogus' }, @{ Client = 'small' })
    }
    @{
        Noun   = 'NpWebVhostAliasDomain'
        Setup  = $site
        New    = @{ Domain = 'outlet.example'; WebFolder = 'outlet'; Website = 'shop.example' }
        Key    = 'outlet.example'
        Wild   = 'outlet*'
        Change = @{ RewriteToHttps = $true }
        Pipe   = { Get-NpWebsite shop.example | New-NpWebVhostAliasDomain sale.example -WebFolder sale }
        From   = { Get-NpWebsite shop.example | Get-NpWebVhostAliasDomain }
        Bad    = @(@{ Domain = 'outlet' }, @{ WebFolder = 'a/../../b' }, @{ Website = 99 }, @{ BackupInterval = 'hourly' })
    }
    @{
        Noun   = 'NpFtpUser'
        Setup  = $site
        New    = @{ Website = 'shop.example'; Username = 'shop'; Password = 'Ftp-Pw-123!' }
        Key    = 'acmeshop'
        Wild   = 'acme*'
        Change = @{ Active = $false }
        Pipe   = { Get-NpWebsite shop.example | New-NpFtpUser -Username two -Password 'Ftp-Pw-123!' }
        From   = { Get-NpWebsite shop.example | Get-NpFtpUser }
        Bad    = @(@{ Username = 'a b' }, @{ Username = '' }, @{ Directory = '/etc' }, @{ Directory = '../web2' }, @{ Password = 'weak' }, @{ Password = '' }, @{ Website = 99 }, @{ SystemUser = 'root' }, @{ SystemGroup = 'root' }, @{ Quota = 'much' }, @{ Client = 'small' })
    }
    @{
        Noun   = 'NpShellUser'
        Setup  = $site
        New    = @{ Website = 'shop.example'; Username = 'shop'; Password = 'Sh-Pw-123!' }
        Key    = 'acmeshop'
        Wild   = 'acme*'
        Change = @{ Shell = '/bin/sh' }
        Pipe   = { Get-NpWebsite shop.example | New-NpShellUser -Username two -Password 'Sh-Pw-123!' }
        From   = { Get-NpWebsite shop.example | Get-NpShellUser }
        Bad    = @(@{ Username = 'a b' }, @{ Username = '' }, @{ Username = 'x' * 40 }, @{ Directory = '/etc/passwd-dir' }, @{ Password = 'weak' }, @{ Password = '' }, @{ Chroot = 'bogus' }, @{ SshKey = 'no key' }, @{ Shell = 'bash' }, @{ SystemUser = 'root' }, @{ Website = 99 })
    }
    @{
        Noun   = 'NpWebDavUser'
        Setup  = $site
        New    = @{ Website = 'shop.example'; Username = 'shop'; Password = 'Dav-Pw-123!'; Directory = 'files' }
        Key    = 'acmeshop'
        Wild   = 'acme*'
        Change = @{ Active = $false }
        Pipe   = { Get-NpWebsite shop.example | New-NpWebDavUser -Username two -Password 'Dav-Pw-123!' }
        From   = { Get-NpWebsite shop.example | Get-NpWebDavUser }
        Bad    = @(@{ Username = 'a b' }, @{ Username = '' }, @{ Directory = '/etc' }, @{ Directory = '../up' }, @{ Password = 'weak' }, @{ Password = '' }, @{ Website = 99 })
    }
    @{
        Noun   = 'NpWebFolder'
        Setup  = $site
        New    = @{ Website = 'shop.example'; Path = '/private' }
        Key    = '/private'
        Wild   = '/priv*'
        Change = @{ Active = $false }
        Pipe   = { Get-NpWebsite shop.example | New-NpWebFolder -Path intern }
        From   = { Get-NpWebsite shop.example | Get-NpWebFolder }
        Bad    = @(@{ Path = '../up' }, @{ Path = 'a b' }, @{ Website = 99 }, @{ Client = 'small' })
    }
    @{
        Noun   = 'NpWebFolderUser'
        Setup  = $folder
        New    = @{ WebFolder = '/private'; Username = 'peter'; Password = 'Fo-Pw-123!' }
        Key    = 'peter'
        Wild   = 'pet*'
        Change = @{ Active = $false }
        Pipe   = { Get-NpWebFolder /private | New-NpWebFolderUser -Username paul -Password 'Fo-Pw-123!' }
        From   = { Get-NpWebFolder /private | Get-NpWebFolderUser }
        Bad    = @(@{ Username = 'a b' }, @{ Username = '' }, @{ Password = 'weak' }, @{ Password = '' }, @{ WebFolder = 99 }, @{ WebFolder = '/nowhere' })
    }
    @{
        Noun   = 'NpDatabaseUser'
        New    = @{ Username = 'shop'; Password = 'Db-Pw-123!'; Client = 'acme' }
        Key    = 'c1shop'
        Wild   = 'c1*'
        Change = @{ ServerId = 1 }
        From   = { Get-NpClient acme | Get-NpDatabaseUser }
        Bad    = @(@{ Username = 'a-b' }, @{ Username = '' }, @{ Username = 'x' * 40 }, @{ Password = 'weak' }, @{ Password = '' }, @{ Client = 'nobody' })
    }
    @{
        Noun   = 'NpDatabase'
        Setup  = { $null = New-NpWebsite shop.example -Client acme; $null = New-NpDatabaseUser shop -Client acme -Password 'Db-Pw-123!'; $null = New-NpDatabaseUser other -Client small -Password 'Db-Pw-123!' }
        New    = @{ Website = 'shop.example'; Name = 'shop'; DatabaseUser = 'shop' }
        Key    = 'c1shop'
        Wild   = 'c1*'
        Change = @{ Active = $false }
        Pipe   = { Get-NpWebsite shop.example | New-NpDatabase -Name two -DatabaseUser c1shop }
        From   = { Get-NpWebsite shop.example | Get-NpDatabase }
        Bad    = @(@{ Name = 'a-b' }, @{ Name = '' }, @{ Name = 'x' * 70 }, @{ DatabaseUser = 'nobody' }, @{ DatabaseUser = 99 }, @{ DatabaseUser = 'c2other' }, @{ ReadOnlyUser = 'shop' }, @{ Charset = 'bogus' }, @{ RemoteIps = 'bad' }, @{ BackupInterval = 'hourly' }, @{ Website = 99 })
    }
    @{
        Noun   = 'NpCronJob'
        Setup  = $site
        New    = @{ Website = 'shop.example'; Command = 'https://shop.example/cron'; Schedule = '*/10 * * * *' }
        Key    = 'https://shop.example/cron'
        Wild   = 'https://shop.example/*'
        Change = @{ Active = $false }
        Pipe   = { Get-NpWebsite shop.example | New-NpCronJob -Command /usr/bin/true -Schedule '@daily' }
        From   = { Get-NpWebsite shop.example | Get-NpCronJob }
        Bad    = @(@{ Command = '' }, @{ Schedule = '@often' }, @{ Schedule = '* * *' }, @{ Schedule = '99 * * * *' }, @{ Schedule = '0 24 * * *' }, @{ Schedule = '0 0 1 13 *' }, @{ Schedule = '5-1 * * * *' }, @{ Type = 'Url'; Command = 'not a url' }, @{ Command = 'https://shop.example/a b' }, @{ Type = 'Full' }, @{ Type = 'bogus' }, @{ Website = 99 })
    }
)
