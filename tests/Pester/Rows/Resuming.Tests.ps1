# Every cmdlet with -Journal, killed at each point and resumed by its line: with the objects that the panel still lists, and with none of them.
BeforeDiscovery { $scenes = & (Join-Path $PSScriptRoot '../Shared/ResumeScenes.ps1') }

Describe 'A run that is killed and resumed by the same line' -Tag Seed, Stats {
    BeforeAll {
        $file = & (Join-Path $PSScriptRoot '../Shared/SeedWithTemplates.ps1') TestDrive:/seed.json
        $seed = Get-Content $file -Raw | ConvertFrom-Json -AsHashtable
        $seed.tables.mail_backup = @(@{ backup_id = 1; server_id = 1; parent_domain_id = 1; mailuser_id = 1; backup_mode = 'userzip'; tstamp = 1764000000; filename = 'mail1.zip'; filesize = '2048' })
        $seed | ConvertTo-Json -Depth 9 | Set-Content $file
        . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1') -SeedFile $file
        $web = [System.Net.Http.HttpClient]::new()
        # How many calls that can change something the panel has got.
        function CountOfWrites {
            $counts = $web.GetStringAsync("$($sandbox.HttpUri)sandbox/stats").GetAwaiter().GetResult() | ConvertFrom-Json -AsHashtable
            [long]($counts.Keys.Where{ $_ -match '_' -and $_ -notmatch '_get|_list$' } | ForEach-Object { $counts[$_] } | Measure-Object -Sum).Sum
        }
        function Start-Scene($Scene) {
            Reset-SpecPanel
            $null = Connect-SpecPanel
            . $Scene.Setup
        }
        # The journal as a run leaves it that is killed before it hears of any row. What follows a change, such as a serial, is done.
        function Unheard { Set-Content $journal @(Get-Content $journal | Where-Object { $_ -notlike '*"state":"done"*' -and $_ -notlike '*"rows":*' }) }
        # Runs the line; leaves its errors and warnings in $bad and $told.
        function Invoke-Scene($Scene, $Objects) {
            $said = @(& $Scene.Run $Objects @{ Journal = $journal; Confirm = $false } 2>&1 3>&1)
            $script:bad = @($said | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] })
            $script:told = @($said | Where-Object { $_ -is [System.Management.Automation.WarningRecord] -and "$_" -like '*of the journal*' })
        }
        $journal = Join-Path $TestDrive 'journal.jsonl'
    }
    AfterAll {
        $web.Dispose()
        Stop-SpecPanel
    }

    It 'does no row twice, loses none, and calls none done that the panel does not show: <Command>' -TestCases $scenes {
        param($Command, $Shows = $true, $Repeats = $true, $IsRandom)
        $scene = $_
        Remove-Item $journal -ErrorAction Ignore
        Start-Scene $scene
        $before = "$(& $scene.State)"
        $objects = @(& $scene.Get)
        Invoke-Scene $scene $objects
        $bad | Should -BeNullOrEmpty
        (Get-NpJournal $journal).IsComplete | Should -BeTrue
        (Get-NpJournal $journal).Command | Should -Be $Command
        $after = "$(& $scene.State)"
        if ("$($scene.State)") { $after | Should -Not -Be $before }

        # Killed after the row was carried out: the panel shows it, or the row stays open and that is said.
        if ($objects) {
            Unheard
            $writes = CountOfWrites
            Invoke-Scene $scene @()
            $bad | Should -BeNullOrEmpty
            CountOfWrites | Should -Be $writes
            if ($Shows) {
                (Get-NpJournal $journal).IsComplete | Should -BeTrue
                $told | Should -BeNullOrEmpty
            }
            else {
                (Get-NpJournal $journal).Sending | Should -Be 1
                "$told" | Should -BeLike '*1 row of the journal that may have been sent is not in the input any more*'
            }
        }

        # The same with the objects that it was run with.
        Unheard
        Invoke-Scene $scene $objects
        if ($Repeats) {
            $bad | Should -BeNullOrEmpty
            (Get-NpJournal $journal).IsComplete | Should -BeTrue
        }
        else {
            "$bad" | Should -BeLike '*An earlier run may have requested this already*'
            (Get-NpJournal $journal).Unknown | Should -Be 1
        }
        "$(& $scene.State)" | Should -Be $after

        # Killed before the row was carried out: nobody calls it done, and then it is.
        if (-not $Repeats) { return }
        Unheard
        Set-Content $journal @(Get-Content $journal | Where-Object { $_ -notlike '*"state":"unknown"*' })
        Start-Scene $scene
        $objects = @(& $scene.Get)
        if ($objects) {
            Invoke-Scene $scene @()
            (Get-NpJournal $journal).Sending | Should -Be 1
            "$told" | Should -BeLike '*1 row of the journal that may have been sent is not in the input any more*'
        }

        Invoke-Scene $scene $objects
        $bad | Should -BeNullOrEmpty
        (Get-NpJournal $journal).IsComplete | Should -BeTrue
        if (-not $IsRandom) { "$(& $scene.State)" | Should -Be $after }
    }

    It "is tried with every cmdlet that has -Journal: $($scenes.Count)" {
        $walked = @((& (Join-Path $PSScriptRoot '../Shared/ResumeScenes.ps1')).Command | Sort-Object)
        $walked | Should -Be @(Get-Command -Module Nodepoint | Where-Object { $_.Name -ne 'Get-NpJournal' -and $_.Parameters.ContainsKey('Journal') } | ForEach-Object Name | Sort-Object)
    }
}

