# An import over a line that fails, whose process is killed twice, ends with a panel that is equal to the folder.
Describe 'An import of a state that is disturbed' -Tag Faults, Stats {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1')
        . (Join-Path $PSScriptRoot '../Shared/RichPanel.ps1')
        . (Join-Path $PSScriptRoot '../Shared/Cut.ps1')
        Set-RichPanel
        $null = 1..5 | ForEach-Object { [pscustomobject]@{ Username = "many$_"; ContactName = "Many $_"; Email = "many$_@example.org"; Password = 'Cl-Pw-123!' } } | New-NpClient
        $null = 1..5 | ForEach-Object { [pscustomobject]@{ Domain = "many$_.example"; Client = "many$_" } } | New-NpMailDomain
        $null = 1..80 | ForEach-Object { [pscustomobject]@{ Email = "box$_@many$(1 + $_ % 5).example"; PasswordHash = '$6$rounds=5000$90de5979f2b4cf6c$aUE3Qr/YRvaH4501ZIlLRRRjswc.1CbFIikqLg6kQfDlQSKSONM/.ABX9jbLZGZtdrOxAaieV9JiRkkiaq8fn.' } } | New-NpMailbox
        $null = 1..5 | ForEach-Object { [pscustomobject]@{ Origin = "many$_.example"; Ns = 'ns1.nodepoint.eu'; Client = "many$_" } } | New-NpDnsZone
        $null = 1..100 | ForEach-Object { [pscustomobject]@{ Zone = "many$(1 + $_ % 5).example"; Name = "host$_"; Type = 'A'; Value = "203.0.113.$_" } } | New-NpDnsRecord
        $null = 1..10 | ForEach-Object { [pscustomobject]@{ Domain = "site$_.example"; Client = "many$(1 + $_ % 5)" } } | New-NpWebsite
        $null = 1..20 | ForEach-Object { [pscustomobject]@{ Username = "ftp$_"; Website = "site$(1 + $_ % 10).example"; Password = 'Fp-Pw-123!' } } | New-NpFtpUser
        $null = 1..10 | ForEach-Object { [pscustomobject]@{ Path = '/private'; Website = "site$_.example" } } | New-NpWebFolder
        $null = 1..10 | ForEach-Object { [pscustomobject]@{ Website = "site$_.example"; Command = "https://site$_.example/cron"; Minute = '5' } } | New-NpCronJob
        $folder = Join-Path (Get-Item TestDrive:/).FullName state
        $null = Export-NpState $folder -IncludeSecrets -WarningAction SilentlyContinue
        # Five percent of the calls fail, in every way that a call can fail.
        $fault = { $null = Invoke-RestMethod "$($sandbox.HttpUri)sandbox/faults" -Method Post -Body (ConvertTo-Json $args[0]) }
        $faults = @{ seed = 20261130; dropBefore = 0.01; dropAfter = 0.01; emptyServerError = 0.01; badGateway = 0.01; truncate = 0.005; warningPrefix = 0.005 }
        $cut = New-Cut $sandbox.HttpUri
    }
    BeforeEach {
        Reset-SpecPanel
        $null = Connect-SpecPanel
        $journal = Join-Path (Get-Item TestDrive:/).FullName "$([guid]::NewGuid()).jsonl"
    }
    AfterEach { & $fault @{} }
    AfterAll {
        $cut.Dispose()
        Stop-SpecPanel
    }

    It 'makes the panel equal to the folder, although one call in twenty fails and its process is killed twice' {
        & $fault $faults
        $line = "`$null = Import-NpState '$folder' -Journal '$journal' -ThrottleLimit 8 -WarningAction SilentlyContinue"
        Invoke-KilledProcess $cut $sandbox.Credential $line 60
        Invoke-KilledProcess $cut $sandbox.Credential $line 90
        # A journal belongs to an address.
        $null = Connect-NpPanel $cut.Uri -Credential $sandbox.Credential -Name cut -KeepDefault
        # A row whose outcome could not be found out, because the panel did not answer that either, is an error, and is settled by the next run.
        for ($runs = 1; $runs -le 5; $runs++) {
            $null = Import-NpState $folder -Journal $journal -ThrottleLimit 8 -Panel cut -ErrorAction SilentlyContinue -ErrorVariable problems -WarningAction SilentlyContinue
            if (-not $problems) { break }
        }
        Disconnect-NpPanel cut
        $problems | Should -BeNullOrEmpty
        & $fault @{}
        Compare-NpState $folder | Should -BeNullOrEmpty
        # Nothing is there twice.
        @(Get-NpMailbox | Group-Object Email | Where-Object Count -GT 1) | Should -BeNullOrEmpty
        (Compare-NpState $folder -Summary | Measure-Object Removed -Sum).Sum | Should -Be 0
        @(Get-NpDnsZone | Get-NpDnsRecord).Count | Should -BeGreaterThan 100
        Get-Content $journal -Raw | Should -Not -Match '\$6\$|PRIVATE KEY|Pw-123'
    }

    It 'says in the progress how much is left' {
        $shell = [powershell]::Create()
        $module = (Get-Module Nodepoint).Path
        try {
            & $fault @{ functions = 'mail_user_get'; delayMs = 700 }
            $null = $shell.AddScript("Import-Module '$module'; `$null = Connect-NpPanel -Name spec; Import-NpState '$folder' -ThrottleLimit 1 -WarningAction SilentlyContinue; Compare-NpState '$folder'; Export-NpState '$folder' -IncludeSecrets -WarningAction SilentlyContinue").Invoke()
            $lines = @($shell.Streams.Progress | ForEach-Object { "$($_.Activity): $($_.StatusDescription)" })
            "$($lines -like 'Import-NpState: Reading panel*')" | Should -Not -BeNullOrEmpty
            $lines -match '^Import-NpState: [\d,]+ of [\d,]+, ' | Should -Not -BeNullOrEmpty
            $lines -like 'Compare-NpState: Reading panel*' | Should -Not -BeNullOrEmpty
            $lines -like 'Export-NpState: Reading panel*' | Should -Not -BeNullOrEmpty
            foreach ($command in 'Import-NpState', 'Compare-NpState', 'Export-NpState') {
                @($shell.Streams.Progress | Where-Object Activity -EQ $command)[-1].RecordType | Should -Be Completed
            }
        }
        finally { $shell.Dispose() }
    }
}
