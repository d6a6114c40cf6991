# -Panel with several names and wildcards: Get-, Test-, and Export- cmdlets ask the panels side by side; all other cmdlets accept one panel.
Describe 'A command on several panels' -Tag Sandbox {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1')
        $names = 'eu-1', 'eu-2', 'us1'
        $panels = @{}
        # The account limited of us1 may do nothing with mail.
        $file = Join-Path $TestDrive us1.json
        $seed = Get-Content (Join-Path $PSScriptRoot '../../../src/Nodepoint.Sandbox/Contract/seed.json') -Raw | ConvertFrom-Json
        $user = $seed.tables.remote_user[0].PSObject.Copy()
        $user.remote_userid, $user.remote_username, $user.remote_functions = 100, 'limited', 'server_get'
        $seed.tables.remote_user = @($seed.tables.remote_user) + $user
        $seed | ConvertTo-Json -Depth 20 | Set-Content $file
        foreach ($name in $names) { $panels[$name] = $name -eq 'us1' ? (Start-NpSandbox "several-$name" -Seed $file) : (Start-NpSandbox "several-$name") }
        function Connect-Panel([string[]] $Name) {
            foreach ($one in $Name) { $null = Connect-NpPanel $panels[$one].Uri -Credential $panels[$one].Credential -CertificatePin $panels[$one].CertificatePin -Name $one }
        }
        # Each panel has the mail domain shared.example, and one with its own name.
        function Set-Scene {
            Get-NpPanel | Disconnect-NpPanel
            $panels.Values | Reset-NpSandbox
            Connect-Panel $names
            foreach ($name in $names) {
                foreach ($domain in 'shared.example', "$name.example") {
                    $null = New-NpMailDomain $domain -Client acme -Panel $name
                    $null = New-NpMailbox "info@$domain" -Password 'Mb-Pw-123!' -Panel $name
                }
            }
        }
        # What a command returns, and its errors.
        function Invoke-Here([scriptblock] $Command) {
            $said = @(& $Command 2>&1 3>$null)
            @{
                Output = @($said | Where-Object { $_ -isnot [Management.Automation.ErrorRecord] })
                Errors = @($said | Where-Object { $_ -is [Management.Automation.ErrorRecord] })
            }
        }
        Set-Scene
    }
    AfterAll {
        Get-NpPanel | Disconnect-NpPanel
        $panels.Values | Stop-NpSandbox
        $null = Connect-SpecPanel
        Stop-SpecPanel
    }

    It 'returns the objects of the panels in the order in which -Panel names them' {
        (Get-NpMailbox -Panel us1, eu-1).Panel | Should -Be 'us1', 'us1', 'eu-1', 'eu-1'
        (Get-NpMailbox -Panel us1, eu-1).Email | Should -Be 'info@shared.example', 'info@us1.example', 'info@shared.example', 'info@eu-1.example'
    }

    It 'returns those of a wildcard in the order of Get-NpPanel' {
        (Get-NpMailDomain shared.example -Panel *).Panel | Should -Be (Get-NpPanel).Name
        (Get-NpMailDomain shared.example -Panel us*, *).Panel | Should -Be 'us1', 'eu-1', 'eu-2'
    }

    It 'asks a panel once, however often -Panel names it' {
        (Get-NpMailDomain shared.example -Panel eu-1, eu-*, (Get-NpPanel eu-2)).Panel | Should -Be 'eu-1', 'eu-2'
    }

    It 'accepts connections from Get-NpPanel as well as names and addresses' {
        (Get-NpMailDomain shared.example -Panel (Get-NpPanel eu-*)).Panel | Should -Be 'eu-1', 'eu-2'
        (Get-NpMailDomain shared.example -Panel "$((Get-NpPanel us1).Uri)", eu-1).Panel | Should -Be 'us1', 'eu-1'
    }

    It 'finds a connection whose own name looks like a wildcard' {
        $null = Connect-NpPanel $panels['us1'].Uri -Credential $panels['us1'].Credential -CertificatePin $panels['us1'].CertificatePin -Name '[::1]:8080' -KeepDefault
        $domain = Get-NpMailDomain us1.example -Panel '[::1]:8080'
        $domain.Domain | Should -Be 'us1.example'
        $domain.PSObject.Properties['Panel'] | Should -BeNullOrEmpty
        Disconnect-NpPanel '[::1]:8080'
    }

    It 'shows the panel in the view of several panels, and not in that of one' {
        $header = { param($panel) (Get-NpMailbox -Panel $panel | Out-String) -split '\r?\n' | Where-Object { $_ } | Select-Object -First 1 }
        & $header * | Should -BeLike 'Panel *Email*'
        & $header 'eu-1' | Should -Not -BeLike '*Panel*'
        & $header 'us*' | Should -Not -BeLike '*Panel*'
        (Get-NpMailbox -Panel * | Out-String) -split '\r?\n' | Where-Object Length -GT 79 | Should -BeNullOrEmpty
    }

    It 'knows the panel of each object: a command works there, whatever the default is' {
        $null = Connect-NpPanel -Name us1
        Get-NpMailbox info@shared.example -Panel * | Set-NpMailbox -Name 'All of them'
        (Get-NpMailbox -Panel * | Where-Object Name -EQ 'All of them').Panel | Should -Be $names
        Get-NpMailbox info@shared.example -Panel eu-* | Set-NpMailbox -Name 'Europe'
        (Get-NpMailbox info@shared.example -Panel *).Name | Should -Be 'Europe', 'Europe', 'All of them'
    }

    It 'keeps the panel of each row in a file, and changes and removes it there' {
        $file = Join-Path $TestDrive several.csv
        Get-NpMailbox info@shared.example -Panel * | Export-Csv $file
        Import-Csv $file | ForEach-Object { $_.Name = "of $($_.Panel)"; $_ } | Set-NpMailbox
        (Get-NpMailbox info@shared.example -Panel *).Name | Should -Be 'of eu-1', 'of eu-2', 'of us1'
        $wrong = Invoke-Here { Import-Csv $file | Set-NpMailbox -Name other -Panel eu-1 }
        $wrong.Errors.FullyQualifiedErrorId | Should -Be (@('WrongPanel,Nodepoint.PowerShell.Mail.SetNpMailboxCommand') * 2)
        $wrong.Errors[0].ToString() | Should -BeLike "*panel 'eu-2'*panel 'eu-1'*"
        (Get-NpMailbox info@shared.example -Panel *).Name | Should -Be 'other', 'of eu-2', 'of us1'
        $gone = Invoke-Here { [pscustomobject]@{ Email = 'info@shared.example'; Name = 'x'; Panel = 'asia' } | Set-NpMailbox }
        $gone.Errors.FullyQualifiedErrorId | Should -BeLike 'NotConnected*'
        Get-NpMailbox info@eu-1.example, info@eu-2.example -Panel eu-* -ErrorAction SilentlyContinue | Export-Csv $file
        Import-Csv $file | Remove-NpMailbox -Confirm:$false
        (Get-NpMailbox -Panel *).Email | Should -Be 'info@shared.example', 'info@shared.example', 'info@shared.example', 'info@us1.example'
        Set-Scene
    }

    It 'has an error of its own for a panel without the record, and goes on with the others' {
        $found = Invoke-Here { Get-NpMailbox info@eu-2.example -Panel * }
        $found.Output.Panel | Should -Be 'eu-2'
        $found.Errors.FullyQualifiedErrorId | Should -Be (@('NotFound,Nodepoint.PowerShell.Mail.GetNpMailboxCommand') * 2)
        "$($found.Errors[0])" | Should -BeLike "*'eu-1'*"
        "$($found.Errors[1])" | Should -BeLike "*'us1'*"
    }

    It 'has an error of its own for a panel that cannot be reached' {
        $panels['eu-2'] | Stop-NpSandbox
        $found = Invoke-Here { Get-NpMailDomain -Panel * }
        $first = { Get-NpMailDomain -Panel eu-2, us1 -ErrorAction Stop } | Should -Throw -PassThru
        $panels['eu-2'] = Start-NpSandbox several-eu-2
        Set-Scene
        $found.Output.Panel | Should -Be 'eu-1', 'eu-1', 'us1', 'us1'
        $found.Errors.FullyQualifiedErrorId | Should -Be 'Unreachable,Nodepoint.PowerShell.Mail.GetNpMailDomainCommand'
        $found.Errors.CategoryInfo.Category | Should -Be 'ConnectionError'
        "$($found.Errors)" | Should -BeLike "*'eu-2'*"
        "$first" | Should -BeLike "*'eu-2'*"
    }

    It 'has an error of its own for a panel whose account lacks the permission' {
        $limited = [pscredential]::new('limited', $panels['us1'].Credential.Password)
        $null = Connect-NpPanel $panels['us1'].Uri -Credential $limited -CertificatePin $panels['us1'].CertificatePin -Name limited -KeepDefault
        $found = Invoke-Here { Get-NpMailDomain shared.example -Panel limited, eu-1 }
        Disconnect-NpPanel limited
        $found.Output.Panel | Should -Be 'eu-1'
        $found.Errors.FullyQualifiedErrorId | Should -Be 'PermissionDenied,Nodepoint.PowerShell.Mail.GetNpMailDomainCommand'
        "$($found.Errors)" | Should -BeLike "*'limited'*"
    }

    It 'has an error of its own for a panel whose session was closed' {
        $closed = Get-NpPanel eu-1
        Disconnect-NpPanel eu-1
        $found = Invoke-Here { Get-NpMailDomain shared.example -Panel $closed, eu-2 }
        $found.Output.Panel | Should -Be 'eu-2'
        "$($found.Errors)" | Should -BeLike "*'eu-1'*"
        Get-NpPanel | Disconnect-NpPanel
        Connect-Panel $names
    }

    It 'has an error in its place for a name that is not connected, and goes on with the others' {
        $said = @(Get-NpMailDomain shared.example -Panel eu-1, asia, nope*, us1 2>&1)
        $said.Count | Should -Be 4
        "$($said[1])" | Should -BeLike "Panel 'asia' is not connected.*"
        "$($said[2])" | Should -BeLike "No connected panel has a name that matches 'nope[*]'.*"
        $said[1, 2].FullyQualifiedErrorId | Should -BeLike 'NotConnected*'
        $said[0, 3].Panel | Should -Be 'eu-1', 'us1'
    }

    It 'ends with an error if no panel matches, and names the saved ones that do' {
        { Get-NpMailDomain -Panel nope* } | Should -Throw "No connected panel has a name that matches 'nope*'. Get-NpPanel lists the open connections."
        { Get-NpMailDomain -Panel asia, nope* } | Should -Throw "Panel 'asia' is not connected.*"
        { Get-NpMailDomain -Panel @() } | Should -Throw '*-Panel*'
        { Get-NpMailDomain -Panel eu-1, $null } | Should -Throw '*-Panel*'
        $before, $env:XDG_CONFIG_HOME = $env:XDG_CONFIG_HOME, (Get-Item TestDrive:/).FullName
        Register-NpPanel saved-1 https://panel.example.com:8080
        try { { Get-NpMailDomain -Panel saved-* } | Should -Throw "*connected panels only*'saved-1'*Connect-NpPanel*" }
        finally {
            Unregister-NpPanel saved-1
            $env:XDG_CONFIG_HOME = $before
        }
    }

    It 'names the panel in warnings and verbose messages' {
        $null = New-NpDnsZone verbose.example -Ns ns1.nodepoint.eu -Client acme -Panel eu-2
        $said = @(Export-NpDnsZone verbose.example -Panel eu-2, us1 -Path (Join-Path $TestDrive verbose) -Verbose 4>&1 2>&1)
        "$($said[0])" | Should -BeLike "*'eu-2'*verbose.example.zone*"
        "$($said[1])" | Should -BeLike "*'us1'*"
        @(Export-NpDnsZone verbose.example -Panel eu-2, us1 -Path (Join-Path $TestDrive verbose) 4>&1 2>$null) | Should -BeNullOrEmpty
        Remove-NpDnsZone verbose.example -Panel eu-2 -Confirm:$false
    }

    It 'asks each panel for the rows of the pipeline' {
        ('info@eu-1.example', 'info@shared.example' | Get-NpMailbox -Panel us1, eu-1 -ErrorAction SilentlyContinue | ForEach-Object { "$($_.Panel) $($_.Email)" }) |
            Should -Be 'us1 info@shared.example', 'eu-1 info@eu-1.example', 'eu-1 info@shared.example'
        $rows = [pscustomobject]@{ Domain = 'shared.example' }, [pscustomobject]@{ Domain = 'us1.example' }
        ($rows | Get-NpMailDomain -Panel * -ErrorAction SilentlyContinue).Panel | Should -Be 'eu-1', 'eu-2', 'us1', 'us1'
    }

    It 'asks for an object of a panel on that panel only' {
        (Get-NpMailDomain -Panel us1, eu-2 | Get-NpMailbox -Panel * | ForEach-Object { "$($_.Panel) $($_.Email)" }) |
            Should -Be 'eu-2 info@shared.example', 'eu-2 info@eu-2.example', 'us1 info@shared.example', 'us1 info@us1.example'
        $found = Invoke-Here { Get-NpMailDomain -Panel us1 | Get-NpMailbox -Panel eu-* }
        $found.Output | Should -BeNullOrEmpty
        $found.Errors.FullyQualifiedErrorId | Should -BeLike 'WrongPanel*'
        "$($found.Errors[0])" | Should -BeLike "*panel 'us1'*-Panel*"
    }

    It 'counts -First and -Skip over all panels' {
        (Get-NpMailbox -Panel * -First 3).Panel | Should -Be 'eu-1', 'eu-1', 'eu-2'
        (Get-NpMailbox -Panel * -Skip 3).Panel | Should -Be 'eu-2', 'us1', 'us1'
        (Get-NpMailbox -Panel * -Skip 1 -First 2).Panel | Should -Be 'eu-1', 'eu-2'
        (Get-NpMailbox -Panel * | Select-Object -First 1).Panel | Should -Be 'eu-1'
    }

    It 'writes the files of each panel to a folder of its own' {
        foreach ($name in $names) { $null = New-NpDnsZone files.example -Ns "ns1.$name.example" -Client acme -Panel $name }
        Push-Location TestDrive:/
        try {
            (Export-NpDnsZone files.example -Panel * -Path zones -PassThru).Panel | Should -Be $names
            foreach ($name in $names) { Get-Content "zones/$name/files.example.zone" -Raw | Should -BeLike "*ns1.$name.example.*" }
            { Export-NpDnsZone files.example -Panel * -Path zones/all.zone -ErrorAction Stop } | Should -Throw '*-Path*folder*'
            Test-Path zones/all.zone | Should -BeFalse
            Export-NpDnsZone files.example -Panel eu-1 -Path one
            Get-Content one/files.example.zone -Raw | Should -BeLike '*ns1.eu-1.example.*'
        }
        finally { Pop-Location }
        foreach ($name in $names) { Remove-NpDnsZone files.example -Panel $name -Confirm:$false }
    }

    It 'completes the names of panels after a comma too' {
        $line = 'Get-NpMailbox -Panel us1,eu-'
        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Be 'eu-1', 'eu-2'
        $line = 'Get-NpMailbox -Panel eu-2,us1 -Email info@e'
        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Be 'info@eu-2.example'
    }

    It 'refuses a journal, which belongs to one panel' {
        $problem = { Export-NpWebsiteBackup 1 -Panel * -Journal (Join-Path $TestDrive several.jsonl) } | Should -Throw '*journal belongs to one panel*' -PassThru
        $problem.FullyQualifiedErrorId | Should -BeLike 'OnePanelOnly*'
        Test-Path (Join-Path $TestDrive several.jsonl) | Should -BeFalse
    }

    It 'refuses -Fix of Test-NpMailDomain, which changes something' {
        { Test-NpMailDomain shared.example -Server 127.0.0.1:9 -Fix -Panel * } | Should -Throw '*-Fix changes something*' -PassThru | ForEach-Object FullyQualifiedErrorId | Should -BeLike 'OnePanelOnly*'
    }

    It 'shows what -WhatIf would write in the order of the panels' {
        foreach ($name in $names) { $null = New-NpDnsZone whatif.example -Ns "ns1.$name.example" -Client acme -Panel $name }
        $said = Export-NpDnsZone whatif.example -Panel * -Path (Join-Path $TestDrive whatif) -WhatIf -Verbose 4>&1
        @($said | Where-Object { "$_" -like '*Write zone*' } | ForEach-Object { "$_" -replace "^Panel '([^']*)'.*", '$1' }) | Should -Be $names
        Test-Path (Join-Path $TestDrive whatif) | Should -BeFalse
        foreach ($name in $names) { Remove-NpDnsZone whatif.example -Panel $name -Confirm:$false }
    }

    Context 'through a proxy' {
        AfterEach { Get-NpPanel side-* | Disconnect-NpPanel }

        It 'is in flight on two panels at the same time, each with its own limit' {
            . (Join-Path $PSScriptRoot '../Shared/Gate.ps1')
            $gate = New-Gate $panels['us1'].Uri
            try {
                foreach ($name in 'side-1', 'side-2') { $null = Connect-NpPanel $gate.Uri -Credential $panels['us1'].Credential -Name $name -ThrottleLimit 1 -KeepDefault }
                $gate.Hold('^mail_user_get')
                (Get-NpMailbox -Panel side-*).Panel | Should -Be 'side-1', 'side-1', 'side-2', 'side-2'
                $gate.HasMet | Should -BeTrue
                # Within one panel, the limit holds.
                $gate.Hold('^mail_user_get')
                $null = 'info@us1.example', 'info@shared.example' | Get-NpMailbox -Panel side-1
                $gate.HasMet | Should -BeFalse
                $gate.Hold('^mail_user_get')
                $null = Get-NpMailbox -Id 1, 2 -Panel side-2, eu-1 -ThrottleLimit 2
                $gate.HasMet | Should -BeTrue
            }
            finally { $gate.Dispose() }
        }

        It 'reads no more from a panel whose objects are not wanted yet, so memory does not grow with the panels' {
            . (Join-Path $PSScriptRoot '../Shared/Flood.ps1')
            $flood = New-Flood $panels['us1'].Uri '^mail_user_get' 20000
            try {
                $null = Connect-NpPanel $flood.Uri -Credential $panels['us1'].Credential -Name side-1 -KeepDefault
                $seen = 0
                foreach ($box in @{ Panel = 'eu-1', 'side-1' } | ForEach-Object { Get-NpMailbox @_ | ForEach-Object {
                            if ($seen++ -eq 0) {
                                # Until the panel that waits is read no further.
                                do { $before = $flood.Sent; [Threading.Thread]::Sleep(300) } until ($flood.Sent -eq $before -and $before -gt 0)
                                $stalled = $flood.Sent
                            }
                        } }) { }
                $flood.Total | Should -BeGreaterThan 40MB
                $stalled | Should -BeLessThan ($flood.Total / 2)
                $flood.Sent | Should -Be $flood.Total
                $seen | Should -Be 40002
            }
            finally { $flood.Dispose() }
        }
    }

    It 'is stopped by Ctrl+C on all panels' {
        . (Join-Path $PSScriptRoot '../Shared/HungPanel.ps1')
        $hung = @(New-HungPanel stopped-1; New-HungPanel stopped-2)
        try {
            $run = Start-Command $hung[0] Get-NpMailbox @{ Panel = 'stopped-*' }
            foreach ($one in $hung) { Wait-Command $run { $one.Listener.Pending() } }
            Stop-Command $run | Should -BeNullOrEmpty
        }
        finally { $hung | ForEach-Object { Remove-HungPanel $_ } }
    }
}
