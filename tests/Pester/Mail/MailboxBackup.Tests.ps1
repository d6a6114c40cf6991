# Mail servers create backups, and a sandbox has none, so this one starts with some.
Describe 'Backups of mailboxes' -Tag Seed {
    BeforeAll {
        $seed = Get-Content (Join-Path $PSScriptRoot '../../../src/Nodepoint.Sandbox/Contract/seed.json') -Raw | ConvertFrom-Json -AsHashtable
        $seed.tables.mail_backup = @(
            @{ backup_id = 1; server_id = 1; parent_domain_id = 1; mailuser_id = 1; backup_mode = 'userzip'; tstamp = 1764000000; filename = 'mail1_2025-11-24.zip'; filesize = '2048' }
            @{ backup_id = 2; server_id = 1; parent_domain_id = 1; mailuser_id = 2; backup_mode = 'userzip'; tstamp = 1764000000; filename = 'mail2_2025-11-24.zip'; filesize = '4096' }
            @{ backup_id = 3; server_id = 1; parent_domain_id = 1; mailuser_id = 77; backup_mode = 'userzip'; tstamp = 1764000000; filename = 'mail77_2025-11-24.zip'; filesize = '1' }
        )
        # The server has applied all changes.
        foreach ($server in $seed.tables.server) { $server.updated = 1000000 }
        $file = Join-Path ([IO.Path]::GetTempPath()) "seed-$([guid]::NewGuid()).json"
        $seed | ConvertTo-Json -Depth 9 | Set-Content $file
        . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1') -SeedFile $file
    }
    BeforeEach {
        Reset-SpecPanel
        $null = Connect-SpecPanel
        $null = New-NpMailDomain example.com -Client acme
        $null = 'info@example.com', 'anna@example.com' | ForEach-Object { New-NpMailbox $_ -Password 'Mb-Pw-123!' }
    }
    AfterAll {
        Stop-SpecPanel
        Remove-Item $file
    }

    It 'are typed, and returned for one mailbox, though the panel always returns all' {
        @(Invoke-NpApi mail_user_backup_list @{ primary_id = 1 }).Count | Should -Be 3
        $backup = Get-NpMailbox info@example.com | Get-NpMailboxBackup
        @($backup).Count | Should -Be 1
        $backup.Email | Should -Be 'info@example.com'
        $backup.Size | Should -Be 2048
        $backup.Time.ToUnixTimeSeconds() | Should -Be 1764000000
        (Get-NpMailboxBackup anna@example.com).Id | Should -Be 2
        @(Get-NpMailboxBackup).Count | Should -Be 3
        (Get-NpMailboxBackup -Id 3).Email | Should -BeNullOrEmpty
    }

    It 'are restored and deleted by one job for the server' {
        Get-NpMailbox info@example.com | Get-NpMailboxBackup | Restore-NpMailboxBackup
        { Restore-NpMailboxBackup 1 -ErrorAction Stop } | Should -Throw -ExpectedMessage '*pending*'
        Remove-NpMailboxBackup 2
        { Get-NpMailboxBackup -Id 2 | Remove-NpMailboxBackup -ErrorAction Stop } | Should -Throw -ExpectedMessage '*pending*'
    }

    It 'are not changed with -WhatIf' {
        Get-NpMailboxBackup | Restore-NpMailboxBackup -WhatIf
        Get-NpMailboxBackup | Remove-NpMailboxBackup -WhatIf
        { Get-NpMailboxBackup -Id 1 | Restore-NpMailboxBackup -ErrorAction Stop } | Should -Not -Throw
    }

    It 'that do not exist are an error of the row' {
        { Get-NpMailboxBackup -Id 99 -ErrorAction Stop } | Should -Throw -ErrorId 'NotFound*'
        { Restore-NpMailboxBackup 99 -ErrorAction Stop } | Should -Throw -ErrorId 'NotFound*'
        { Remove-NpMailboxBackup 0 -ErrorAction Stop } | Should -Throw -ErrorId 'NotFound*'
    }

    It 'are not removed by piping their mailbox: a mailbox is not a backup' {
        { Get-NpMailbox anna@example.com | Remove-NpMailboxBackup -ErrorAction Stop } | Should -Throw
    }

    It 'are looked for again with -Wait, which returns what the panel shows of each' {
        . (Join-Path $PSScriptRoot '../Shared/BackupServer.ps1')
        $server = New-BackupServer $sandbox.Uri
        try {
            $null = Connect-NpPanel $server.Uri -Credential $sandbox.Credential -Name worked
            $removed = Remove-NpMailboxBackup 2 -Wait
            "$($removed.Action) $($removed.State)" | Should -Be 'Remove Removed'
            $removed.Owner, $removed.FileName, $removed.Advice | Should -Be 'anna@example.com', 'mail2_2025-11-24.zip', ''
            (Get-NpMailboxBackup -Wait).Id | Should -Be 1, 3
            $restored = Get-NpMailboxBackup info@example.com | Restore-NpMailboxBackup -Wait
            "$($restored.Action) $($restored.State)" | Should -Be 'Restore NotConfirmed'
            $restored.Advice | Should -BeLike '*does not report*info@example.com*log*'
        }
        finally {
            if (Get-NpPanel worked) { Disconnect-NpPanel worked }
            $server.Dispose()
        }
    }

    It 'that the server has not removed in time are not confirmed' {
        $result = Remove-NpMailboxBackup 3 -Wait -TimeoutSec 0
        "$($result.State)", $result.Owner | Should -Be 'NotConfirmed', ''
        $result.Advice | Should -BeLike 'The panel still lists the backup.*'
        Remove-NpMailboxBackup 1 | Should -BeNullOrEmpty
    }
}
