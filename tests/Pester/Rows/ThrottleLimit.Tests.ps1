# -ThrottleLimit, for every cmdlet that has it: with 2, two calls are in flight at the same time.
BeforeDiscovery {
    $nouns = Get-ChildItem (Join-Path $PSScriptRoot '../Shared/Nouns') -Filter *.ps1 | Sort-Object Name | ForEach-Object { & $_.FullName }
    # Any call for a row, but not those that are made once for all rows.
    $any = '^(?!login|logout|server_get|system_config_get|get_function_list)'
    $rows = { 'one.test', 'two.test' | ForEach-Object { [pscustomobject]@{ Zone = $_; Name = 'www'; Type = 'A'; Value = '203.0.113.1' } } }
    $others = @(
        @{ Cmdlet = 'Compare-NpDnsZone'; Run = [scriptblock]::Create("& {$rows} | Compare-NpDnsZone") }
        @{ Cmdlet = 'Export-NpDnsZone'; Run = { Export-NpDnsZone *.test }; Hold = '^dns_rr' }
        @{ Cmdlet = 'Import-NpDnsZone'; Run = {
            'three.test', 'four.test' | ForEach-Object { '$TTL 3600', "@ SOA ns1.nodepoint.eu. hostmaster 1 7200 540 604800 3600", '@ NS ns1.nodepoint.eu.' | Set-Content (Join-Path $TestDrive "$_.zone") }
            Import-NpDnsZone (Join-Path $TestDrive *.zone) -Client acme
        } }
        @{ Cmdlet = 'Sync-NpDnsZone'; Run = [scriptblock]::Create("& {$rows} | Sync-NpDnsZone -Confirm:`$false") }
        @{ Cmdlet = 'Export-NpReport'; Run = { Export-NpReport (Join-Path $TestDrive report.html) -NoLive }; Hold = '^(mail|sites)_' }
        @{ Cmdlet = 'Export-NpState'; Run = { Export-NpState (Join-Path $TestDrive state) }; Hold = '^(mail|sites)_' }
        @{ Cmdlet = 'Compare-NpState'; Run = { $null = New-Item -ItemType Directory -Force "$TestDrive/empty"; Set-Content "$TestDrive/empty/manifest.json" '{ "format": "nodepoint-state-1" }'; Compare-NpState "$TestDrive/empty" }; Hold = '^(mail|sites)_' }
        @{ Cmdlet = 'Import-NpState'; Run = { $null = New-Item -ItemType Directory -Force "$TestDrive/empty"; Set-Content "$TestDrive/empty/manifest.json" '{ "format": "nodepoint-state-1" }'; Import-NpState "$TestDrive/empty" }; Hold = '^(mail|sites)_' }
        @{ Cmdlet = 'Copy-NpClient'; Run = {
            $source = @(Get-NpSandbox scene-from | Where-Object IsRunning)[0]
            if (-not $source) { $source = Start-NpSandbox scene-from }
            $null = Connect-NpPanel $source.Uri -Credential $source.Credential -CertificatePin $source.CertificatePin -Name scene-from -KeepDefault
            Copy-NpClient acme -From scene-from -To spec
        }; Hold = '^(mail|sites)_' }
        @{ Cmdlet = 'Undo-NpChange'; Run = { Undo-NpChange -Since (Get-Date).AddHours(-1) -Confirm:$false }; Hold = '_delete$' }
        @{ Cmdlet = 'Test-NpDnsZone'; Run = { 'one.test', 'two.test' | Test-NpDnsZone -Server 127.0.0.1:1 } }
        @{ Cmdlet = 'Test-NpMailDomain'; Run = { 'one.test', 'two.test' | Test-NpMailDomain -Server 127.0.0.1:1 } }
        @{ Cmdlet = 'Test-NpPlatform'; Run = { Test-NpPlatform -TimeoutSec 1 } }
        @{ Cmdlet = 'Export-NpWebsiteBackup'; Run = { [pscustomobject]@{ Id = 1 }, [pscustomobject]@{ Id = 2 } | Export-NpWebsiteBackup } }
        @{ Cmdlet = 'Get-NpClientTemplateAssignment'; Run = { 'acme', 'small' | Get-NpClientTemplateAssignment } }
        @{ Cmdlet = 'Get-NpClientUsage'; Run = { 'acme', 'small' | Get-NpClientUsage } }
        @{ Cmdlet = 'Get-NpDatabaseUsage'; Run = { 'acme', 'small' | Get-NpDatabaseUsage } }
        @{ Cmdlet = 'Get-NpDkim'; Run = { 'one.test', 'two.test' | Get-NpDkim } }
        @{ Cmdlet = 'Get-NpDmarc'; Run = { 'one.test', 'two.test' | Get-NpDmarc } }
        @{ Cmdlet = 'Get-NpSpf'; Run = { 'one.test', 'two.test' | Get-NpSpf } }
        @{ Cmdlet = 'Get-NpDnsRecord'; Run = { Get-NpDnsRecord -Id 1, 2 } }
        @{ Cmdlet = 'Get-NpDnsRecord'; Run = { 'one.test', 'two.test' | Get-NpDnsRecord } }
        @{ Cmdlet = 'Get-NpFtpTraffic'; Run = { 'acme', 'small' | Get-NpFtpTraffic } }
        @{ Cmdlet = 'Get-NpMailboxBackup'; Run = { 'a@one.test', 'a@two.test' | Get-NpMailboxBackup } }
        @{ Cmdlet = 'Get-NpMailboxUsage'; Run = { Get-NpClient acme, small | Get-NpMailboxUsage }; Hold = '^mailquota' }
        @{ Cmdlet = 'Get-NpWebsiteBackup'; Run = { 'one.test', 'two.test' | Get-NpWebsiteBackup } }
        @{ Cmdlet = 'Get-NpWebsiteCertificate'; Run = { 'one.test', 'two.test' | Get-NpWebsiteCertificate } }
        @{ Cmdlet = 'Get-NpWebsiteTraffic'; Run = { 'acme', 'small' | Get-NpWebsiteTraffic } }
        @{ Cmdlet = 'Get-NpWebsiteUsage'; Run = { 'acme', 'small' | Get-NpWebsiteUsage } }
        @{ Cmdlet = 'New-NpClientTemplateAssignment'; Run = { 'acme', 'small' | New-NpClientTemplateAssignment -Template Basic } }
        @{ Cmdlet = 'New-NpDnsRecord'; Run = { [pscustomobject]@{ Zone = 'one.test' }, [pscustomobject]@{ Zone = 'two.test' } | New-NpDnsRecord -Name www -Type A -Value 203.0.113.1 } }
        @{ Cmdlet = 'Remove-NpClientTemplateAssignment'; Run = { 'acme', 'small' | Remove-NpClientTemplateAssignment -Template Basic -Confirm:$false } }
        @{ Cmdlet = 'Remove-NpConfigValue'; Run = { [pscustomobject]@{ Name = 'one' }, [pscustomobject]@{ Name = 'two' } | Remove-NpConfigValue specs -Confirm:$false } }
        @{ Cmdlet = 'Remove-NpDkim'; Run = { 'one.test', 'two.test' | Remove-NpDkim -Confirm:$false } }
        @{ Cmdlet = 'Remove-NpDmarc'; Run = { 'one.test', 'two.test' | Remove-NpDmarc -Confirm:$false } }
        @{ Cmdlet = 'Remove-NpSpf'; Run = { 'one.test', 'two.test' | Remove-NpSpf -Confirm:$false } }
        @{ Cmdlet = 'Remove-NpDnsRecord'; Run = { 1, 2 | Remove-NpDnsRecord -Confirm:$false } }
        @{ Cmdlet = 'Remove-NpMailboxBackup'; Run = { Remove-NpMailboxBackup 1, 2 -Confirm:$false } }
        @{ Cmdlet = 'Remove-NpWebsiteBackup'; Run = { [pscustomobject]@{ Id = 1 }, [pscustomobject]@{ Id = 2 } | Remove-NpWebsiteBackup -Confirm:$false } }
        @{ Cmdlet = 'Restore-NpMailboxBackup'; Run = { Restore-NpMailboxBackup 1, 2 -Confirm:$false } }
        @{ Cmdlet = 'Restore-NpWebsiteBackup'; Run = { [pscustomobject]@{ Id = 1 }, [pscustomobject]@{ Id = 2 } | Restore-NpWebsiteBackup -Confirm:$false } }
        @{ Cmdlet = 'Set-NpClientPassword'; Run = { 'acme', 'small' | Set-NpClientPassword -GeneratePassword } }
        @{ Cmdlet = 'Set-NpConfigValue'; Run = { [pscustomobject]@{ Name = 'one' }, [pscustomobject]@{ Name = 'two' } | Set-NpConfigValue specs -Value 1 } }
        @{ Cmdlet = 'Get-NpHostedDomain'; Run = { Get-NpHostedDomain *.test }; Hold = '^dns_rr|^mail_user_get' }
        @{ Cmdlet = 'New-NpHostedDomain'; Run = { [pscustomobject]@{ Domain = 'three.test'; Client = 'one' }, [pscustomobject]@{ Domain = 'four.test'; Client = 'two' } | New-NpHostedDomain -NameServer ns1.nodepoint.eu -Address 192.0.2.1 -MailExchanger mail.nodepoint.eu } }
        @{ Cmdlet = 'Remove-NpHostedDomain'; Run = { 'one.test', 'two.test' | Remove-NpHostedDomain -Confirm:$false }; Hold = '_delete$' }
        @{ Cmdlet = 'New-NpSiteAddress'; Run = { 'shop1', 'shop2' | New-NpSiteAddress -Zone one.test -Address 192.0.2.1 }; Hold = '^dns_a_add' }
        @{ Cmdlet = 'Remove-NpSiteAddress'; Run = { $null = New-NpSiteAddress shop1 -Zone one.test -Address 192.0.2.1; $null = New-NpSiteAddress shop2 -Zone one.test -Address 192.0.2.1; 'shop1', 'shop2' | Remove-NpSiteAddress -Zone one.test -Address 192.0.2.1 }; Hold = '^dns_a_delete' }
        @{ Cmdlet = 'Set-NpAcmeChallenge'; Run = { [pscustomobject]@{ Name = 'one.test' }, [pscustomobject]@{ Name = 'two.test' } | Set-NpAcmeChallenge -Token LoqXcYV8q5ONbJQxbmR7SCTNo3tiAXDfowyjxAjEuX0 -NoWait } }
        @{ Cmdlet = 'Remove-NpAcmeChallenge'; Run = { [pscustomobject]@{ Name = 'one.test' }, [pscustomobject]@{ Name = 'two.test' } | Remove-NpAcmeChallenge } }
        @{ Cmdlet = 'Set-NpDkim'; Run = { 'one.test', 'two.test' | Set-NpDkim } }
        @{ Cmdlet = 'Set-NpDmarc'; Run = { 'one.test', 'two.test' | Set-NpDmarc -Policy None } }
        @{ Cmdlet = 'Set-NpSpf'; Run = { 'one.test', 'two.test' | Set-NpSpf -Add mx } }
        @{ Cmdlet = 'Set-NpMailClientRecord'; Run = { 'one.test', 'two.test' | Set-NpMailClientRecord -MailHost mail.nodepoint.eu } }
        @{ Cmdlet = 'Set-NpDnsRecord'; Run = { 1, 2 | Set-NpDnsRecord -Ttl 600 } }
        @{ Cmdlet = 'Set-NpDnssec'; Run = { 'one.test', 'two.test' | Set-NpDnssec } }
        @{ Cmdlet = 'Set-NpRecordPermission'; Run = { Get-NpClient acme, small | Set-NpRecordPermission -GroupPermission ri } }
        @{ Cmdlet = 'Set-NpServerConfig'; Run = { 1, 2 | Set-NpServerConfig -Section mail -Name relayhost -Value '' }; Hold = '^server_get' }
        @{ Cmdlet = 'Set-NpWebsiteCertificate'; Run = { 'one.test', 'two.test' | Set-NpWebsiteCertificate -Ssl $true } }
        @{ Cmdlet = 'Update-NpDnsSerial'; Run = { 'one.test', 'two.test' | Update-NpDnsSerial } }
    ) | ForEach-Object { $_.Hold ??= $any; $_ }
}

