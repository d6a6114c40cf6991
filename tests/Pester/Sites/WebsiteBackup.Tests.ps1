# Web servers create backups, and a sandbox has none, so this one starts with some.
Describe 'Backups of websites' -Tag Seed {
    BeforeAll {
        $seed = Get-Content (Join-Path $PSScriptRoot '../../../src/Nodepoint.Sandbox/Contract/seed.json') -Raw | ConvertFrom-Json -AsHashtable
        $seed.tables.web_backup = @(
            @{ backup_id = 1; server_id = 1; parent_domain_id = 1; backup_type = 'web'; backup_mode = 'userzip'; backup_format = 'tar_gzip'; tstamp = 1764000000; filename = 'web1_2025-11-24.tar.gz'; filesize = '2048' }
            @{ backup_id = 2; server_id = 1; parent_domain_id = 1; backup_type = 'mysql'; backup_mode = 'userzip'; backup_format = 'gzip'; tstamp = 1764000060; filename = 'db_c1shop_2025-11-24.sql.gz'; filesize = '512'; backup_password = 'Bk-Pw-123!' }
            @{ backup_id = 3; server_id = 1; parent_domain_id = 2; backup_type = 'web'; backup_mode = 'userzip'; backup_format = 'tar_gzip'; tstamp = 1764000120; filename = 'web2_2025-11-24.tar.gz'; filesize = '1' }
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
        $null = 'shop.example', 'other.example' | ForEach-Object { New-NpWebsite $_ -Client acme }
    }
    AfterAll {
        Stop-SpecPanel
        Remove-Item $file
    }

    It 'are typed: bytes, times, and what they contain' {
        $backups = Get-NpWebsite shop.example | Get-NpWebsiteBackup
        $backups.Id | Should -Be @(1, 2)
        $backups[0].Type | Should -Be 'Files'
        $backups[0].Size | Should -Be 2048
        $backups[0].Time.ToUnixTimeSeconds() | Should -Be 1764000000
        $backups[0].Website | Should -Be 'shop.example'
        $backups[1].Encrypted | Should -BeTrue
        $backups | Format-List * | Out-String | Should -Not -BeLike '*Bk-Pw*'
        (Get-NpWebsiteBackup shop.example -Type Database).FileName | Should -BeLike 'db_c1shop*'
        @(Get-NpWebsiteBackup).Website | Should -Be @('shop.example', 'shop.example', 'other.example')
    }

    It 'are restored, downloaded and removed by one job for the server' {
        Get-NpWebsiteBackup shop.example -Type Files | Restore-NpWebsiteBackup -Confirm:$false
        { Restore-NpWebsiteBackup 1 -Confirm:$false -ErrorAction Stop } | Should -Throw '*pending*'
        Export-NpWebsiteBackup 1
        Get-NpWebsiteBackup other.example | Remove-NpWebsiteBackup -Confirm:$false
    }

    It 'that do not exist are an error, and nothing is requested with -WhatIf' {
        { Remove-NpWebsiteBackup 99 -Confirm:$false -ErrorAction Stop } | Should -Throw -ErrorId 'NotFound*'
        { Remove-NpWebsiteBackup 0 -Confirm:$false -ErrorAction Stop } | Should -Throw -ErrorId 'NotFound*'
        Restore-NpWebsiteBackup 1 -WhatIf
        Restore-NpWebsiteBackup 1 -Confirm:$false
    }

    It 'are looked for again with -Wait, which returns what the panel shows of each' {
        . (Join-Path $PSScriptRoot '../Shared/BackupServer.ps1')
        $server = New-BackupServer $sandbox.Uri
        try {
            $null = Connect-NpPanel $server.Uri -Credential $sandbox.Credential -Name worked
            $removed = Get-NpWebsiteBackup other.example | Remove-NpWebsiteBackup -Wait -Confirm:$false
            "$($removed.Action) $($removed.State)" | Should -Be 'Remove Removed'
            $removed.Id, $removed.Owner, $removed.FileName, $removed.Path, $removed.Advice | Should -Be 3, 'other.example', 'web2_2025-11-24.tar.gz', '', ''
            (Get-NpWebsiteBackup -Wait).Id | Should -Be 1, 2
            # The panel does not report what a server has copied or restored.
            $copied = Export-NpWebsiteBackup 1 -Wait
            "$($copied.Action) $($copied.State)" | Should -Be 'Export NotConfirmed'
            $copied.Path | Should -Be "$((Get-NpWebsite shop.example).DocumentRoot)/backup/web1_2025-11-24.tar.gz"
            $copied.Advice | Should -BeLike "*does not report*$($copied.Path)*log*"
            $restored = Restore-NpWebsiteBackup 2 -Wait -Confirm:$false
            "$($restored.Action) $($restored.State)" | Should -Be 'Restore NotConfirmed'
            $restored.Advice | Should -BeLike '*does not report*shop.example*'
            $restored.Path | Should -BeNullOrEmpty
        }
        finally {
            if (Get-NpPanel worked) { Disconnect-NpPanel worked }
            $server.Dispose()
        }
    }

    It 'that the server has not removed in time are not confirmed, with what to check' {
        $result = Remove-NpWebsiteBackup 3 -Wait -TimeoutSec 0 -Confirm:$false
        "$($result.State)" | Should -Be 'NotConfirmed'
        $result.Advice | Should -BeLike 'The panel still lists the backup.*log*'
        (Get-NpWebsiteBackup other.example).Id | Should -Be 3
    }

    It 'return nothing without -Wait, with -WhatIf, and for a backup that does not exist' {
        Export-NpWebsiteBackup 1 | Should -BeNullOrEmpty
        Restore-NpWebsiteBackup 1 -Wait -TimeoutSec 0 -WhatIf | Should -BeNullOrEmpty
        $said = @(Remove-NpWebsiteBackup 99 -Wait -TimeoutSec 0 -Confirm:$false 2>&1)
        $said.FullyQualifiedErrorId | Should -BeLike 'NotFound*'
    }

    It 'are waited for on the panel they are on, in the order in which they were requested' {
        (Get-NpWebsiteBackup shop.example | Remove-NpWebsiteBackup -Wait -TimeoutSec 0 -Confirm:$false -ThrottleLimit 1).FileName | Should -Be 'web1_2025-11-24.tar.gz', 'db_c1shop_2025-11-24.sql.gz'
    }
}