Describe 'A row that may have been sent and is not in the input any more' -Tag Seed, Stats {
    BeforeAll {
        $file = & (Join-Path $PSScriptRoot '../Shared/SeedWithTemplates.ps1') TestDrive:/seed.json
        $seed = Get-Content $file -Raw | ConvertFrom-Json -AsHashtable
        $seed.tables.mail_backup = @(1..2 | ForEach-Object { @{ backup_id = $_; server_id = 1; parent_domain_id = 1; mailuser_id = $_; backup_mode = 'userzip'; tstamp = 1764000000; filename = "mail$_.zip"; filesize = '2048' } })
        $seed | ConvertTo-Json -Depth 9 | Set-Content $file
        . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1') -SeedFile $file
        function Unheard { Set-Content $journal @(Get-Content $journal | Where-Object { $_ -notlike '*"state":"done"*' -and $_ -notlike '*"rows":*' }) }
    }
    BeforeEach {
        Reset-SpecPanel
        $null = Connect-SpecPanel
        $null = New-NpMailDomain example.com -Client acme
        $null = New-NpDnsZone example.com ns1.nodepoint.eu -Client acme
        $null = 1..2 | ForEach-Object { [pscustomobject]@{ Email = "u$_@example.com"; Password = 'Mb-Pw-123!'; Quota = '1GB' } } | New-NpMailbox
        $journal = Join-Path $TestDrive "$([guid]::NewGuid()).jsonl"
    }
    AfterAll {
        if (Get-NpPanel other -ErrorAction SilentlyContinue) { Disconnect-NpPanel other }
        Stop-SpecPanel
    }

    It 'is looked up by its key if it was named by that' {
        (Get-NpMailbox '*@example.com').Email | Remove-NpMailbox -Journal $journal
        Unheard
        Get-NpMailbox '*@example.com' -ErrorAction SilentlyContinue | ForEach-Object Email | Remove-NpMailbox -Journal $journal -ErrorAction Stop -WarningVariable told -WarningAction SilentlyContinue
        $told | Should -BeNullOrEmpty
        (Get-NpJournal $journal).IsComplete | Should -BeTrue

        $null = 3..4 | ForEach-Object { [pscustomobject]@{ Email = "u$_@example.com"; Password = 'Mb-Pw-123!'; Quota = '1GB' } } | New-NpMailbox
        $boxes = { Get-NpMailbox '*@example.com' | Where-Object Quota -eq 1GB | ForEach-Object Email }
        & $boxes | Set-NpMailbox -Quota 2GB -Journal "$journal.set"
        $journal = "$journal.set"
        Unheard
        & $boxes | Set-NpMailbox -Quota 2GB -Journal $journal -ErrorAction Stop -WarningVariable told -WarningAction SilentlyContinue
        $told | Should -BeNullOrEmpty
        (Get-NpJournal $journal).IsComplete | Should -BeTrue
    }

    It 'stays open if its values were others than those of the line' {
        [pscustomobject]@{ Email = 'u1@example.com'; Name = 'Anna' } | Set-NpMailbox -Quota 1GB -Journal $journal
        Unheard
        Set-NpMailbox u1@example.com -Name Bert
        Get-NpMailbox u2@example.com | Set-NpMailbox -Quota 1GB -Journal $journal -WarningVariable told -WarningAction SilentlyContinue
        "$told" | Should -BeLike '*1 row of the journal that may have been sent is not in the input any more*'
        (Get-NpJournal $journal).Sending | Should -Be 1
    }

    It 'stays open if it gave a secret that the line does not have: <name>' -TestCases @(
        @{ name = 'a password'; row = { [pscustomobject]@{ Id = (Get-NpMailbox u1@example.com).Id; Password = 'Mb-Pw-456!' } }; run = { $input | Set-NpMailbox -Quota 1GB -Journal $journal -WarningVariable told -WarningAction SilentlyContinue; $told } }
        @{ name = 'a private key'; row = { Set-NpDkim example.com; [pscustomobject]@{ Domain = 'example.com'; PrivateKey = (New-NpDkimKey -WarningAction SilentlyContinue).PrivateKey } }; run = { $input | Set-NpDkim -Journal $journal -WarningVariable told -WarningAction SilentlyContinue; $told } }
        @{ name = 'a value for scripts'; row = { [pscustomobject]@{ Group = 'a'; Name = 'b'; Value = 'green' } }; run = { $input | Set-NpConfigValue -Journal $journal -WarningVariable told -WarningAction SilentlyContinue; $told } }
        @{ name = 'a secret setting'; row = { [pscustomobject]@{ Server = '1'; Section = 'mail'; Name = 'rspamd_password'; Secret = 'Rspamd-Pw-1!' } }; run = { $input | Set-NpServerConfig -Journal $journal -WarningVariable told -WarningAction SilentlyContinue; $told } }
    ) {
        param($name, $row, $run)
        $object = & $row
        $object | & $run | Should -BeNullOrEmpty
        Unheard
        (Get-NpJournal $journal).Sending | Should -Be 1
        # Of another row, whose values the panel shows.
        @() | & $run
        (Get-NpJournal $journal).Sending | Should -Be 1
        (Get-NpJournal $journal).Done | Should -Be 0
        $object | & $run | Should -BeNullOrEmpty
        (Get-NpJournal $journal).Done | Should -Be 1
    }

    It 'is looked up on the panel of its journal, whatever the default panel is' {
        Get-NpMailbox u1@example.com | Remove-NpMailbox -Journal $journal
        Unheard
        $null = Connect-NpPanel $sandbox.HttpUri -Credential $sandbox.Credential -Name other
        $line = { Get-NpMailbox u1@* -Panel $args[0] | Remove-NpMailbox -Journal $journal -ErrorAction Stop -WarningVariable told -WarningAction SilentlyContinue; $told }
        & $line spec | Should -BeNullOrEmpty
        (Get-NpJournal $journal).IsComplete | Should -BeTrue
        # Without a connection to its panel, nothing is looked up, and nothing is said of another one.
        Unheard
        Disconnect-NpPanel spec
        & $line other | Should -BeNullOrEmpty
        { $null | Where-Object { $false } | Remove-NpMailbox -Panel other -Journal $journal -ErrorAction Stop } | Should -Throw -ErrorId 'JournalNotUsable*'
        (Get-NpJournal $journal).Sending | Should -Be 1
    }

    It 'is not a restore that was only waiting when the run was killed' {
        $restore = { Get-NpMailboxBackup | Restore-NpMailboxBackup -Confirm:$false -Journal $journal -ThrottleLimit 1 -ErrorVariable bad -ErrorAction SilentlyContinue; $bad }
        & $restore | Should -BeNullOrEmpty
        # Killed when the first one was in flight.
        $lines = Get-Content $journal
        $second = @($lines | Where-Object { $_ -match '"row":2,' })
        Set-Content $journal @($lines | Where-Object { $_ -notmatch '"row":[12],"state":"done"|"rows":' -and $_ -notin $second[-2..-1] })
        (Get-NpJournal $journal).Sending | Should -Be 1
        Reset-SpecPanel
        $null = Connect-SpecPanel
        $said = @(& $restore)
        $said.Count | Should -Be 1
        "$said" | Should -BeLike '*An earlier run may have requested this already: Restore backup: backup 1*'
        (Get-NpJournal $journal).Done | Should -Be 1
        (Get-NpJournal $journal).Unknown | Should -Be 1
    }

    It 'is a backup that was removed: its number says so, however the row named it' {
        Remove-NpMailboxBackup 1, 2 -Journal $journal
        { Get-NpMailboxBackup | Remove-NpMailboxBackup -Journal $journal -ErrorAction Stop } | Should -Not -Throw
        { Remove-NpMailboxBackup 2 -Journal $journal -ErrorAction Stop -WarningAction SilentlyContinue } | Should -Not -Throw
        (Get-NpJournal $journal).Rows | Should -Be 2
        # One that the panel does not have any more.
        Unheard
        Set-Content $journal @((Get-Content $journal) -replace '"key":"1"', '"key":"9"')
        Get-NpMailboxBackup | Where-Object Id -eq 2 | Remove-NpMailboxBackup -Journal $journal -ErrorAction Stop
        (Get-NpJournal $journal).IsComplete | Should -BeTrue
    }

    It 'is completed if the run was killed between the key and its TXT record: Remove-NpDkim' {
        Set-NpDkim example.com
        $record = Get-NpDnsRecord example.com -Type TXT
        Get-NpMailDomain example.com | Where-Object Dkim | Remove-NpDkim -Journal $journal
        Unheard
        $null = New-NpDnsRecord example.com $record.Name TXT $record.Value
        $serial = (Get-NpDnsZone example.com).Serial
        Get-NpMailDomain example.com | Where-Object Dkim | Remove-NpDkim -Journal $journal -ErrorAction Stop
        @(Get-NpDnsRecord example.com -Type TXT) | Should -BeNullOrEmpty
        (Get-NpDnsZone example.com).Serial | Should -BeGreaterThan $serial
        (Get-NpJournal $journal).IsComplete | Should -BeTrue
        (Get-NpJournal $journal).DueSerials | Should -BeNullOrEmpty
    }

    It 'is a certificate of your own whose key the website has' {
        $null = New-NpWebsite shop.example -Client acme
        $key = [System.Security.Cryptography.ECDsa]::Create([System.Security.Cryptography.ECCurve+NamedCurves]::nistP256)
        $request = [System.Security.Cryptography.X509Certificates.CertificateRequest]::new('CN=shop.example', $key, 'SHA256')
        $names = [System.Security.Cryptography.X509Certificates.SubjectAlternativeNameBuilder]::new()
        'shop.example', 'www.shop.example' | ForEach-Object { $names.AddDnsName($_) }
        $request.CertificateExtensions.Add($names.Build())
        $own = @{ Certificate = $request.CreateSelfSigned([datetimeoffset]::Now.AddDays(-1), [datetimeoffset]::Now.AddYears(1)).ExportCertificatePem(); PrivateKey = $key.ExportPkcs8PrivateKeyPem() }
        $line = { Get-NpWebsite shop.example | Where-Object { -not $_.Ssl } | Set-NpWebsiteCertificate @own -Journal $journal -ErrorAction Stop -WarningVariable told -WarningAction SilentlyContinue; $told }
        $null = & $line
        Unheard
        & $line | Should -BeNullOrEmpty
        (Get-NpJournal $journal).IsComplete | Should -BeTrue
        # Another key is another certificate.
        Unheard
        Set-NpWebsiteCertificate shop.example -LetsEncrypt $true
        "$(& $line)" | Should -BeLike '*1 row of the journal that may have been sent is not in the input any more*'
        (Get-NpJournal $journal).Sending | Should -Be 1
        Get-Content $journal -Raw | Should -Not -BeLike '*PRIVATE KEY*'
    }

    It 'is told from an object whose number its key looks like' {
        $null = '#2', 'x' | ForEach-Object { New-NpMailboxFilter $_ spam -Mailbox u1@example.com -Source From -Operator Contains -Action Delete }
        (Get-NpMailboxFilter x).Id | Should -Be 2
        '#2' | Remove-NpMailboxFilter -Journal $journal
        Get-NpMailboxFilter x | Remove-NpMailboxFilter -Journal $journal -ErrorAction Stop -WarningAction SilentlyContinue
        @(Get-NpMailboxFilter '*' -ErrorAction SilentlyContinue) | Should -BeNullOrEmpty
        (Get-NpJournal $journal).Rows | Should -Be 2
    }
}
