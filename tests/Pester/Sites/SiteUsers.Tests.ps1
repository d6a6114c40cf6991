Describe 'Names with the panel''s prefix' {
    BeforeAll { . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1') }
    BeforeEach {
        Reset-SpecPanel
        $null = Connect-SpecPanel
        $null = New-NpWebsite shop.example -Client acme
    }
    AfterAll { Stop-SpecPanel }

    It 'get the prefix, which the remote API does not add' {
        $user = New-NpFtpUser shop -Website shop.example -Password 'Ftp-Pw-123!'
        $user.Username | Should -Be 'acmeshop'
        $user.UsernamePrefix | Should -Be 'acme'
        $user.ShortName | Should -Be 'shop'
        (Invoke-NpApi sites_ftp_user_get @{ primary_id = $user.Id }).username_prefix | Should -Be 'acme'
        (New-NpShellUser sh -Website shop.example -Password 'Sh-Pw-123!').Username | Should -Be 'acmesh'
        (New-NpWebDavUser dav -Website shop.example -Password 'Dav-Pw-123!').Username | Should -Be 'acmedav'
        (New-NpDatabaseUser db -Client acme -Password 'Db-Pw-123!').Username | Should -Be 'c1db'
        (New-NpDatabase db -Website shop.example).Name | Should -Be 'c1db'
    }

    It 'get the prefix once' {
        (New-NpFtpUser acmeshop -Website shop.example -Password 'Ftp-Pw-123!').Username | Should -Be 'acmeshop'
        (New-NpFtpUser acme -Website shop.example -Password 'Ftp-Pw-123!').Username | Should -Be 'acmeacme'
    }

    It 'are not changed with -NoPrefix' {
        $user = New-NpFtpUser shop -NoPrefix -Website shop.example -Password 'Ftp-Pw-123!'
        $user.Username | Should -Be 'shop'
        $user.UsernamePrefix | Should -BeNullOrEmpty
        $user.ShortName | Should -Be 'shop'
    }

    It 'follow the panel''s setting and the client''s name as the panel writes it' {
        $null = Invoke-NpApi system_config_set @{ section = 'sites'; key = 'ftpuser_prefix'; value = 'u[CLIENTID]_[DOMAINID]_' }
        (New-NpFtpUser shop -Website shop.example -Password 'Ftp-Pw-123!').Username | Should -Be 'u1_1_shop'
        $null = New-NpClient my.shop 'My Shop' my@shop.example -GeneratePassword
        $null = New-NpWebsite my.example -Client my.shop
        (New-NpShellUser sh -Website my.example -Password 'Sh-Pw-123!').Username | Should -Be 'my_shopsh'
        $null = New-NpWebsite none.example
        (New-NpShellUser sh -Website none.example -Password 'Sh-Pw-123!').Username | Should -Be 'adminsh'
    }

    It 'are found with and without the prefix, and changed with it' {
        $null = New-NpFtpUser shop -Website shop.example -Password 'Ftp-Pw-123!'
        $null = New-NpFtpUser shop2 -Website shop.example -Password 'Ftp-Pw-123!'
        (Get-NpFtpUser acmeshop).Username | Should -Be 'acmeshop'
        (Get-NpFtpUser shop).Username | Should -Be 'acmeshop'
        (Get-NpFtpUser shop*).Username | Should -Be @('acmeshop', 'acmeshop2')
        { Get-NpFtpUser hop -ErrorAction Stop } | Should -Throw -ErrorId 'NotFound*'
        Set-NpFtpUser acmeshop -Active $false
        (Get-NpFtpUser acmeshop).Active | Should -BeFalse
        Remove-NpFtpUser acmeshop
        @(Get-NpFtpUser).Username | Should -Be 'acmeshop2'
    }

    It 'match the full name first' {
        $null = New-NpFtpUser shop -Website shop.example -Password 'Ftp-Pw-123!'
        $null = New-NpFtpUser shop -NoPrefix -Website shop.example -Password 'Ftp-Pw-123!'
        (Get-NpFtpUser shop).Username | Should -Be 'shop'
        Remove-NpFtpUser shop
        @(Get-NpFtpUser).Username | Should -Be 'acmeshop'
    }

    It 'are not changed without the prefix, which could be the name of another client''s user' {
        $null = New-NpWebsite small.example -Client small
        $null = New-NpFtpUser shop -Website shop.example -Password 'Ftp-Pw-123!'
        $null = New-NpFtpUser shop -Website small.example -Password 'Ftp-Pw-123!'
        { Set-NpFtpUser shop -Active $false -ErrorAction Stop } | Should -Throw -ErrorId 'NotFound,*'
        { Remove-NpFtpUser shop -ErrorAction Stop } | Should -Throw -ErrorId 'NotFound,*'
    }

    It 'keep the prefix when they are changed' {
        $null = New-NpFtpUser shop -Website shop.example -Password 'Ftp-Pw-123!'
        (Set-NpFtpUser acmeshop -NewUsername store -PassThru).Username | Should -Be 'acmestore'
        (Set-NpFtpUser acmestore -NewUsername plain -NoPrefix -PassThru).Username | Should -Be 'plain'
    }
}

Describe 'Users of websites' {
    BeforeAll { . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1') }
    BeforeEach {
        Reset-SpecPanel
        $null = Connect-SpecPanel
        $site = New-NpWebsite shop.example -Client acme
    }
    AfterAll { Stop-SpecPanel }

    It 'get directory, system user and group, owner and server of their website' {
        $user = New-NpFtpUser shop -Website shop.example -Password 'Ftp-Pw-123!'
        $user.Directory | Should -Be $site.DocumentRoot
        $user.SystemUser | Should -Be $site.SystemUser
        $user.SystemGroup | Should -Be $site.SystemGroup
        $user.OwnerGroupId | Should -Be $site.OwnerGroupId
        $shell = New-NpShellUser shop -Website shop.example -Password 'Sh-Pw-123!' -Directory web/app
        $shell.Directory | Should -Be "$($site.DocumentRoot)/web/app"
        $shell.SystemUser | Should -Be $site.SystemUser
    }

    It 'do not have a directory outside of it, which the panel allows for WebDAV users and folders' {
        (Invoke-NpApi sites_webdav_user_add @{ client_id = 1; params = @{ server_id = 1; parent_domain_id = 1; username = 'raw'; password = 'Dav-Pw-123!'; active = 'y'; dir = '../../web2' } }) | Should -Be 1
        (Invoke-NpApi sites_web_folder_add @{ client_id = 1; params = @{ server_id = 1; parent_domain_id = 1; path = '../up'; active = 'y' } }) | Should -Be 1
        { New-NpWebDavUser shop -Website shop.example -Password 'Dav-Pw-123!' -Directory ../../web2 -ErrorAction Stop } | Should -Throw '*outside website*'
        { New-NpWebFolder ../up -Website shop.example -ErrorAction Stop } | Should -Throw '*contains . or ..*'
        { New-NpFtpUser shop -Website shop.example -Password 'Ftp-Pw-123!' -Directory "$($site.DocumentRoot)0" -ErrorAction Stop } | Should -Throw '*outside website*'
        $null = New-NpFtpUser shop -Website shop.example -Password 'Ftp-Pw-123!'
        { Set-NpFtpUser acmeshop -Directory /etc -ErrorAction Stop } | Should -Throw '*outside website*'
    }

    It 'require a name and a password, without which the panel would accept them' {
        Invoke-NpApi sites_ftp_user_add @{ client_id = 1; params = @{ server_id = 1; parent_domain_id = 1; username = ''; password = ''; quota_size = -1; active = 'y'; uid = 'web1'; gid = 'client1'; dir = $site.DocumentRoot } } | Should -Be 1
        { New-NpFtpUser shop -Website shop.example -ErrorAction Stop } | Should -Throw '*no password*'
        { New-NpFtpUser shop -Website shop.example -Password ([securestring]::new()) -ErrorAction Stop } | Should -Throw '*password*'
        { New-NpWebDavUser shop -Website shop.example -ErrorAction Stop } | Should -Throw '*no password*'
        { New-NpShellUser shop -Website shop.example -ErrorAction Stop } | Should -Throw '*could not log in*'
        { New-NpDatabaseUser shop -Client acme -ErrorAction Stop } | Should -Throw '*no password*'
        $null = New-NpFtpUser shop -Website shop.example -Password 'Ftp-Pw-123!'
        { Set-NpFtpUser acmeshop -Password ([securestring]::new()) -ErrorAction Stop } | Should -Throw '*empty*'
    }

    It 'with an SSH key need no password, and with an invalid key are refused' {
        $key = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ0C3E0wqTXwzP0xKLy3z4kqUj2KqM3B1oK0u2mQ1u3x me@example'
        (New-NpShellUser shop -Website shop.example -SshKey $key -Chroot jailkit).SshKey | Should -Be $key
        { New-NpShellUser two -Website shop.example -SshKey 'no key' -ErrorAction Stop } | Should -Throw '*public SSH key*'
        { New-NpShellUser two -Website shop.example -SshKey '-----BEGIN OPENSSH PRIVATE KEY----- abc' -ErrorAction Stop } | Should -Throw '*private*'
    }

    It 'of WebDAV are stored as their server needs it: with the digest of name, directory and password' {
        $null = Invoke-NpApi sites_webdav_user_add @{ client_id = 1; params = @{ server_id = 1; parent_domain_id = 1; username = 'raw'; password = 'Dav-Pw-123!'; active = 'y'; dir = 'files' } }
        (Invoke-NpApi sites_webdav_user_get @{ primary_id = 1 }).password | Should -Be 'Dav-Pw-123!'

        $user = New-NpWebDavUser shop -Website shop.example -Password 'Dav-Pw-123!' -Directory files
        $digest = [Convert]::ToHexString([Security.Cryptography.MD5]::HashData([Text.Encoding]::UTF8.GetBytes('acmeshop:files:Dav-Pw-123!'))).ToLower()
        (Invoke-NpApi sites_webdav_user_get @{ primary_id = $user.Id }).password | Should -Be $digest
        (Get-NpWebDavUser shop).Password | Should -BeNullOrEmpty
        { Set-NpWebDavUser acmeshop -Directory other -ErrorAction Stop } | Should -Throw '*-Password*'
        Set-NpWebDavUser acmeshop -Directory other -Password 'Dav-Pw-456!'
        (Get-NpWebDavUser shop).Directory | Should -Be 'other'
        { New-NpWebDavUser weak -Website shop.example -Password 'short' -ErrorAction Stop } | Should -Throw '*weak*'
    }

    It 'have limits in bytes, without the panel''s markers' {
        $user = New-NpFtpUser shop -Website shop.example -Password 'Ftp-Pw-123!' -Quota 500MB -UploadBandwidth 256KB
        $user.Quota | Should -Be 500MB
        $user.UploadBandwidth | Should -Be 256KB
        $user.DownloadBandwidth | Should -Be -1
        $raw = Invoke-NpApi sites_ftp_user_get @{ primary_id = $user.Id }
        $raw.quota_size, $raw.ul_bandwidth, $raw.dl_bandwidth | Should -Be @('500', '256', '0')
        Set-NpFtpUser acmeshop -Expires 2031-01-01
        (Get-NpFtpUser shop).Expires.Year | Should -Be 2031
    }

    It 'stay with their website' {
        $null = New-NpWebsite other.example -Client acme
        $null = New-NpFtpUser shop -Website shop.example -Password 'Ftp-Pw-123!'
        { Set-NpFtpUser acmeshop -Website other.example -ErrorAction Stop } | Should -Throw '*to another website*'
    }
}

Describe 'Protected folders' {
    BeforeAll { . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1') }
    BeforeEach {
        Reset-SpecPanel
        $null = Connect-SpecPanel
        $null = New-NpWebsite shop.example -Client acme
        $null = New-NpWebsite other.example -Client acme
    }
    AfterAll { Stop-SpecPanel }

    It 'exist once per path of a website, where the panel would accept duplicates' {
        foreach ($time in 1, 2) { $null = Invoke-NpApi sites_web_folder_add @{ client_id = 1; params = @{ server_id = 1; parent_domain_id = 1; path = '/raw'; active = 'y' } } }
        @(Get-NpWebFolder /raw).Count | Should -Be 2
        $null = New-NpWebFolder private/ -Website shop.example
        { New-NpWebFolder /private -Website shop.example -ErrorAction Stop } | Should -Throw -ErrorId 'Duplicate*'
        (New-NpWebFolder /private -Website other.example).Path | Should -Be '/private'
        { Set-NpWebFolder /raw -ErrorAction Stop -Active $false } | Should -Throw '*Specify the ID of one of them*'
    }

    It 'are not removed while they have users' {
        $folder = New-NpWebFolder /private -Website shop.example
        $null = $folder | New-NpWebFolderUser -Username peter -Password 'Fo-Pw-123!'
        { $folder | Remove-NpWebFolder -ErrorAction Stop } | Should -Throw '*folder user peter*'
        $folder | Remove-NpWebFolder -Recurse
        @(Get-NpWebFolderUser).Count | Should -Be 0
    }

    It 'have each user once, where the panel would accept duplicates' {
        $folder = New-NpWebFolder /private -Website shop.example
        $null = $folder | New-NpWebFolderUser -Username peter -Password 'Fo-Pw-123!'
        { $folder | New-NpWebFolderUser -Username peter -Password 'Fo-Pw-123!' -ErrorAction Stop } | Should -Throw -ErrorId 'Duplicate*'
        $null = $folder | New-NpWebFolderUser -Username paul -Password 'Fo-Pw-123!'
        { Set-NpWebFolderUser paul -NewUsername peter -ErrorAction Stop } | Should -Throw -ErrorId 'Duplicate*'
        (Get-NpWebFolderUser).OwnerGroupId | Should -Be @(2, 2)
    }
}
