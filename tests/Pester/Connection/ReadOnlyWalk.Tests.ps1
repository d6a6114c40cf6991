# Runs every cmdlet that works on a panel over a read-only connection: those that change something are refused before anything is sent.
BeforeDiscovery {
    $nouns = Get-ChildItem (Join-Path $PSScriptRoot '../Shared/Nouns') -Filter *.ps1 | Sort-Object Name | ForEach-Object { & $_.FullName }
    $ofNouns = $nouns.Noun | ForEach-Object { "New-$_", "Get-$_", "Set-$_", "Remove-$_" }
    $scenes = & (Join-Path $PSScriptRoot '../Shared/CommandScenes.ps1') | Where-Object Command -notin $ofNouns | Group-Object { $_.Command } | ForEach-Object { $_.Group[0] } |
        Where-Object Command -notmatch '^(Restore|Remove)-NpMailboxBackup$' # The sandbox has no backup of a mailbox for these, which is found out first.
}

Describe 'Over a read-only connection' -Tag Seed {
    BeforeAll {
        if (-not (Get-Module Nodepoint)) { Import-Module (Join-Path $PSScriptRoot '../../../artifacts/Nodepoint/Nodepoint.psd1') }
        . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1') -SeedFile (& (Join-Path $PSScriptRoot '../Shared/SeedWithTemplates.ps1') -Path (Join-Path $TestDrive seed.json))
        $tried = @{ Refused = [Collections.Generic.HashSet[string]]::new(); Read = [Collections.Generic.HashSet[string]]::new() }
        $writes = @(Get-NpApiFunction | Where-Object IsWrite).Name
        function Get-Writes {
            $counts = Invoke-RestMethod "$($sandbox.Uri)sandbox/stats" -SkipCertificateCheck
            ($counts.PSObject.Properties | Where-Object Name -in $writes | Measure-Object Value -Sum).Sum ?? 0
        }
        function Set-Scene([scriptblock] $Setup) {
            Reset-SpecPanel
            $null = Connect-SpecPanel
            . $Setup
            $null = Connect-NpPanel $sandbox.Uri -Credential $sandbox.Credential -CertificatePin $sandbox.CertificatePin -Name readonly -ReadOnly
        }
        # What is wrong with a cmdlet on the read-only connection; nothing if it only reads, or is refused.
        function Test-ReadOnly([string] $Command, [scriptblock] $Do) {
            $before = Get-Writes
            $said = $problems = $null
            try { $said = @(& $Do 3>$null 6>$null 2>&1) }
            catch { $problems = $_ }
            $refused = @($said) + $problems | Where-Object { $_ -is [Management.Automation.ErrorRecord] -and $_.FullyQualifiedErrorId -like 'ReadOnly*' }
            if ((Get-Writes) -ne $before) { "$Command sent a change" }
            $isRead = $Command -match '^(Get|Test|Wait|Compare|Export|ConvertTo)-' -and $Command -notlike 'Export-NpWebsiteBackup'
            if ($isRead -and $refused) { "$Command was refused: $($refused[0])" }
            if (-not $isRead -and -not $refused) { "$Command was not refused: $(@($said) + $problems | Select-Object -First 1)" }
            $null = $tried[$isRead ? 'Read' : 'Refused'].Add($Command)
        }
    }
    AfterAll {
        [Console]::Out.WriteLine("coverage: $($tried.Refused.Count) cmdlets that change something were refused on a read-only connection, and $($tried.Read.Count) cmdlets read")
        Get-NpPanel readonly | Disconnect-NpPanel
        Stop-SpecPanel
    }

    It 'the cmdlets of <Noun> read, and change nothing' -ForEach $nouns {
        $make = $Setup ?? {}
        Set-Scene $make
        $problems = @(Test-ReadOnly "New-$Noun" { & "New-$Noun" @New -Confirm:$false })
        Set-Scene { . $make; $null = & "New-$Noun" @New }
        $problems += @(
            Test-ReadOnly "Get-$Noun" { & "Get-$Noun" $Key }
            Test-ReadOnly "Set-$Noun" { & "Set-$Noun" $Key @Change -Confirm:$false }
            Test-ReadOnly "Remove-$Noun" { & "Remove-$Noun" $Key -Confirm:$false }
        )
        $problems | Should -BeNullOrEmpty
    }

    It '<Command> reads, or changes nothing' -ForEach $scenes {
        Set-Scene $Setup
        Test-ReadOnly $Command $Run | Should -BeNullOrEmpty
    }

    It 'any cmdlet: all of them were tried' {
        # The backups of mailboxes cannot be created here; the functions that these call are refused by Invoke-NpApi (ReadOnly.Tests.ps1).
        $without = 'Connect-NpPanel', 'Disconnect-NpPanel', 'Get-NpPanel', 'Register-NpPanel', 'Unregister-NpPanel', 'Get-NpPlatform', 'Set-NpPlatform', 'Test-NpService', 'Get-NpApiFunction', 'Invoke-NpApi', 'Test-NpPanel', 'Restore-NpMailboxBackup', 'Remove-NpMailboxBackup'
        @(Get-Command -Module Nodepoint | Where-Object { $_.Parameters.ContainsKey('Panel') -and $_.Name -notin $without -and $_.Name -notin $tried.Refused -and $_.Name -notin $tried.Read }).Name |
            Should -BeNullOrEmpty -Because 'tests/Pester/Shared/CommandScenes.ps1 needs a scene for each of them'
    }
}
