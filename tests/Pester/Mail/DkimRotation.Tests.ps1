BeforeDiscovery { . (Join-Path $PSScriptRoot '../../Platform/NameServer.ps1') }

Describe 'DKIM rotation' -Tag Sandbox, Stats {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1')
        . (Join-Path $PSScriptRoot '../Shared/Cut.ps1')
        . (Join-Path $PSScriptRoot '../../Platform/NameServer.ps1')
        . (Join-Path $PSScriptRoot '../../Platform/ZoneText.ps1')
        . (Join-Path $PSScriptRoot '../../Platform/PanelServer.ps1')
        $writes = { ((Invoke-RestMethod "$($sandbox.HttpUri)sandbox/stats").PSObject.Properties | Where-Object Name -match '_(add|update|delete|set_status)$' | Measure-Object Value -Sum).Sum }

        # A mail domain that is signed, in a zone of its own.
        function New-SignedDomain([string[]] $Name) {
            foreach ($one in $Name) {
                $null = New-NpDnsZone $one "ns1.$one" -Client acme
                $null = New-NpDnsRecord $one '@' NS "ns1.$one."
                $null = New-NpDnsRecord $one ns1 A 127.0.1.13
                $null = New-NpMailDomain $one -Client acme
                Set-NpDkim $one -Selector old1 -KeyLength 1024 -WarningAction SilentlyContinue
            }
        }

        # BIND with the zones, and what keeps them up to date.
        function Start-Zone([string[]] $Name) {
            $server = Start-NameServer 127.0.1.13 -Zone @($Name | ForEach-Object { @{ Name = $_; Text = Get-ZoneText $_ } })
            $script:servers.Add($server)
            $script:followers.Add((Start-PanelServer $server $Name $sandbox.HttpUri $sandbox.Credential))
            $server
        }

        function Get-Keys([string] $Domain) { @(Get-NpDnsRecord $Domain -Type TXT | Where-Object Name -Like '*._domainkey' | Sort-Object Name) }

        # Whatever happened, mail can be verified: the key that signs is published, and it is the only one of its selector.
        function Assert-Signing([string] $Domain) {
            $state = Get-NpDkim $Domain
            $state.Enabled, $state.Published | Should -Be @($true, $true)
            @($state.Problems | Where-Object { $_ -notlike '*1024 bits*' }) | Should -BeNullOrEmpty
            @(Get-Keys $Domain | Group-Object Name | Where-Object Count -gt 1) | Should -BeNullOrEmpty
        }

        # Lets the time of a kept record be over.
        function Set-Expired([string] $Domain, [string] $Selector) {
            $record = Get-NpDnsRecord $Domain "$Selector._domainkey" TXT
            $record | Set-NpDnsRecord -Value ($record.Value -replace 'remove after \d{4}', 'remove after 2020') -WarningAction SilentlyContinue
        }
        $rotate = @{ Rotate = $true; KeyLength = 1024; WarningAction = 'SilentlyContinue' }
    }
    BeforeEach {
        Reset-SpecPanel
        $null = Connect-SpecPanel
        $script:servers = [Collections.Generic.List[object]]::new()
        $script:followers = [Collections.Generic.List[object]]::new()
    }
    AfterEach {
        $script:followers | ForEach-Object { Stop-PanelServer $_ }
        $script:servers | ForEach-Object { Stop-NameServer $_ }
    }
    AfterAll { Stop-SpecPanel }

    It 'is tried with BIND, if it is installed' {
        if (-not $IsNameServerInstalled) { Set-ItResult -Skipped -Because $NoNameServer }
    }

    Context 'with BIND' -Skip:(-not $IsNameServerInstalled) {
        It 'publishes the new key, waits for the name servers, switches, keeps the old record, and removes it in a later run' {
            New-SignedDomain shop.example
            $server = Start-Zone shop.example
            $old = Get-NpDkim shop.example

            $preview = Get-NpMailDomain shop.example | Set-NpDkim @rotate -Selector 2027a -Server $server.Name -WhatIf -Verbose 4>&1 | ForEach-Object { "$_" }
            $steps = $preview -match 'mail domain shop.example.*: '
            $steps.Count | Should -Be 4
            $steps[0] | Should -BeLike '*: Note in TXT record old1._domainkey.shop.example that it is kept until 20*Z'
            $steps[1] | Should -BeLike '*: Publish TXT record 2027a._domainkey.shop.example (1024 bits, generated when the command runs)'
            $steps[2] | Should -BeLike '*: Wait until all name servers of zone shop.example publish it'
            $steps[3] | Should -BeLike '*: Set DKIM key, selector from old1 to 2027a'
            (Get-Keys shop.example).Name | Should -Be 'old1._domainkey'

            $serial = (Get-NpDnsZone shop.example).Serial
            $state = Get-NpMailDomain shop.example | Set-NpDkim @rotate -Selector 2027a -KeepOldFor 7d -Server $server.Name -TimeoutSec 120 -PassThru -ErrorAction Stop
            $state.Selector, $state.Published, $state.Bits | Should -Be @('2027a', $true, 1024)
            Assert-Signing shop.example
            $old.RecordValue -replace '.*p=' | Should -Not -Be ($state.RecordValue -replace '.*p=')
            (Get-NpDnsZone shop.example).Serial | Should -Be ($serial + 1)

            # The old record says until when it is kept, and is otherwise the same.
            $new, $kept = Get-Keys shop.example
            $kept.Name | Should -Be 'old1._domainkey'
            $kept.Value -replace 'n=.*?; ' | Should -Be $old.RecordValue
            $kept.Value -match 'n=Nodepoint: old key, remove after (?<time>\S+) unless in use;' | Should -BeTrue
            [DateTimeOffset] $Matches.time - [DateTimeOffset]::UtcNow | Should -BeGreaterThan ([timespan]'7.00:00:00')
            $new.Value | Should -BeLike 'v=DKIM1; t=s; n=Nodepoint: new key, remove after * unless in use; p=*'

            # Within that time it stays; the same line changes nothing.
            $count = & $writes
            Set-NpDkim shop.example @rotate -Selector 2027a -Server $server.Name -ErrorAction Stop
            Set-NpDkim shop.example -RemoveExpired -ErrorAction Stop
            & $writes | Should -Be $count

            # After it, any machine removes it, but no record of anybody else, and never that of the key in use.
            Set-Expired shop.example old1
            Set-Expired shop.example 2027a
            $null = New-NpDnsRecord shop.example other._domainkey TXT 'v=DKIM1; n=remove after 2020-01-01T00:00:00Z; p=' -WarningAction SilentlyContinue
            $serial = (Get-NpDnsZone shop.example).Serial
            "$(Get-NpMailDomain shop.example | Set-NpDkim -RemoveExpired -WhatIf -Verbose 4>&1)" | Should -BeLike '*Remove TXT record old1._domainkey.shop.example, which was kept until 2020-*'
            Get-NpMailDomain shop.example | Set-NpDkim -RemoveExpired -ErrorAction Stop
            (Get-Keys shop.example).Name | Should -Be @('2027a._domainkey', 'other._domainkey')
            # The key in use has no end, so that it is not over at once when somebody changes the selector in the panel's pages.
            (Get-NpDnsRecord shop.example 2027a._domainkey TXT).Value | Should -BeLike 'v=DKIM1; t=s; p=*'
            (Get-NpDnsZone shop.example).Serial | Should -Be ($serial + 1)
            Assert-Signing shop.example
        }

        It 'keeps a key that was in use until the selector was changed in the panel''s pages' {
            New-SignedDomain shop.example
            $server = Start-Zone shop.example
            Set-NpDkim shop.example @rotate -Selector 2027a -Server $server.Name -TimeoutSec 120 -ErrorAction Stop
            Set-Expired shop.example old1
            Set-Expired shop.example 2027a
            Set-NpMailDomain shop.example -DkimSelector old1 -WarningAction SilentlyContinue

            "$(Set-NpDkim shop.example -RemoveExpired -WhatIf -Verbose 4>&1)" | Should -BeLike '*Note in TXT record 2027a._domainkey.shop.example that it is kept until 20*Z*'
            Set-NpDkim shop.example -RemoveExpired -ErrorAction Stop
            (Get-Keys shop.example).Name | Should -Be @('2027a._domainkey', 'old1._domainkey')
            $kept = (Get-NpDnsRecord shop.example 2027a._domainkey TXT).Value
            $kept -match 'n=Nodepoint: old key, remove after (?<time>\S+) unless in use;' | Should -BeTrue
            [DateTimeOffset] $Matches.time - [DateTimeOffset]::UtcNow | Should -BeGreaterThan ([timespan]'6.23:00:00')
            (Get-NpDnsRecord shop.example old1._domainkey TXT).Value | Should -Not -BeLike '*Nodepoint:*'

            Set-Expired shop.example 2027a
            Set-NpDkim shop.example -RemoveExpired -ErrorAction Stop
            (Get-Keys shop.example).Name | Should -Be 'old1._domainkey'
        }

        It 'can follow another one within the time of the old record, and removes what is over on the way' {
            New-SignedDomain shop.example
            $server = Start-Zone shop.example
            Set-NpDkim shop.example @rotate -Selector a1 -Server $server.Name -ErrorAction Stop
            Set-NpDkim shop.example @rotate -Selector a2 -Server $server.Name -ErrorAction Stop
            (Get-Keys shop.example).Name | Should -Be @('a1._domainkey', 'a2._domainkey', 'old1._domainkey')
            (Get-NpDnsRecord shop.example a1._domainkey TXT).Value | Should -BeLike '*n=Nodepoint: old key,*'
            Assert-Signing shop.example
            # The selector of a key that is kept is not used again.
            { Set-NpDkim shop.example @rotate -Selector a1 -Server $server.Name -ErrorAction Stop } | Should -Throw -ErrorId 'Conflict*' -ExpectedMessage '*a1._domainkey.shop.example.*in use before, and is kept until*another selector*'

            Set-Expired shop.example old1
            Set-NpDkim shop.example @rotate -Selector a3 -Server $server.Name -ErrorAction Stop
            (Get-Keys shop.example).Name | Should -Be @('a1._domainkey', 'a2._domainkey', 'a3._domainkey')
            Assert-Signing shop.example

            # A key that is chosen by hand is not one of a rotation any more.
            Set-NpDkim shop.example -Selector own1 -KeyLength 1024 -WarningAction SilentlyContinue
            (Get-NpDnsRecord shop.example a3._domainkey TXT).Value | Should -Not -BeLike '*Nodepoint*'
        }

        It 'of two domains fails for the one whose server lags, names the server, and leaves its key in use' {
            New-SignedDomain shop.example, slow.example
            $both = Start-Zone shop.example
            # It has the zone as it was, and never a newer one.
            $lagging = Start-NameServer 127.0.1.14 -Zone @{ Name = 'slow.example'; Text = Get-ZoneText slow.example }
            $script:servers.Add($lagging)
            $before = Get-NpDkim slow.example
            $state = Set-NpDkim shop.example @rotate -Selector 2027a -Server $both.Name -PassThru -ErrorAction Stop
            $state.Selector | Should -Be 2027a
            $journal = Join-Path $TestDrive "$([guid]::NewGuid()).jsonl"
            Set-NpDkim slow.example @rotate -Selector 2027a -Server $lagging.Name -TimeoutSec 0 -Journal $journal -ErrorAction SilentlyContinue -ErrorVariable bad
            $bad[0].FullyQualifiedErrorId | Should -BeLike 'RecordNotServed*'
            "$($bad[0].CategoryInfo.Category)" | Should -Be 'OperationTimeout'
            "$bad" | Should -BeLike "*1 of 1 name servers of zone slow.example. do not publish the new key 2027a._domainkey.slow.example.: $($lagging.Name) does not have the record.*keeps its key and selector old1*"
            $after = Get-NpDkim slow.example
            $after.Selector, $after.RecordValue | Should -Be @('old1', $before.RecordValue)
            Assert-Signing slow.example
            (Get-NpJournal $journal).Failed | Should -Be 1

            # When the server is up to date again, the same line completes it.
            $script:followers.Add((Start-PanelServer $lagging slow.example $sandbox.HttpUri $sandbox.Credential))
            Set-NpDkim slow.example @rotate -Selector 2027a -Server $lagging.Name -TimeoutSec 120 -Journal $journal -ErrorAction Stop
            (Get-NpDkim slow.example).Selector | Should -Be 2027a
            Assert-Signing slow.example
            (Get-NpJournal $journal).IsComplete | Should -BeTrue
        }

        It 'waits for many domains at the same time, whatever -ThrottleLimit is' {
            $names = 1..4 | ForEach-Object { "shop$_.example" }
            New-SignedDomain $names
            $server = Start-NameServer 127.0.1.13 -Zone @($names | ForEach-Object { @{ Name = $_; Text = Get-ZoneText $_ } })
            $script:servers.Add($server)
            $state = [initialsessionstate]::CreateDefault2()
            $state.ImportPSModule((Get-Module Nodepoint).Path)
            $shell = [powershell]::Create($state)
            # One of them twice, by name and as an object: the second one finds the work done.
            $null = $shell.AddScript('param($names, $panel, $server) $names | Set-NpDkim -Rotate -Selector 2027a -KeyLength 1024 -Server $server -ThrottleLimit 1 -TimeoutSec 120 -Panel $panel -WarningAction SilentlyContinue').AddParameters(@{ names = @($names) + $names[0]; panel = (Get-NpPanel spec); server = $server.Name })
            $run = $shell.BeginInvoke()
            # The name server gets the keys only when all of them are on the panel, so that no domain is done before.
            while (-not $run.IsCompleted -and @($names | Where-Object { Get-NpDnsRecord $_ 2027a._domainkey TXT -ErrorAction SilentlyContinue }).Count -lt 4) { $null = $run.AsyncWaitHandle.WaitOne(20) }
            @((Get-NpMailDomain shop*).DkimSelector | Sort-Object -Unique) | Should -Be 'old1'
            $script:followers.Add((Start-PanelServer $server $names $sandbox.HttpUri $sandbox.Credential))
            $null = $shell.EndInvoke($run)
            "$($shell.Streams.Error)" | Should -BeNullOrEmpty
            $shell.Dispose()
            @((Get-NpMailDomain shop*).DkimSelector | Sort-Object -Unique) | Should -Be '2027a'
            $names | ForEach-Object { Assert-Signing $_ }
        }

        It 'leaves signing valid when it is killed after each of its writes, and is completed by the same line' {
            $cut = New-Cut $sandbox.HttpUri
            try {
                # The note, the new record, the serial, and the mail domain.
                foreach ($after in 0..4) {
                    Reset-SpecPanel
                    $null = Connect-SpecPanel
                    New-SignedDomain shop.example
                    $server = Start-Zone shop.example
                    $journal = Join-Path $TestDrive "$([guid]::NewGuid()).jsonl"
                    $line = "Get-NpMailDomain shop.example | Set-NpDkim -Rotate -Selector 2027a -KeyLength 1024 -Server '$($server.Name)' -TimeoutSec 120 -Journal '$journal' -ErrorAction Stop -WarningAction SilentlyContinue"
                    Invoke-KilledProcess $cut $sandbox.Credential $line $after
                    Assert-Signing shop.example
                    (Get-NpDkim shop.example).Selector | Should -Be ($after -eq 4 ? '2027a' : 'old1')
                    Get-Content $journal -Raw | Should -Not -BeLike '*PRIVATE KEY*'
                    (Get-NpJournal $journal).IsComplete | Should -BeFalse
                    $half = (Get-NpDnsRecord shop.example 2027a._domainkey TXT -ErrorAction SilentlyContinue).Value
                    [bool] $half | Should -Be ($after -ge 2)
                    # Nobody takes what it has left for something that is over.
                    Set-NpDkim shop.example -RemoveExpired -ErrorAction Stop
                    Assert-Signing shop.example

                    Disconnect-NpPanel spec
                    $null = Connect-NpPanel $cut.Uri -Credential $sandbox.Credential -Name spec
                    Invoke-Expression $line
                    (Get-NpJournal $journal).IsComplete | Should -BeTrue
                    (Get-NpDkim shop.example).Selector | Should -Be 2027a
                    Assert-Signing shop.example
                    (Get-Keys shop.example).Name | Should -Be @('2027a._domainkey', 'old1._domainkey')
                    (Get-NpDnsRecord shop.example old1._domainkey TXT).Value | Should -BeLike '*n=Nodepoint: old key,*'
                    # The private key of a half-published record is lost, so it gets another key; one that is in use stays.
                    if ($half) { ((Get-NpDnsRecord shop.example 2027a._domainkey TXT).Value -replace '.*p=') -eq ($half -replace '.*p=') | Should -Be ($after -eq 4) }
                    $script:followers | ForEach-Object { Stop-PanelServer $_ }
                    $script:servers | ForEach-Object { Stop-NameServer $_ }
                    $script:followers.Clear()
                    $script:servers.Clear()
                    Disconnect-NpPanel spec
                }
            }
            finally { $cut.Dispose() }
        }
    }

    It 'keeps the old record for <_>, as a time or a number of seconds' -TestCases '7d', '1h', '86400', '2W' {
        New-SignedDomain shop.example
        # As it is typed: PowerShell itself reads 7d as the number 7.
        $said = Invoke-Expression "Set-NpDkim shop.example -Rotate -Selector 2027a -KeyLength 1024 -Server 127.0.0.1:9 -TimeoutSec 0 -WhatIf -Verbose -WarningAction SilentlyContinue -KeepOldFor $_ 4>&1"
        "$said" -match 'kept until (?<time>\d{4}-\d\d-\d\d \d\d:\d\dZ)' | Should -BeTrue
        $seconds = @{ '7d' = 604800; '1h' = 3600; '86400' = 86400; '2W' = 1209600 }[$_]
        # To the minute, with the time of this spec.
        [Math]::Round(([DateTimeOffset] $Matches.time - [DateTimeOffset]::UtcNow).TotalHours) | Should -Be ($seconds / 3600)
    }

    It 'stops at once while it waits, leaves the key in use, and is completed later' {
        New-SignedDomain shop.example
        $journal = Join-Path $TestDrive "$([guid]::NewGuid()).jsonl"
        $state = [initialsessionstate]::CreateDefault2()
        $state.ImportPSModule((Get-Module Nodepoint).Path)
        $shell = [powershell]::Create($state)
        # Nobody answers at this address.
        $null = $shell.AddScript('param($panel, $journal) Set-NpDkim shop.example -Rotate -Selector 2027a -KeyLength 1024 -Server 127.0.0.1:9 -TimeoutSec 3600 -Panel $panel -Journal $journal -WarningAction SilentlyContinue').AddParameters(@{ panel = (Get-NpPanel spec); journal = $journal })
        $run = $shell.BeginInvoke()
        while (-not $run.IsCompleted -and -not (Get-NpDnsRecord shop.example 2027a._domainkey TXT -ErrorAction SilentlyContinue)) { $null = $run.AsyncWaitHandle.WaitOne(20) }
        $shell.BeginStop($null, $null).AsyncWaitHandle.WaitOne(60000) | Should -BeTrue
        "$($shell.InvocationStateInfo.State)" | Should -Be 'Stopped'
        $shell.Dispose()
        (Get-NpDkim shop.example).Selector | Should -Be 'old1'
        Assert-Signing shop.example
        (Get-NpJournal $journal).Unknown | Should -Be 1
    }

    It 'is refused before anything is sent: <name>' -TestCases @(
        @{ name = 'the zone is not on the panel'; prepare = { $null = New-NpMailDomain nozone.test; Set-NpDkim nozone.test -NoRecord -KeyLength 1024 }; domain = 'nozone.test'; id = 'NotFound'; says = '*TXT record 2027a._domainkey.nozone.test. elsewhere*New-NpDkimKey 2027a*' }
        @{ name = 'mail is not signed'; prepare = { Remove-NpDkim shop.example -Confirm:$false }; id = 'DkimKeyMissing'; says = '*shop.example has no DKIM key that could be rotated*' }
        @{ name = 'the zone is disabled'; prepare = { Disable-NpDnsZone shop.example }; id = 'Conflict'; says = '*Zone shop.example*is disabled*Enable-NpDnsZone*' }
        @{ name = 'the selector has a key of somebody else'; prepare = { $null = New-NpDnsRecord shop.example 2027a._domainkey TXT (New-NpDkimKey -KeyLength 2048).RecordValue }; id = 'Conflict'; says = '*2027a._domainkey.shop.example. has a DKIM key already, which no rotation has published*' }
        @{ name = 'the selector is an alias'; prepare = { $null = New-NpDnsRecord shop.example 2027a._domainkey CNAME key.example.net. }; id = 'Conflict'; says = '*2027a._domainkey.shop.example. is an alias*' }
        @{ name = 'the zone has no name servers'; prepare = { Get-NpDnsRecord shop.example -Type NS | Remove-NpDnsRecord }; with = @{}; id = 'NameServersMissing'; says = '*has no NS records*' }
        @{ name = 'the selector is not valid'; prepare = {}; with = @{ Selector = 'Not Valid'; Server = '127.0.0.1:9' }; id = 'InvalidDkimSelector'; says = '*' }
        @{ name = 'the time is too short'; prepare = {}; with = @{ KeepOldFor = '5m'; Server = '127.0.0.1:9' }; id = 'ValueOutOfRange'; says = '*-KeepOldFor*less than 1 hour*' }
    ) {
        param($name, $prepare, $domain = 'shop.example', $with = @{ Server = '127.0.0.1:9' }, $id, $says)
        New-SignedDomain shop.example
        . $prepare
        $line = @{}
        foreach ($part in $rotate, @{ Selector = '2027a'; TimeoutSec = 0 }, $with) { foreach ($key in $part.Keys) { $line[$key] = $part[$key] } }
        $count = & $writes
        { Set-NpDkim $domain @line -WhatIf -ErrorAction Stop } | Should -Throw -ErrorId "$id*" -ExpectedMessage $says
        { Set-NpDkim $domain @line -ErrorAction Stop } | Should -Throw -ErrorId "$id*" -ExpectedMessage $says
        & $writes | Should -Be $count
    }
}
