# A sandbox that is a copy of an exported panel, to rehearse on.
Describe 'A sandbox with the state of a panel' -Tag Sandbox {
    BeforeAll {
        # Two client templates, a second server, and a PHP version on it, none of which the remote API can create.
        $seed = & (Join-Path $PSScriptRoot '../Shared/SeedWithTemplates.ps1') (Join-Path (Get-Item TestDrive:/).FullName seed.json)
        $data = Get-Content $seed -Raw | ConvertFrom-Json
        $second = $data.tables.server[0].PSObject.Copy()
        $second.server_id = 2
        $second.server_name = 'web2.nodepoint.test'
        $second.mail_server = $second.dns_server = 0
        $data.tables.server = @($data.tables.server[0], $second)
        $data.tables | Add-Member server_php @([pscustomobject]@{ server_php_id = 7; server_id = 2; client_id = 0; name = 'PHP 8.9'; php_fpm_init_script = 'php8.9-fpm'; php_fpm_ini_dir = '/etc/php/8.9'; php_fpm_pool_dir = '/etc/php/8.9/pool.d' })
        $data.tables.client_template | Add-Member @{ web_php_options = 'no,fast-cgi,php-fpm'; ssh_chroot = 'no'; web_servers = '1,2'; default_webserver = 2 } -Force
        $data | ConvertTo-Json -Depth 20 | Set-Content $seed
        . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1') -SeedFile $seed
        . (Join-Path $PSScriptRoot '../Shared/RichPanel.ps1')
        Set-RichPanel
        $null = New-NpMailDomain signed.example -Client acme
        $null = New-NpDnsZone signed.example ns1.nodepoint.eu -Client acme
        $null = Set-NpDkim signed.example -WarningAction SilentlyContinue
        $null = New-NpClient elm -ContactName Elm -Email elm@example.org -Password 'Cl-Pw-123!' -TemplateId 1
        $null = New-NpClientTemplateAssignment elm 'More mail'
        $null = New-NpWebsite elm.example -Client elm -ServerId 2 -Php PhpFpm -PhpVersionId 7
        $copies = [System.Collections.Generic.List[object]]::new()
        $connect = {
            param($copy)
            if ($copy -notin $copies) { $copies.Add($copy) }
            $null = Connect-NpPanel $copy.Uri -Credential $copy.Credential -CertificatePin $copy.CertificatePin -Name copy -KeepDefault
        }
        $folder = Join-Path (Get-Item TestDrive:/).FullName state
        $null = Export-NpState $folder -IncludeSecrets -WarningAction SilentlyContinue
        $copy = Start-NpSandbox copy -State $folder -WarningVariable warnings -ErrorVariable problems
        & $connect $copy
    }
    AfterAll {
        Get-NpPanel copy | Disconnect-NpPanel
        $copies | Stop-NpSandbox
        Stop-SpecPanel
    }

    It 'is a copy of that panel, with its servers and passwords' {
        $problems | Should -BeNullOrEmpty
        $warnings | Should -BeNullOrEmpty
        Compare-NpState $folder copy | Should -BeNullOrEmpty
        Compare-NpState spec copy | Should -BeNullOrEmpty
        (Compare-NpState $folder copy -Summary | Measure-Object Equal -Sum).Sum | Should -BeGreaterThan 40
        (Get-NpServer -Panel copy).Name | Should -Be 'ispc.nodepoint.test', 'web2.nodepoint.test'
        (Get-NpClient elm -Panel copy).MailboxLimit | Should -Be (Get-NpClient elm).MailboxLimit
        (Get-NpWebsite elm.example -Panel copy).ServerId | Should -Be 2
        (Test-NpClientLogin elm -Password 'Cl-Pw-123!' -Panel copy).IsValid | Should -BeTrue
    }

    It 'shows what a change would do, and returns to the copy when it is reset' {
        Set-NpMailbox info@example.com -Quota 7GB -Panel copy
        (Compare-NpState $folder copy).ForEach{ "$_" } | Should -BeLike 'Mailbox info@example.com: Quota from * to 7516192768'
        $copy | Reset-NpSandbox
        & $connect $copy
        Compare-NpState $folder copy | Should -BeNullOrEmpty
        # Nothing has changed since.
        (Get-NpJobQueue -Panel copy | Measure-Object Waiting -Sum).Sum | Should -Be 0
        Get-NpDataLog -Panel copy | Should -BeNullOrEmpty
    }

    It 'has passwords that nobody knows if the state has no secrets, and says so' {
        $without = Join-Path (Get-Item TestDrive:/).FullName without
        $null = Export-NpState $without
        $copy = Start-NpSandbox -State $without -WarningVariable warnings -WarningAction SilentlyContinue
        & $connect $copy
        $warnings.Count | Should -Be 1
        $warnings | Should -BeLike 'The state has no secrets*NpClient*NpMailDomain*NpMailbox*-IncludeSecrets.'
        Compare-NpState $without copy | Should -BeNullOrEmpty
        (Test-NpClientLogin elm -Password 'Cl-Pw-123!' -Panel copy).IsValid | Should -BeFalse
        (Get-NpMailDomain signed.example -Panel copy).DkimPublicKey | Should -Be (Get-NpMailDomain signed.example).DkimPublicKey
    }

    It 'is of the line that the panel was of' {
        $newer = Start-NpSandbox -PanelVersion 3.3
        & $connect $newer
        $null = New-NpClient fir -ContactName Fir -Email fir@example.org -Password 'Cl-Pw-123!' -Panel copy
        $state = Join-Path (Get-Item TestDrive:/).FullName newer
        $null = Export-NpState $state -IncludeSecrets -Panel copy -WarningAction SilentlyContinue
        $copy = Start-NpSandbox -State $state
        & $connect $copy
        Compare-NpState $state copy -WarningVariable warnings | Should -BeNullOrEmpty
        $warnings | Should -BeNullOrEmpty
        $old = Start-NpSandbox -State $state -PanelVersion 3.2 -WarningAction SilentlyContinue
        & $connect $old
        Compare-NpState $state copy -WarningVariable warnings -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        "$warnings" | Should -BeLike '*not compared: NpClient PostgreSqlDatabaseLimit*'
    }

    It 'names what could not be carried over' {
        $part = Join-Path (Get-Item TestDrive:/).FullName part
        $null = Export-NpState $part -IncludeSecrets -Include NpMailbox, NpMailDomain, NpSpamPolicy -WarningAction SilentlyContinue
        $copy = Start-NpSandbox -State $part -ErrorVariable problems -ErrorAction SilentlyContinue
        $copies.Add($copy)
        $copy.IsRunning | Should -BeTrue
        $problems.TargetObject | Should -Contain 'mail domain signed.example'
        "$($problems -match 'signed.example')" | Should -BeLike "Cannot copy mail domain signed.example to the sandbox:*client 'acme'*"
    }

    It 'is not started from <What>' -ForEach @(
        @{ What = 'a folder that is missing'; Arguments = { @{ State = "$TestDrive/none" } }; Id = 'StateNotFound*' }
        @{ What = 'a folder that is no state'; Arguments = { $null = New-Item -ItemType Directory "$TestDrive/empty" -Force; @{ State = "$TestDrive/empty" } }; Id = 'InvalidState*' }
        @{ What = 'a state if the data file has data'; Arguments = { Set-Content "$TestDrive/data.db" x; @{ State = $folder; Data = "$TestDrive/data.db" } }; Id = 'SandboxNotStarted*' }
    ) {
        $all = & $Arguments
        { Start-NpSandbox @all -ErrorAction Stop } | Should -Throw -ErrorId $Id
    }

    It 'is not started with -WhatIf' {
        $before = @(Get-NpSandbox).Count
        Start-NpSandbox -State $folder -WhatIf | Should -BeNullOrEmpty
        @(Get-NpSandbox).Count | Should -Be $before
    }
}
