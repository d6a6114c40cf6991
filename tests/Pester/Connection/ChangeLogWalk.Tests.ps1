# Runs every cmdlet that works on a panel over a connection with a change log: each write that the panel gets is in it, with the cmdlet that sent it and without secrets.
BeforeDiscovery {
    $nouns = Get-ChildItem (Join-Path $PSScriptRoot '../Shared/Nouns') -Filter *.ps1 | Sort-Object Name | ForEach-Object { & $_.FullName }
    $ofNouns = $nouns.Noun | ForEach-Object { "New-$_", "Get-$_", "Set-$_", "Remove-$_" }
    $scenes = & (Join-Path $PSScriptRoot '../Shared/CommandScenes.ps1') | Where-Object Command -notin $ofNouns | Group-Object { $_.Command } | ForEach-Object { $_.Group[0] }
}

Describe 'Over a connection with a change log' -Tag Seed {
    BeforeAll {
        if (-not (Get-Module Nodepoint)) { Import-Module (Join-Path $PSScriptRoot '../../../artifacts/Nodepoint/Nodepoint.psd1') }
        . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1') -SeedFile (& (Join-Path $PSScriptRoot '../Shared/SeedWithTemplates.ps1') -Path (Join-Path $TestDrive seed.json))
        $logged = [Collections.Generic.HashSet[string]]::new()
        $writes = @(Get-NpApiFunction | Where-Object IsWrite).Name
        $log = Join-Path (Get-Item TestDrive:/).FullName changes.jsonl
        function Get-Writes {
            $counts = Invoke-RestMethod "$($sandbox.Uri)sandbox/stats" -SkipCertificateCheck
            $found = @{}
            foreach ($count in $counts.PSObject.Properties) { if ($count.Name -in $writes) { $found[$count.Name] = [int] $count.Value } }
            $found
        }
        function Set-Scene([scriptblock] $Setup) {
            Reset-SpecPanel
            $null = Connect-SpecPanel
            . $Setup
            Remove-Item $log -ErrorAction Ignore
            $null = Connect-NpPanel $sandbox.Uri -Credential $sandbox.Credential -CertificatePin $sandbox.CertificatePin -Name logged -LogPath $log
        }
        # What is wrong with the log of a cmdlet; nothing if it has each function that the panel got, and no secret.
        function Test-Log([string] $Command, [scriptblock] $Do, [hashtable] $Values = @{}) {
            $before = Get-Writes
            try { $null = & $Do 3>$null 6>$null 2>&1 } catch { }
            $after = Get-Writes
            $sent = @($after.Keys | Where-Object { $after[$_] -gt ($before[$_] ?? 0) } | Sort-Object)
            $lines = @(if (Test-Path $log) { Get-NpChangeLog $log })
            $known = @($lines.Function | Where-Object { $_ -in $writes } | Sort-Object -Unique)
            if ("$known" -ne "$sent") { "$Command sent $sent, but the log has $known" }
            $others = @($lines.Cmdlet | Where-Object { $_ -ne $Command } | Select-Object -Unique)
            if ($others) { "$Command logged changes of $others" }
            foreach ($line in $lines | Where-Object { $_.Noun -and -not $_.Key }) { "$Command logged a change of a $($line.Noun) without its name" }
            $text = if (Test-Path $log) { Get-Content $log -Raw }
            $secrets = @($Values.Keys | Where-Object { $_ -match 'Password|Secret|PrivateKey|CertificateKey' } | ForEach-Object { "$($Values[$_])" } | Where-Object Length -gt 3) + 'Pw-'
            foreach ($secret in $secrets) { if ("$text".Contains($secret)) { "$Command logged a secret" } }
            if ("$text" -match '\$[156]\$|PRIVATE KEY') { "$Command logged a hash or a key" }
            if ($lines) { $null = $logged.Add($Command) }
        }
    }
    AfterAll {
        [Console]::Out.WriteLine("coverage: $($logged.Count) cmdlets left lines in a change log")
        Get-NpPanel logged | Disconnect-NpPanel
        Stop-SpecPanel
    }

    It 'the cmdlets of <Noun> leave a line for what they write' -ForEach $nouns {
        $make = $Setup ?? {}
        Set-Scene $make
        $problems = @(Test-Log "New-$Noun" { & "New-$Noun" @New -Confirm:$false } $New)
        Set-Scene { . $make; $null = & "New-$Noun" @New }
        $problems += Test-Log "Set-$Noun" { & "Set-$Noun" $Key @Change -Confirm:$false } $Change
        Set-Scene { . $make; $null = & "New-$Noun" @New }
        $problems += Test-Log "Remove-$Noun" { & "Remove-$Noun" $Key -Confirm:$false }
        $problems | Should -BeNullOrEmpty
        "New-$Noun", "Set-$Noun", "Remove-$Noun" | Where-Object { -not $logged.Contains($_) } | Should -BeNullOrEmpty
    }

    It '<Command> leaves a line for what it writes' -ForEach $scenes {
        Set-Scene $Setup
        Test-Log $Command $Run | Should -BeNullOrEmpty
    }
}
