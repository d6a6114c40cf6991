Describe 'Websites' {
    BeforeAll { . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1') }
    BeforeEach {
        Reset-SpecPanel
        $null = Connect-SpecPanel
    }
    AfterAll { Stop-SpecPanel }

    It 'show the directory that the panel chose' {
        $site = New-NpWebsite shop.example -Client acme
        $site.DocumentRoot | Should -Be "/var/www/clients/client1/web$($site.Id)"
        $site.SystemUser | Should -Be "web$($site.Id)"
        $site.SystemGroup | Should -Be 'client1'
        $site.PhpOpenBasedir | Should -BeLike "$($site.DocumentRoot)/web:*shop.example*"
    }

    It 'can have another directory, though the panel ignores the request' {
        (New-NpWebsite shop.example -Client acme -DocumentRoot /srv/shop.example -AllowOverride None).DocumentRoot | Should -Be '/srv/shop.example'
        $site = Get-NpWebsite shop.example
        $site.DocumentRoot | Should -Be '/srv/shop.example'
        $site.AllowOverride | Should -Be 'None'
    }

    It 'have sizes in bytes and -1 for no limit' {
        (New-NpWebsite shop.example -DiskQuota 2GB -TrafficQuota Unlimited).DiskQuota | Should -Be 2GB
        (Invoke-NpApi sites_web_domain_get @{ primary_id = 1 }).hd_quota | Should -Be '2048'
        Set-NpWebsite shop.example -DiskQuota Unlimited
        (Get-NpWebsite shop.example).DiskQuota | Should -Be -1
        Set-NpWebsite shop.example -DiskQuota -1
        (Invoke-NpApi sites_web_domain_get @{ primary_id = 1 }).hd_quota | Should -Be '-1'
    }

    It 'accept the PHP modes of their server, by the panel''s names or the module''s' {
        (New-NpWebsite a.example).Php | Should -Be 'PhpFpm'
        (New-NpWebsite b.example -Php no).Php | Should -Be 'None'
        (New-NpWebsite c.example -Php fast-cgi -RedirectType 'R=301,L' -RedirectPath https://example.org/ -AutoSubdomain '*').RedirectType | Should -Be 'Permanent301'
        (Invoke-NpApi sites_web_domain_get @{ primary_id = 3 }).redirect_type | Should -Be 'R=301,L'
    }

    It 'keep their process settings and log days when something else changes, which the panel resets' {
        $null = New-NpWebsite trap.example -PhpMaxChildren 30 -PhpStartServers 4 -PhpMaxSpareServers 8 -LogRetention 7
        $null = Invoke-NpApi sites_web_domain_update @{ client_id = 0; primary_id = 1; params = @{ hd_quota = 2048 } }
        $trapped = Get-NpWebsite trap.example
        $trapped.PhpMaxChildren | Should -Be ($env:NODEPOINT_SPEC_LINE -eq '3.3' ? 10 : 1)
        $trapped.LogRetention | Should -Be 30

        $null = New-NpWebsite shop.example -PhpMaxChildren 30 -PhpStartServers 4 -PhpMaxSpareServers 8 -LogRetention 7
        Set-NpWebsite shop.example -DiskQuota 2GB
        $site = Get-NpWebsite shop.example
        $site.PhpMaxChildren, $site.PhpStartServers, $site.PhpMinSpareServers, $site.PhpMaxSpareServers, $site.LogRetention | Should -Be @(30, 4, 1, 8, 7)
    }

    It 'keep the process settings that the panel itself gave them, on either line' {
        $raw = @{ server_id = 1; ip_address = '*'; domain = 'raw.example'; type = 'vhost'; hd_quota = 1; traffic_quota = -1; allow_override = 'All'; pm_process_idle_timeout = 10; pm_max_requests = 0; http_port = 80; https_port = 443; php = 'php-fpm'; subdomain = 'www' }
        $null = Invoke-NpApi sites_web_domain_add @{ client_id = 1; params = $raw }
        $null = Invoke-NpApi sites_web_domain_update @{ client_id = 0; primary_id = 1; params = @{ hd_quota = 2 } }
        $given = Invoke-NpApi sites_web_domain_get @{ primary_id = 1 } | ForEach-Object { $_.pm_max_children, $_.pm_start_servers, $_.pm_min_spare_servers, $_.pm_max_spare_servers }
        $given -join '/' | Should -Be ($env:NODEPOINT_SPEC_LINE -eq '3.3' ? '10/2/1/5' : '1/1/1/1')
        Set-NpWebsite raw.example -TrafficQuota 1GB
        Disable-NpWebsite raw.example
        $kept = Invoke-NpApi sites_web_domain_get @{ primary_id = 1 } | ForEach-Object { $_.pm_max_children, $_.pm_start_servers, $_.pm_min_spare_servers, $_.pm_max_spare_servers }
        $kept | Should -Be $given
    }

    It 'refuse invalid values, which the panel would store' {
        $raw = @{ server_id = 1; ip_address = '198.51.100.9'; domain = 'raw.example'; type = 'vhost'; hd_quota = 1; traffic_quota = -1; allow_override = 'All'; pm_process_idle_timeout = 10; pm_max_requests = 0; http_port = 80; https_port = 443; php = 'bogus'; subdomain = 'bogus' }
        Invoke-NpApi sites_web_domain_add @{ client_id = 1; params = $raw } | Should -Be 1
        { New-NpWebsite shop.example -IpAddress 198.51.100.9 -ErrorAction Stop } | Should -Throw '*203.0.113.11*'
        { New-NpWebsite shop.example -Php bogus } | Should -Throw '*PhpFpm*'
        (New-NpWebsite shop.example -IpAddress 203.0.113.11).IpAddress | Should -Be '203.0.113.11'
    }

    It 'are distinguished from their subdomains and alias domains, which are in the same table' {
        $site = New-NpWebsite shop.example -Client acme
        $null = New-NpWebSubdomain blog -Website shop.example
        $null = New-NpWebAliasDomain laden.example -Website shop.example
        @(Get-NpWebsite).Domain | Should -Be 'shop.example'
        (Invoke-NpApi sites_web_domain_get @{ primary_id = 2 }).domain | Should -Be 'blog.shop.example'
        { Get-NpWebsite -Id 2 -ErrorAction Stop } | Should -Throw -ErrorId 'NotFound*'
    }

    It 'are disabled and enabled without other changes' {
        $before = New-NpWebsite shop.example -Client acme -PhpMaxChildren 30
        (Disable-NpWebsite shop.example -PassThru).Active | Should -BeFalse
        (Get-NpWebsite shop.example).PhpMaxChildren | Should -Be 30
        Get-NpWebsite shop.example | Enable-NpWebsite
        (Get-NpWebsite shop.example).Active | Should -BeTrue
        Set-NpWebsite shop.example -Active:$false
        (Get-NpWebsite shop.example).Active | Should -BeFalse
        { Disable-NpWebsite nowhere.example -ErrorAction Stop } | Should -Throw -ErrorId 'NotFound*'
    }

    It 'that do not exist cannot be enabled, where the panel returns errors of a form' {
        { Invoke-NpApi sites_web_domain_set_status @{ primary_id = 999; status = 'inactive' } -ErrorAction Stop } | Should -Throw
        { Disable-NpWebsite 999 -ErrorAction Stop } | Should -Throw -ErrorId 'NotFound*' -ExpectedMessage 'Website ''999'' was not found*'
    }

    It 'belong to the specified client and its panel user' {
        (New-NpWebsite shop.example -Client acme).OwnerGroupId | Should -Be 2
        (Invoke-NpApi sites_web_domain_get @{ primary_id = 1 }).sys_userid | Should -Be 2
    }

    It 'are not removed while they have dependents; with -Recurse these are removed too, and nothing else' {
        $null = New-NpWebsite shop.example -Client acme
        $null = New-NpWebsite other.example -Client acme
        foreach ($site in 'shop.example', 'other.example') {
            $name = $site.Split('.')[0]
            $null = New-NpFtpUser $name -Website $site -Password 'Ftp-Pw-123!'
            $null = New-NpShellUser "${name}sh" -Website $site -Password 'Sh-Pw-123!'
            $null = New-NpWebDavUser $name -Website $site -Password 'Dav-Pw-123!'
            $folder = New-NpWebFolder "/$name" -Website $site
            $null = $folder | New-NpWebFolderUser -Username peter -Password 'Fo-Pw-123!'
            $null = New-NpCronJob "https://$site/cron" -Website $site -Schedule '@daily'
            $null = New-NpDatabaseUser "$($name)own" -Client acme -Password 'Db-Pw-123!'
            $null = New-NpWebSubdomain blog -Website $site
            $null = New-NpWebAliasDomain "$name-two.example" -Website $site
            $null = New-NpWebVhostSubdomain dev -WebFolder work -Website $site
            $null = New-NpWebVhostAliasDomain "$name-three.example" -WebFolder three -Website $site
        }
        $null = New-NpDatabaseUser shared -Client acme -Password 'Db-Pw-123!'
        $null = New-NpDatabase shop -Website shop.example -DatabaseUser shopown -ReadOnlyUser shared
        $null = New-NpDatabase other -Website other.example -DatabaseUser otherown -ReadOnlyUser shared

        $refusal = { Remove-NpWebsite shop.example -ErrorAction Stop } | Should -Throw -ErrorId 'Refused*' -PassThru
        "$refusal" | Should -BeLike '*1 FTP user*1 cron job*-Recurse*'
        (Get-NpWebsite shop.example).Domain | Should -Be 'shop.example'

        $said = Remove-NpWebsite shop.example -Recurse -Confirm:$false -Verbose 4>&1 | Out-String
        foreach ($gone in 'FTP user acmeshop', 'shell user acmeshopsh', 'WebDAV user acmeshop', 'folder user peter', 'protected folder /shop', 'cron job https://shop.example/cron', 'database c1shop', 'database user c1shopown', 'subdomain blog.shop.example', 'shop-two.example', 'vhost subdomain dev.shop.example', 'shop-three.example') {
            $said | Should -BeLike "*$gone*"
        }
        $said | Should -Not -BeLike '*c1shared*'
        foreach ($noun in 'FtpUser', 'ShellUser', 'WebDavUser', 'WebFolder', 'WebFolderUser', 'CronJob', 'Database', 'WebSubdomain', 'WebAliasDomain', 'WebVhostSubdomain', 'WebVhostAliasDomain', 'Website') {
            @(& "Get-Np$noun").Count | Should -Be 1 -Because $noun
        }
        (Get-NpDatabaseUser).Username | Should -Be @('c1otherown', 'c1shared')
        # What the panel would leave behind.
        $null = Invoke-NpApi sites_web_domain_delete @{ primary_id = (Get-NpWebsite other.example).Id }
        @(Get-NpFtpUser).Count | Should -Be 1
    }

    It 'are renamed with their subdomains, as on the panel''s page' {
        $null = New-NpWebsite shop.example -Client acme
        $null = New-NpWebSubdomain blog -Website shop.example
        $null = New-NpWebVhostSubdomain dev -WebFolder work -Website shop.example
        Set-NpWebsite shop.example -NewDomain store.example
        (Get-NpWebSubdomain).Domain | Should -Be 'blog.store.example'
        (Get-NpWebVhostSubdomain).Domain | Should -Be 'dev.store.example'
        (Get-NpWebsite store.example).PhpOpenBasedir | Should -BeLike '*/store.example/*'
    }

    It 'move to a new owner with their dependents' {
        $null = New-NpWebsite shop.example -Client acme
        $null = New-NpFtpUser shop -Website shop.example -Password 'Ftp-Pw-123!' -Directory web
        $null = New-NpDatabaseUser shop -Client acme -Password 'Db-Pw-123!'
        $null = New-NpDatabase shop -Website shop.example -DatabaseUser shop
        $null = New-NpWebFolder /private -Website shop.example
        Get-NpWebFolder | New-NpWebFolderUser -Username peter -Password 'Fo-Pw-123!'
        $null = New-NpWebVhostSubdomain dev -WebFolder work -Website shop.example
        $null = New-NpCronJob https://shop.example/ -Schedule '@daily' -Website shop.example
        Set-NpWebsite shop.example -Client small
        $site = Get-NpClient small | Get-NpWebsite
        $site.SystemGroup | Should -Be 'client2'
        $site.DocumentRoot | Should -Be "/var/www/clients/client2/web$($site.Id)"
        $user = Get-NpClient small | Get-NpFtpUser
        $user.Directory | Should -Be "$($site.DocumentRoot)/web"
        $user.SystemGroup | Should -Be 'client2'
        (Get-NpClient small | Get-NpDatabase).Name | Should -Be 'c1shop'
        (Get-NpClient small | Get-NpDatabaseUser).Username | Should -Be 'c1shop'
        (Get-NpClient small | Get-NpWebFolderUser).Username | Should -Be 'peter'
        (Get-NpClient small | Get-NpWebVhostSubdomain).DocumentRoot | Should -Be $site.DocumentRoot
        @(Get-NpClient acme | Get-NpCronJob).Count | Should -Be 0
    }

    It 'stay on their server and cannot belong to a client that does not exist' {
        $null = New-NpWebsite shop.example -Client acme
        { Set-NpWebsite shop.example -ServerId 2 -ErrorAction Stop } | Should -Throw '*another server*'
        { New-NpWebsite x.example -Client nobody -ErrorAction Stop } | Should -Throw -ErrorId 'NotFound*'
    }

    It 'lead from a client to its users through the pipeline' {
        $null = New-NpWebsite shop.example -Client acme
        $null = Get-NpWebsite shop.example | New-NpFtpUser -Username shop -GeneratePassword
        (Get-NpClient acme | Get-NpWebsite | Get-NpFtpUser).Username | Should -Be 'acmeshop'
    }
}

Describe 'Subdomains and alias domains of websites' {
    BeforeAll { . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1') }
    BeforeEach {
        Reset-SpecPanel
        $null = Connect-SpecPanel
        $site = New-NpWebsite shop.example -Client acme
    }
    AfterAll { Stop-SpecPanel }

    It 'end in the name of an existing website, which the panel does not check' {
        Invoke-NpApi sites_web_subdomain_add @{ client_id = 1; params = @{ server_id = 1; domain = 'x.other.example'; type = 'subdomain'; parent_domain_id = 99; active = 'y' } } | Should -Be 2
        { New-NpWebSubdomain x.other.example -Website shop.example -ErrorAction Stop } | Should -Throw '*ends in .shop.example*'
        { New-NpWebSubdomain x -Website 99 -ErrorAction Stop } | Should -Throw -ErrorId 'NotFound*'
        (New-NpWebSubdomain x.shop.example -Website shop.example).Domain | Should -Be 'x.shop.example'
    }

    It 'belong to the owner of their website, whatever is specified' {
        (New-NpWebSubdomain blog -Website shop.example).OwnerGroupId | Should -Be 2
        { New-NpWebAliasDomain laden.example -Website shop.example -Client small -ErrorAction Stop } | Should -Throw '*Remove -Client*'
        (New-NpWebAliasDomain laden.example -Website shop.example -Client acme).OwnerGroupId | Should -Be 2
        { Set-NpWebAliasDomain laden.example -Client small -ErrorAction Stop } | Should -Throw '*owner*'
    }

    It 'with a directory of their own have it in that of their website, where the panel would store a dash' {
        $raw = Invoke-NpApi sites_web_domain_get @{ primary_id = $site.Id }
        $row = @{}
        foreach ($property in $raw.PSObject.Properties) { if ($property.Name -notlike 'sys_*' -and $property.Name -notin 'domain_id', 'document_root', 'system_user', 'system_group') { $row[$property.Name] = $property.Value } }
        $row.domain = 'raw.shop.example'; $row.type = 'vhostsubdomain'; $row.parent_domain_id = $site.Id; $row.web_folder = 'raw'
        $id = Invoke-NpApi sites_web_vhost_subdomain_add @{ client_id = 1; params = $row }
        (Get-NpWebVhostSubdomain -Id $id).DocumentRoot | Should -Be '-'

        foreach ($made in (New-NpWebVhostSubdomain dev -WebFolder /Work/ -Website shop.example), (New-NpWebVhostAliasDomain outlet.example -WebFolder outlet -Website shop.example)) {
            $made.DocumentRoot | Should -Be $site.DocumentRoot
            $made.SystemUser | Should -Be $site.SystemUser
            $made.SystemGroup | Should -Be $site.SystemGroup
            $made.IpAddress | Should -Be $site.IpAddress
            $made.Php | Should -Be $site.Php
            $made.PhpOpenBasedir | Should -BeLike "$($site.DocumentRoot)/$($made.WebFolder):*"
            $made.DiskQuota | Should -Be 0
        }
        (Get-NpWebVhostSubdomain dev.shop.example).WebFolder | Should -Be 'work'
    }

    It 'give a warning in a directory that the server needs' {
        $null = New-NpWebVhostSubdomain dev -WebFolder dev -Website shop.example -WarningVariable warnings -WarningAction SilentlyContinue
        "$warnings" | Should -BeLike '*server may use*'
    }

    It 'with a new directory let PHP access that one, and no other with a similar name' {
        $made = New-NpWebVhostSubdomain dev -WebFolder web -Website shop.example
        $after = $made | Set-NpWebVhostSubdomain -WebFolder work -PassThru
        $after.PhpOpenBasedir | Should -Be $made.PhpOpenBasedir.Replace("$($site.DocumentRoot)/web:", "$($site.DocumentRoot)/work:").Replace('/dev.shop.example/web', '/dev.shop.example/work')
    }

    It 'keep their process settings when something else changes' {
        $null = New-NpWebVhostSubdomain dev -WebFolder work -Website shop.example -PhpMaxChildren 30
        Set-NpWebVhostSubdomain dev.shop.example -Active $false
        (Get-NpWebVhostSubdomain dev.shop.example).PhpMaxChildren | Should -Be 30
    }
}