Describe '-ThrottleLimit' {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1')
        . (Join-Path $PSScriptRoot '../Shared/Gate.ps1')
        $gate = New-Gate $sandbox.Uri
        # The cmdlets whose calls were seen in flight.
        $seen = [System.Collections.Generic.HashSet[string]]::new()
        # Cmdlets whose -ThrottleLimit is the default of a connection, or does not apply.
        $exempt = @{
            'Connect-NpPanel'    = 'the default of the connection'
            'Register-NpPanel'   = 'the default of the connection'
            'Set-NpSystemConfig' = 'settings of one configuration are written one after the other'
        }
        function Set-Scene {
            Reset-SpecPanel
            $null = Connect-NpPanel $gate.Uri -Credential $sandbox.Credential -Name spec
        }
        # Whether two calls of these functions are in flight at the same time while a command runs.
        function Test-Concurrency([string] $Cmdlet, [string] $Functions, [scriptblock] $Run) {
            $gate.Hold($Functions)
            $null = & $Run 2>&1 3>&1
            $met = $gate.HasMet
            $gate.Hold('(?!)')
            if ($met) { $null = $seen.Add($Cmdlet) }
            $met
        }
        $PSDefaultParameterValues['*-Np*:ThrottleLimit'] = 2
    }
    AfterAll {
        $PSDefaultParameterValues.Remove('*-Np*:ThrottleLimit')
        Stop-SpecPanel
        $gate.Dispose()
    }

    It 'puts two calls of the cmdlets of <Noun> in flight' -ForEach $nouns {
        Set-Scene
        if ($Setup) { . $Setup }
        $library = (Get-NpClient acme).GetType().Assembly
        $model = @($library.GetType('Nodepoint.IspConfig.Model.PanelNouns')::All | Where-Object CmdletNoun -eq $Noun)[0]
        $one, $other = $New.Clone(), $New.Clone()
        # Where the panel accepts duplicates, rows for one record wait for each other.
        if (-not $model.RefusesDuplicates) {
            $key = $model.Columns[$model.KeyOrdinal].Member
            $other[$key] = "z$($other[$key])"
            foreach ($name in $Another.Keys) { $other[$name] = $Another[$name] }
        }
        Test-Concurrency "New-$Noun" '_add$' { [pscustomobject]$one, [pscustomobject]$other | & "New-$Noun" } | Should -BeTrue -Because "New-$Noun"
        Test-Concurrency "Get-$Noun" "^$($model.Functions)_" { & "Get-$Noun" -Id 8, 9 } | Should -BeTrue -Because "Get-$Noun -Id"
        Test-Concurrency "Get-$Noun" "^$($model.Functions)_" { 'a*', 'b*' | & "Get-$Noun" } | Should -BeTrue -Because "Get-$Noun"
        Test-Concurrency "Set-$Noun" "^$($model.Functions)_" { 8, 9 | & "Set-$Noun" @Change } | Should -BeTrue -Because "Set-$Noun"
        Test-Concurrency "Remove-$Noun" "^$($model.Functions)_" { 8, 9 | & "Remove-$Noun" -Confirm:$false } | Should -BeTrue -Because "Remove-$Noun"
        foreach ($verb in 'Enable', 'Disable' | Where-Object { Get-Command "$_-$Noun" -ErrorAction Ignore }) {
            Test-Concurrency "$verb-$Noun" "^$($model.Functions)_" { 8, 9 | & "$verb-$Noun" } | Should -BeTrue -Because "$verb-$Noun"
        }
    }

    It 'puts two calls of <Cmdlet> in flight' -ForEach $others {
        Set-Scene
        foreach ($zone in 'one.test', 'two.test') {
            $null = New-NpDnsZone $zone ns1.nodepoint.eu -Client acme
            $null = New-NpMailDomain $zone -Client acme
        }
        Test-Concurrency $Cmdlet $Hold $Run | Should -BeTrue
    }

    It 'is tried for every cmdlet that has it' {
        $all = (Get-Command -Module Nodepoint | Where-Object { $_.Parameters.ContainsKey('ThrottleLimit') }).Name
        $all.Count | Should -BeGreaterThan 150
        @($all | Where-Object { -not $seen.Contains($_) -and -not $exempt.ContainsKey($_) }) | Should -BeNullOrEmpty
        @($exempt.Keys | Where-Object { $_ -notin $all }) | Should -BeNullOrEmpty
        Write-Host "$($seen.Count) cmdlets with two calls in flight, $($exempt.Count) exempt."
    }

    It 'leaves the output of several keys in their order, with an error for each that is missing' {
        Set-Scene
        $null = New-NpMailDomain keys.test -Client acme
        $made = 1..6 | ForEach-Object { New-NpMailbox "m$_@keys.test" -Password 'Mb-Pw-123!' }
        $keys = 'm5@keys.test', 'none@keys.test', 'm3@keys.test', 'm1*', 'm6@keys.test', 'm2@keys.test'
        $found = $keys | Get-NpMailbox -ErrorVariable problems -ErrorAction SilentlyContinue
        ($found.Email -join ' ') | Should -Be 'm5@keys.test m3@keys.test m1@keys.test m6@keys.test m2@keys.test'
        @($problems).Count | Should -Be 1
        $problems[0].TargetObject | Should -Be 'none@keys.test'
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'NotFound*'
        (Get-NpMailbox $keys -ErrorAction SilentlyContinue).Email | Should -Be $found.Email
        ((Get-NpMailbox $keys -Skip 1 -First 2 -ErrorAction SilentlyContinue).Email -join ' ') | Should -Be 'm3@keys.test m1@keys.test'
    }

    It 'does not hold back the first object of a single list' {
        Set-Scene
        $null = New-NpMailDomain keys.test -Client acme
        1..3 | ForEach-Object { $null = New-NpMailbox "m$_@keys.test" -Password 'Mb-Pw-123!' }
        $first = Get-NpMailDomain keys.test | Get-NpMailbox | Select-Object -First 1
        $first.Email | Should -Be 'm1@keys.test'
    }
}
