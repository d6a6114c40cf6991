Describe 'Servers' {
    BeforeAll { . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1') }
    AfterAll { Stop-SpecPanel }

    It 'shows what each server does' {
        $server = Get-NpServer
        $server.Name | Should -Be 'ispc.nodepoint.test'
        $server.Mail | Should -BeTrue
        $server.Dns | Should -BeTrue
        $server.Version | Should -BeLike ($env:NODEPOINT_SPEC_LINE -eq '3.3' ? '3.3*' : '3.2*')
    }

    It 'finds a server by ID, name and address' {
        (Get-NpServer -Id 1).Id | Should -Be 1
        (Get-NpServer 'ispc*').Id | Should -Be 1
        (Get-NpServer -IPAddress 203.0.113.11).Id | Should -Be 1
    }

    It 'reports that a server does not exist' {
        { Get-NpServer nobody.test -ErrorAction Stop } | Should -Throw -ErrorId 'NotFound*'
    }

    It 'returns the settings of a section, with hidden passwords' {
        $settings = Get-NpServerConfig ispc.nodepoint.test mail
        ($settings | Where-Object Name -eq 'maildir_path').Value | Should -Be '/var/vmail/[domain]/[localpart]'
        Set-NpServerConfig 1 mail rspamd_password -Secret 'Rspamd-Pw-1!'
        $secret = Get-NpServerConfig 1 mail rspamd_password
        $secret.Value | Should -BeNullOrEmpty
        ($secret | Format-List | Out-String) | Should -Not -BeLike '*Rspamd-Pw*'
        [System.Net.NetworkCredential]::new('', $secret.Secret).Password | Should -Be 'Rspamd-Pw-1!'
        (Set-NpServerConfig 1 mail rspamd_password 'Rspamd-Pw-2!' -Verbose 4>&1 | Out-String) | Should -Not -BeLike '*Rspamd-Pw*'
        [System.Net.NetworkCredential]::new('', (Get-NpServerConfig 1 mail rspamd_password).Secret).Password | Should -Be 'Rspamd-Pw-2!'
    }

    It 'returns the settings of all servers and sections, by name' {
        @(Get-NpServerConfig -Name *_path | Select-Object -ExpandProperty Section -Unique).Count | Should -BeGreaterThan 2
        (Get-NpServer | Get-NpServerConfig -Section dns -Name bind_user).ServerName | Should -Be 'ispc.nodepoint.test'
    }

    It 'changes one setting, and sends nothing when nothing changes' {
        Set-NpServerConfig 1 dns bind_user named
        (Get-NpServerConfig 1 dns bind_user).Value | Should -Be 'named'
        (Set-NpServerConfig 1 dns bind_user named -Verbose 4>&1 | Out-String) | Should -BeLike '*this value already*'
    }

    It 'refuses servers and settings that do not exist, which the panel would accept' {
        Invoke-NpApi server_config_set @{ server_id = 99; section = 'dns'; key = 'x'; value = 'y' } | Should -BeTrue
        { Set-NpServerConfig 99 dns bind_user x -ErrorAction Stop } | Should -Throw -ErrorId 'NotFound*'
        { Set-NpServerConfig 1 dns bind_usr x -ErrorAction Stop } | Should -Throw -ErrorId 'NotFound*' -ExpectedMessage '*-Force*'
        { Set-NpServerConfig 1 dns bind_user "a`nb" -ErrorAction Stop } | Should -Throw -ExpectedMessage '*line*'
        Set-NpServerConfig 1 custom note 'a = b; c' -Force
        (Get-NpServerConfig 1 custom note).Value | Should -Be 'a = b; c'
    }

    It 'copies settings from one to another through the pipeline' {
        Get-NpServerConfig 1 dns bind_group | Set-NpServerConfig -Server 1 -Verbose 4>&1 | Out-String | Should -BeLike '*this value already*'
    }
}

Describe 'The panel''s own settings' {
    BeforeAll { . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1') }
    AfterAll { Stop-SpecPanel }

    It 'are read by section and name' {
        (Get-NpSystemConfig sites ftpuser_prefix).Value | Should -Be '[CLIENTNAME]'
        @(Get-NpSystemConfig).Section | Should -Contain 'misc'
        @(Get-NpSystemConfig nosuch) | Should -BeNullOrEmpty
    }

    It 'are changed if they exist' {
        Set-NpSystemConfig mail webmail_url /roundcube
        (Get-NpSystemConfig mail webmail_url).Value | Should -Be '/roundcube'
        { Set-NpSystemConfig mail webmail x -ErrorAction Stop } | Should -Throw -ErrorId 'NotFound*'
        Set-NpSystemConfig mail webmail_url /x -WhatIf
        (Get-NpSystemConfig mail webmail_url).Value | Should -Be '/roundcube'
    }
}

Describe 'Values that scripts store on the panel' {
    BeforeAll { . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1') }
    AfterAll { Stop-SpecPanel }

    It 'are stored, changed and removed' {
        Set-NpConfigValue shop colour green
        (Get-NpConfigValue shop colour).Value | Should -Be 'green'
        Set-NpConfigValue shop colour red -Mode Update
        { Set-NpConfigValue shop colour blue -Mode Add -ErrorAction Stop } | Should -Throw -ErrorId 'Duplicate*'
        { Set-NpConfigValue shop size XL -Mode Update -ErrorAction Stop } | Should -Throw -ErrorId 'NotFound*'
        (Get-NpConfigValue shop colour).Value | Should -Be 'red'
        Remove-NpConfigValue shop colour
        { Get-NpConfigValue shop colour -ErrorAction Stop } | Should -Throw -ErrorId 'NotFound*'
    }

    It 'come from a CSV file' {
        [pscustomobject]@{ Group = 'a'; Name = 'b'; Value = 'c' } | Set-NpConfigValue
        (Get-NpConfigValue a b).Value | Should -Be 'c'
    }
}

Describe 'Jobs and the log of changes' {
    BeforeAll { . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1') }
    AfterAll { Stop-SpecPanel }

    It 'counts pending jobs, and reports a timeout' {
        $before = (Get-NpJobQueue).Waiting
        $null = New-NpMailDomain jobs.example
        (Get-NpJobQueue ispc.nodepoint.test).Waiting | Should -Be ($before + 1)
        { Wait-NpJobQueue -TimeoutSec 0 -ErrorAction Stop } | Should -Throw -ErrorId 'JobsWaiting*' -ExpectedMessage '*not applied yet*'
        (Wait-NpJobQueue 1 -TimeoutSec 0 -PassThru -ErrorAction SilentlyContinue).Waiting | Should -Be ($before + 1)
    }

    It 'reports an error when the panel becomes unreachable during a wait' -Tag Sandbox {
        $other = Start-NpSandbox
        $gone = Connect-NpPanel $other.Uri -Credential $other.Credential -CertificatePin $other.CertificatePin -Name gone
        $other | Stop-NpSandbox
        { Wait-NpJobQueue -Panel gone -ErrorAction Stop } | Should -Throw -ErrorId 'Unreachable*'
        Disconnect-NpPanel gone
        $null = Connect-SpecPanel
    }

    It 'counts a zone that was enabled or disabled, for which the panel''s status function creates no job' {
        $null = New-NpDnsZone jobs.example ns1.nodepoint.eu
        $before = (Get-NpJobQueue).Waiting
        $null = Invoke-NpApi dns_zone_set_status @{ primary_id = (Get-NpDnsZone jobs.example).Id; status = 'inactive' }
        (Get-NpJobQueue).Waiting | Should -Be $before
        Enable-NpDnsZone jobs.example
        (Get-NpJobQueue).Waiting | Should -BeGreaterThan $before
    }

    It 'shows what changed, without secrets' {
        $null = New-NpMailDomain log.example -Client acme
        $box = New-NpMailbox a@log.example -Password 'Mb-Pw-123!'
        Set-NpMailbox a@log.example -Name 'Anna'
        $entries = Get-NpDataLog -After 1 -Table mail_user
        @($entries.Action) | Should -Be @('Insert', 'Update')
        $entries[0].RecordId | Should -Be 0
        $entries[1].RecordId | Should -Be $box.Id
        ($entries[1].Changes | Where-Object Column -eq 'name').New | Should -Be 'Anna'
        ($entries.Changes | Where-Object Column -eq 'password').New | Should -Be '********'
        ($entries | ConvertTo-Json -Depth 5) | Should -Not -Match '\$6\$|Mb-Pw'
        @(Get-NpDataLog -Table mail_user -Action Update).Count | Should -Be 1
        (Get-NpDataLog -Id $entries[0].Id).Table | Should -Be 'mail_user'
        @(Get-NpDataLog (Get-Date).AddDays(1)) | Should -BeNullOrEmpty
        Invoke-NpApi sys_datalog_get_by_tstamp @{ tstamp = 0 } | Should -BeNullOrEmpty
        @(Get-NpDataLog ([DateTimeOffset]::UnixEpoch) -Table mail_user).Count | Should -Be 2
    }
}

Describe 'Permissions on records' {
    BeforeAll { . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1') }
    AfterAll { Stop-SpecPanel }

    It 'are set on a record from the pipeline' {
        $null = New-NpMailDomain rights.example -Client acme
        Get-NpMailDomain rights.example | Set-NpRecordPermission -Client small -GroupPermission r
        $row = Invoke-NpApi mail_domain_get @{ primary_id = 1 }
        $row.sys_groupid | Should -Be '3'
        $row.sys_userid | Should -Be '3'
        $row.sys_perm_group | Should -Be 'r'
    }

    It 'are refused if they are not valid' {
        { Get-NpMailDomain rights.example | Set-NpRecordPermission -UserPermission xyz -ErrorAction Stop } | Should -Throw -ExpectedMessage '*riud*'
        { Get-NpMailDomain rights.example | Set-NpRecordPermission -ErrorAction Stop } | Should -Throw -ErrorId 'NothingGiven*'
        { Set-NpRecordPermission -Table mail_domain -IdColumn domain_id -Id 1 -UserId 999 -ErrorAction Stop } | Should -Throw -ExpectedMessage '*999*'
    }
}

Describe 'The server of an FTP user' {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1')
        $null = New-NpWebsite shop.example -Client acme
        $null = New-NpFtpUser shop -Website shop.example -Password 'Ftp-Pw-123!'
    }
    AfterAll { Stop-SpecPanel }

    It 'is found by the user''s full name' {
        (Get-NpServer -FtpUser acmeshop).Id | Should -Be 1
        { Get-NpServer -FtpUser nobody -ErrorAction Stop } | Should -Throw -ErrorId 'NotFound*'
    }
}
