# What has changed between two states.
Describe 'Two states' {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1')
    }
    BeforeEach {
        Reset-SpecPanel
        $null = Connect-SpecPanel
        $folder = Join-Path (Get-Item TestDrive:/).FullName ([guid]::NewGuid())
        $null = New-NpMailDomain a.example -Client acme
        $null = New-NpMailbox info@a.example -Password 'Mb-Pw-123!' -Quota 1GB
        $null = New-NpDnsZone a.example ns1.nodepoint.eu -Client acme
        $null = New-NpDnsRecord a.example www A 203.0.113.1
        $null = New-NpDnsRecord a.example old A 203.0.113.2
        $null = Export-NpState $folder -IncludeSecrets -WarningAction SilentlyContinue
    }
    AfterAll { Stop-SpecPanel }

    It 'are equal if nothing has changed' {
        Compare-NpState $folder -WarningVariable warnings | Should -BeNullOrEmpty
        $warnings | Should -BeNullOrEmpty
        Compare-NpState $folder $folder | Should -BeNullOrEmpty
    }

    It 'differ by an object for each change' {
        Set-NpMailbox info@a.example -Quota 5GB -Imap $false
        $null = New-NpMailbox new@a.example -Password 'Mb-Pw-123!'
        $changes = Compare-NpState $folder
        $changes.Count | Should -Be 3
        $quota = $changes | Where-Object Member -eq Quota
        $quota.Action, $quota.Noun, $quota.Key, $quota.Client, $quota.From, $quota.To | Should -Be 'Changed', 'NpMailbox', 'info@a.example', 'acme', '1073741824', '5368709120'
        "$quota" | Should -Be 'Mailbox info@a.example: Quota from 1073741824 to 5368709120'
        ($changes | Where-Object Action -eq Added).Key | Should -Be 'new@a.example'
        # In the other direction.
        $now = Join-Path $TestDrive ([guid]::NewGuid())
        $null = Export-NpState $now -IncludeSecrets -WarningAction SilentlyContinue
        (Compare-NpState $now $folder | Where-Object Action -eq Removed).Key | Should -Be 'new@a.example'
        $changes | Out-String | Should -BeLike '*Mailbox new@a.example: added*'
    }

    It 'differ by the records of zones, and not by serials' {
        Get-NpDnsRecord a.example -Name www | Set-NpDnsRecord -Value 203.0.113.9
        Get-NpDnsRecord a.example -Name old | Remove-NpDnsRecord -Confirm:$false
        $null = New-NpDnsRecord a.example mail A 203.0.113.3
        (Compare-NpState $folder).ForEach{ "$_" } | Should -Be 'Record www.a.example. A: Value from 203.0.113.1 to 203.0.113.9', 'Record old.a.example. A: removed with 203.0.113.2', 'Record mail.a.example. A: added with 203.0.113.3'
        Compare-NpState $folder -Exclude NpDnsZone | Should -BeNullOrEmpty
    }

    It 'are compared by their secrets, which are not shown' {
        Set-NpMailbox info@a.example -Password 'Other-Pw-456!'
        $change = Compare-NpState $folder
        $change.Member | Should -Be PasswordHash
        $change.From, $change.To | Should -Be $null, $null
        "$change" | Should -Be 'Mailbox info@a.example: PasswordHash changed'
        $change | ConvertTo-Json -Depth 5 | Should -Not -Match '\$6\$'
    }

    It 'say that secrets cannot be compared if one has none' {
        $without = Join-Path $TestDrive ([guid]::NewGuid())
        $null = Export-NpState $without
        Set-NpMailbox info@a.example -Password 'Other-Pw-456!'
        Compare-NpState $without $folder -WarningVariable warnings -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        $warnings | Should -BeLike 'Secrets are not compared*'
        Compare-NpState $without -WarningAction SilentlyContinue | Should -BeNullOrEmpty
    }

    It 'are summed up for each noun with -Summary' {
        Set-NpMailbox info@a.example -Quota 5GB
        $summary = Compare-NpState $folder -Summary | Where-Object Noun -eq NpMailbox
        $summary.Added, $summary.Removed, $summary.Changed, $summary.Equal | Should -Be 0, 0, 1, 0
    }

    It 'are compared only as far as one of them goes' {
        $part = Join-Path $TestDrive ([guid]::NewGuid())
        $null = Export-NpState $part -Include NpMailbox
        Remove-NpDnsZone a.example -Confirm:$false
        Set-NpMailbox info@a.example -Quota 5GB
        (Compare-NpState $part -WarningAction SilentlyContinue).Member | Should -Be Quota
    }

    It 'differ by an owner, whatever file an object is in' {
        Set-NpMailDomain a.example -Client small -WarningAction SilentlyContinue
        (Compare-NpState $folder -Include NpMailDomain).ForEach{ "$_" } | Should -Be 'Mail domain a.example: Client from acme to small'
    }

    It 'can be edited by hand, and an error names the file and the line' {
        $file = "$folder/mail/acme.json"
        $lines = Get-Content $file
        Set-Content $file ($lines -replace '"Quota": 1073741824', '"Quota": 2147483648')
        "$(Compare-NpState $folder -Include NpMailbox)" | Should -Be 'Mailbox info@a.example: Quota from 2147483648 to 1073741824'
        Set-Content $file ($lines -replace '"NpMailbox": \[', '"NpMailbox": [ oops')
        Compare-NpState $folder -ErrorVariable problem -ErrorAction SilentlyContinue
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'InvalidState*'
        "$problem" | Should -BeLike "*acme.json line $([array]::FindIndex($lines, [Predicate[string]] { $args[0] -like '*NpMailbox*' }) + 1):*"
    }

    It 'need a folder that Export-NpState has written' {
        { Compare-NpState "$TestDrive/nowhere" -ErrorAction Stop } | Should -Throw -ErrorId 'StateNotFound*'
        $null = New-Item -ItemType Directory "$TestDrive/empty" -Force
        { Compare-NpState "$TestDrive/empty" -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidState*'
    }

    It 'need no connection if both are folders' {
        Disconnect-NpPanel spec
        Compare-NpState $folder $folder | Should -BeNullOrEmpty
    }
}
