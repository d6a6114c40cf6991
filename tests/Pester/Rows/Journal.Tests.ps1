# What happens to rows when a run is interrupted, fails in part, or is repeated with the same journal.
Describe 'A journal' {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1')
        $web = [System.Net.Http.HttpClient]::new()
        function CountOfCalls { [long]($web.GetStringAsync("$($sandbox.HttpUri)sandbox/stats").GetAwaiter().GetResult() | ConvertFrom-Json).total }
        # The journal as a run leaves it that is killed before it hears of any row.
        function Unheard($Path) { Set-Content $Path @(Get-Content $Path | Where-Object { $_ -notlike '*"state":"done"*' -and $_ -notlike '*"rows":*' }) }
        function Boxes($Numbers) { $Numbers | ForEach-Object { [pscustomobject]@{ Email = "u$_@example.com"; Password = "Mb-Pw-$_-12!"; Quota = '1GB' } } }
        # The third row fails until its domain is fixed.
        function Flawed { Boxes 1, 2; [pscustomobject]@{ Email = 'u3@exmaple.com'; Password = 'Mb-Pw-3-12!'; Quota = '1GB' }; Boxes 4 }
    }
    BeforeEach {
        Reset-SpecPanel
        $null = Connect-SpecPanel
        $null = New-NpMailDomain example.com -Client acme
        $journal = Join-Path $TestDrive "$([guid]::NewGuid()).jsonl"
    }
    AfterAll {
        $web.Dispose()
        Stop-SpecPanel
    }

    It 'lets the same command be run again: it emits the same objects and sends nothing' -Tag Stats {
        $first = Boxes (1..20) | New-NpMailbox -Journal $journal -ThrottleLimit 8
        $before = CountOfCalls
        $second = Boxes (1..20) | New-NpMailbox -Journal $journal -ThrottleLimit 8
        CountOfCalls | Should -Be $before
        @($second).Email | Should -Be @(1..20 | ForEach-Object { "u$_@example.com" })
        ($second | ConvertTo-Json -Depth 3) | Should -Be ($first | ConvertTo-Json -Depth 3)
        @(Get-NpMailbox '*@example.com').Count | Should -Be 20
    }

    It 'completes what must follow a change after which a run was killed' {
        # A change of a client enables its disabled records; the command disables them again, or the next run does.
        $null = New-NpMailbox off@example.com -Password 'Mb-Pw-123!' -Receive $false
        Set-NpClient acme -City Jena -Journal $journal -WarningAction SilentlyContinue
        Unheard $journal
        (Get-Content $journal -Raw) | Should -BeLike '*mail_user_update*'
        Set-NpMailbox off@example.com -Receive $true
        Set-NpClient acme -City Jena -Journal $journal -WarningAction SilentlyContinue
        (Get-NpMailbox off@example.com).Receive | Should -BeFalse
        (Get-NpJournal $journal).IsComplete | Should -BeTrue
    }

    It 'finds a record that a killed run has renamed by its new name' {
        $null = New-NpMailbox old@example.com -Password 'Mb-Pw-123!'
        Set-NpMailbox old@example.com -NewEmail new@example.com -Journal $journal -WarningAction SilentlyContinue
        Unheard $journal
        Set-NpMailbox old@example.com -NewEmail new@example.com -Journal $journal -WarningAction SilentlyContinue
        (Get-NpJournal $journal).Done | Should -Be 1
    }

    It 'resumes the original input after a row was fixed separately' -Tag Stats {
        $null = Flawed | New-NpMailbox -Journal $journal -ErrorAction SilentlyContinue
        Get-NpJournal $journal -Failed | ForEach-Object { $_.Email = 'u3@example.com'; $_ } | New-NpMailbox -Password 'Mb-Pw-3-12!' -Journal $journal | Out-Null
        $before = CountOfCalls
        @(Flawed | New-NpMailbox -Journal $journal).Count | Should -Be 4
        CountOfCalls | Should -Be $before
    }

    It 'resumes where a run was killed' {
        $null = Boxes (1..6) | New-NpMailbox -Journal $journal -ThrottleLimit 1
        Get-NpMailbox u5@example.com | Remove-NpMailbox
        Get-NpMailbox u6@example.com | Remove-NpMailbox
        # The fourth row was stored, but its response was lost; the fifth may have been sent, but was not.
        $lines = Get-Content $journal
        $kept = @($lines | Where-Object { $_ -notlike '*"rows":*' -and ($_ -notlike '*"state":"done"*' -or $_ -notmatch '"row":[456],') -and $_ -notmatch '"row":6,' })
        Set-Content $journal $kept
        $said = Boxes (1..6) | New-NpMailbox -Journal $journal -Verbose 4>&1
        @($said | Where-Object { $_ -isnot [System.Management.Automation.VerboseRecord] }).Email | Should -Be @(1..6 | ForEach-Object { "u$_@example.com" })
        "$said" | Should -BeLike '*u4@example.com was stored by an earlier run*'
        "$said" | Should -BeLike '*u5@example.com was added*'
        @(Get-NpMailbox '*@example.com').Count | Should -Be 6
        (Get-NpJournal $journal).IsComplete | Should -BeTrue
    }

    It 'survives an incomplete last line, as after a power cut' {
        $null = Boxes (1..3) | New-NpMailbox -Journal $journal -ThrottleLimit 1
        $text = [IO.File]::ReadAllText($journal)
        [IO.File]::WriteAllText($journal, $text.Substring(0, $text.LastIndexOf('"state":"done"') + 9))
        $again = Boxes (1..3) | New-NpMailbox -Journal $journal
        @($again).Count | Should -Be 3
        @(Get-NpMailbox '*@example.com').Count | Should -Be 3
        (Get-NpJournal $journal).Done | Should -Be 3
    }

    It 'tries failed rows again, and accepts rows fixed in place' {
        $null = Flawed | New-NpMailbox -Journal $journal -ErrorVariable bad -ErrorAction SilentlyContinue
        @($bad).Count | Should -Be 1
        $null = Flawed | New-NpMailbox -Journal $journal -ErrorVariable bad -ErrorAction SilentlyContinue
        @($bad).Count | Should -Be 1
        $mended = Boxes (1..4) | New-NpMailbox -Journal $journal -ErrorAction Stop
        @($mended).Email | Should -Be @('u1@example.com', 'u2@example.com', 'u3@example.com', 'u4@example.com')
        @(Get-NpMailbox '*@example.com').Count | Should -Be 4
        (Get-NpJournal $journal).Rows | Should -Be 4
        (Get-NpJournal $journal).IsComplete | Should -BeTrue
        (Get-NpJournal $journal).ExitCode | Should -Be 0
    }

    It 'returns its failed rows as objects to be fixed and piped back' {
        $null = Flawed | New-NpMailbox -Journal $journal -ErrorAction SilentlyContinue
        $failed = Get-NpJournal $journal -Failed
        @($failed).Count | Should -Be 1
        $failed.Email | Should -Be 'u3@exmaple.com'
        $failed.Quota | Should -Be '1073741824'
        $failed.ErrorId | Should -BeLike 'NotFound*'
        $failed.ErrorMessage | Should -BeLike '*exmaple.com*'
        $failed.PSObject.Properties.Name | Should -Not -Contain 'Password'
        $failed.Email = 'u3@example.com'
        $made = $failed | New-NpMailbox -Password 'Mb-Pw-123!' -Journal $journal
        $made.Email | Should -Be 'u3@example.com'
        $made.Quota | Should -Be 1GB
        @(Get-NpJournal $journal -Failed) | Should -BeNullOrEmpty
        (Get-NpJournal $journal).Done | Should -Be 4
    }

    It 'counts outcomes and reasons' -Tag Stats {
        $rows = Flawed; $rows += [pscustomobject]@{ Email = 'u9@exmaple.com'; Password = 'Mb-Pw-9-12!' }; $rows += [pscustomobject]@{ Email = 'u10@example.com' }
        $null = $rows | New-NpMailbox -Journal $journal -ErrorAction SilentlyContinue
        $summary = Get-NpJournal $journal
        $summary.Command | Should -Be 'New-NpMailbox'
        $summary.Panel | Should -BeLike "$($sandbox.Uri)*"
        $summary.Rows | Should -Be 6
        $summary.Done | Should -Be 3
        $summary.Failed | Should -Be 3
        $summary.Unknown + $summary.Sending + $summary.NotSent | Should -Be 0
        $summary.IsComplete | Should -BeFalse
        $summary.ExitCode | Should -Be 1
        $summary.Reasons[0].Count | Should -Be 2
        "$($summary.Reasons)" | Should -BeLike '*exmaple.com*'
        "$($summary.Reasons)" | Should -BeLike '*no password*'
        "$($summary | Out-String -Width 200)" | Should -BeLike '*New-NpMailbox*6*3*3*'
        "$($summary | Format-List | Out-String -Width 200)" | Should -BeLike '*exmaple.com*'
        { Get-NpJournal (Join-Path $TestDrive nothing.jsonl) -ErrorAction Stop } | Should -Throw -ErrorId 'NotFound*'
    }

    It 'of another <what> is refused and nothing is sent' -Tag Stats -TestCases @(
        @{ what = 'command'; run = { 'u1@example.com' | Remove-NpMailbox -Journal $journal } }
        @{ what = 'kind of file'; run = { Set-Content $journal 'email;password'; Boxes (1..3) | New-NpMailbox -Journal $journal } }
    ) {
        param($what, $run)
        $null = Boxes (1..3) | New-NpMailbox -Journal $journal
        $before = CountOfCalls
        { & $run } | Should -Throw -ErrorId 'JournalNotUsable*' -ExpectedMessage '*specify another file with -Journal*'
        CountOfCalls | Should -Be $before
        @(Get-NpMailbox '*@example.com').Count | Should -Be 3
    }

    It 'of another panel is refused and nothing is sent' -Tag Stats {
        $null = Boxes 1 | New-NpMailbox -Journal $journal
        (Get-Content $journal -Raw).Replace("$($sandbox.Uri)", 'https://other.example/') | Set-Content $journal
        $before = CountOfCalls
        { Boxes 1 | New-NpMailbox -Journal $journal } | Should -Throw -ErrorId 'JournalNotUsable*' -ExpectedMessage '*other.example*'
        CountOfCalls | Should -Be $before
    }

    It 'cannot be created in a folder that does not exist' {
        { Boxes 1 | New-NpMailbox -Journal (Join-Path $TestDrive 'nowhere/at/all.jsonl') } | Should -Throw -ErrorId 'JournalNotUsable*'
        @(Get-NpMailbox '*@example.com' -ErrorAction SilentlyContinue).Count | Should -Be 0
    }

    It 'contains no password, however it was specified' {
        $null = Boxes (1..3) | New-NpMailbox -Journal $journal
        $null = Set-NpMailbox u1@example.com -Password 'Another-Pw-1!' -Journal "$journal.set"
        $null = New-NpMailbox u4@example.com -GeneratePassword -Journal "$journal.made" -OutVariable made
        $null = New-NpMailbox u5@example.com -Password 'abc12' -Journal "$journal.weak" -ErrorAction SilentlyContinue
        Set-NpServerConfig 1 mail rspamd_password 'Rspamd-Pw-1!' -Journal "$journal.value"
        Set-NpServerConfig 1 mail rspamd_password -Secret 'Rspamd-Pw-2!' -Journal "$journal.secret"
        Set-NpConfigValue backup api_password 'Api-Pw-1!' -Journal "$journal.own"
        Set-NpConfigValue backup note 'Note-Pw-1!' -Mode Update -Journal "$journal.note" -ErrorAction SilentlyContinue
        Set-NpClientPassword acme 'New-Pw-9876!' -Journal "$journal.client"
        Set-NpServerConfig 1 mail no_such_password 'Rspamd-Pw-3!' -Journal "$journal.no" -ErrorAction SilentlyContinue
        $written = (Get-ChildItem "$journal*" | ForEach-Object { Get-Content $_.FullName -Raw }) -join ''
        $written | Should -BeLike '*u1@example.com*rspamd_password*'
        $written | Should -Not -Match '-Pw-'
        $written | Should -Not -BeLike '*abc12*'
        $written | Should -Not -BeLike "*$($made.GeneratedPassword)*"
        (Get-NpServerConfig 1 mail rspamd_password).Secret | Should -Not -BeNullOrEmpty
        @(Get-NpJournal "$journal.no" -Failed)[0].PSObject.Properties.Name | Should -Not -Contain 'Value'
    }

    It 'is not written with -WhatIf' {
        $null = Boxes 1 | New-NpMailbox -Journal $journal -WhatIf
        Set-NpServerConfig 1 dns bind_user named -Journal $journal -WhatIf
        Test-Path $journal | Should -BeFalse
    }

    It 'contains rows that are refused before anything is sent: <command>' -Tag Stats -TestCases @(
        @{ command = 'New-NpMailbox'; run = { New-NpMailbox u1@example.com -Journal $journal -ErrorAction SilentlyContinue } }
        @{ command = 'Set-NpMailDomain'; run = { Set-NpMailDomain example.com -Journal $journal -ErrorAction SilentlyContinue } }
        @{ command = 'Set-NpServerConfig'; run = { Set-NpServerConfig 1 dns bind_user -Journal $journal -ErrorAction SilentlyContinue } }
        @{ command = 'Set-NpSystemConfig'; run = { Set-NpSystemConfig mail webmail_url -Journal $journal -ErrorAction SilentlyContinue } }
        @{ command = 'Set-NpClientPassword'; run = { Set-NpClientPassword acme -Journal $journal -ErrorAction SilentlyContinue } }
        @{ command = 'Set-NpRecordPermission'; run = { Set-NpRecordPermission -Table mail_domain -IdColumn domain_id -Id 1 -Journal $journal -ErrorAction SilentlyContinue } }
        @{ command = 'Set-NpWebsiteCertificate'; run = { Set-NpWebsiteCertificate shop.example -Journal $journal -ErrorAction SilentlyContinue } }
    ) {
        param($command, $run)
        $before = CountOfCalls
        & $run
        CountOfCalls | Should -Be $before
        $summary = Get-NpJournal $journal
        $summary.Command | Should -Be $command
        $summary.Failed | Should -Be 1
        $summary.Reasons[0].Reason | Should -Not -BeNullOrEmpty
    }

    It 'lets a record that was piped be removed twice: the second time nothing is sent' -Tag Stats {
        $null = Boxes (1..3) | New-NpMailbox
        $boxes = Get-NpMailbox '*@example.com'
        $boxes | Remove-NpMailbox -Journal $journal
        $before = CountOfCalls
        $boxes | Remove-NpMailbox -Journal $journal -ErrorAction Stop
        CountOfCalls | Should -Be $before
        @(Get-NpMailbox '*@example.com' -ErrorAction SilentlyContinue).Count | Should -Be 0
    }

    It 'treats what a killed run has removed as removed' {
        $null = Boxes (1..2) | New-NpMailbox
        $boxes = Get-NpMailbox '*@example.com'
        $boxes | Remove-NpMailbox -Journal $journal -ThrottleLimit 1
        Unheard $journal
        $boxes | Remove-NpMailbox -Journal $journal -ErrorAction Stop
        (Get-NpJournal $journal).Done | Should -Be 2
    }

    It 'generates a new password where a killed run has stored one that nobody saw' {
        $first = New-NpMailbox u1@example.com -GeneratePassword -Journal $journal
        Unheard $journal
        $hash = (Invoke-NpApi mail_user_get @{ primary_id = 1 }).password
        $second = New-NpMailbox u1@example.com -GeneratePassword -Journal $journal
        $second.Id | Should -Be $first.Id
        $second.GeneratedPassword | Should -Not -BeNullOrEmpty
        $second.GeneratedPassword | Should -Not -Be $first.GeneratedPassword
        (Invoke-NpApi mail_user_get @{ primary_id = 1 }).password | Should -Not -Be $hash
    }

    It 'says that passwords generated by an earlier run cannot be shown again' {
        $null = New-NpMailbox u1@example.com -GeneratePassword -Journal $journal
        $again = New-NpMailbox u1@example.com -GeneratePassword -Journal $journal -WarningVariable told -WarningAction SilentlyContinue
        $again.Email | Should -Be 'u1@example.com'
        "$told" | Should -BeLike '*earlier run*Set-NpMailbox*'
        $null = Set-NpClientPassword acme -GeneratePassword -Journal "$journal.client"
        $client = Set-NpClientPassword acme -GeneratePassword -Journal "$journal.client" -WarningVariable told -WarningAction SilentlyContinue
        $client.Username | Should -Be 'acme'
        "$told" | Should -BeLike '*earlier run*'
    }

    It 'keeps what is done, or may be done, after a run with incomplete rows' {
        $null = Boxes (1..2) | New-NpMailbox -Journal $journal -ThrottleLimit 1
        Set-Content $journal @(Get-Content $journal | Where-Object { $_ -notmatch '"row":2,"state":"done"' })
        $bare = 'u1@example.com', 'u2@example.com' | ForEach-Object { [pscustomobject]@{ Email = $_; Quota = '1GB' } }
        $null = $bare | New-NpMailbox -Journal $journal -ErrorVariable bad -ErrorAction SilentlyContinue
        @($bad).Count | Should -Be 2
        (Get-NpJournal $journal).Done | Should -Be 1
        (Get-NpJournal $journal).Sending | Should -Be 1
        $rows = Boxes (1..2)
        @($rows | New-NpMailbox -Journal $journal -ErrorAction Stop).Email | Should -Be @('u1@example.com', 'u2@example.com')
    }

    It 'reports an error for a row that is done and has different values now' -Tag Stats {
        $null = Boxes (1..3) | New-NpMailbox -Journal $journal
        $rows = Boxes (1..3); $rows[1].Quota = '2GB'
        $before = CountOfCalls
        $same = $rows | New-NpMailbox -Journal $journal -ErrorVariable bad -ErrorAction SilentlyContinue
        CountOfCalls | Should -Be $before
        @($same).Email | Should -Be @('u1@example.com', 'u3@example.com')
        @($bad).Count | Should -Be 1
        "$bad" | Should -BeLike '*u2@example.com*other values*Set*'
        (Get-NpMailbox u2@example.com).Quota | Should -Be 1GB
    }

    It 'accepts -PassThru where an earlier run did not have it' {
        $null = Boxes 1 | New-NpMailbox
        Set-NpMailbox u1@example.com -Quota 2GB -Journal $journal
        { Set-NpMailbox u1@example.com -Quota 2GB -PassThru -Journal $journal -ErrorAction Stop } | Should -Not -Throw
        Set-NpDkim example.com -NoRecord -Journal "$journal.dkim"
        { Set-NpDkim example.com -NoRecord -PassThru -Journal "$journal.dkim" -ErrorAction Stop } | Should -Not -Throw
    }

    It 'recognizes records from the pipeline after they were changed' -Tag Stats {
        $null = New-NpDnsZone example.com ns1.nodepoint.eu -Client acme
        $null = New-NpWebsite shop.example -Client acme
        Get-NpDnsZone | Set-NpDnsZone -Ttl 600 -Journal $journal
        Update-NpDnsSerial example.com
        Get-NpDnsZone | Set-NpDnsZone -Ttl 600 -Journal $journal -ErrorAction Stop
        Get-NpWebsite | New-NpFtpUser -Username shop -Password 'Ftp-Pw-123!' -Journal "$journal.ftp" | Out-Null
        Set-NpWebsite shop.example -DiskQuota 2GB
        (Get-NpWebsite | New-NpFtpUser -Username shop -Password 'Ftp-Pw-123!' -Journal "$journal.ftp" -ErrorAction Stop).Username | Should -Be 'acmeshop'
        Get-NpWebsite | Set-NpWebsiteCertificate -LetsEncrypt $true -Journal "$journal.site"
        $before = CountOfCalls
        $site = Get-NpWebsite
        $between = CountOfCalls
        $site | Set-NpWebsiteCertificate -LetsEncrypt $true -Journal "$journal.site" -ErrorAction Stop
        CountOfCalls | Should -Be $between
        $between | Should -BeGreaterThan $before
    }
}

Describe 'Bulk work' {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1')
        $null = New-NpMailDomain example.com -Client acme
        $rows = 1..5 | ForEach-Object { [pscustomobject]@{ Email = "u$_@example.com"; Password = 'Mb-Pw-123!' } }
    }
    AfterAll { Stop-SpecPanel }

    It 'ends with one line of summary, and -Verbose reports each row' {
        $null = ($rows + [pscustomobject]@{ Email = 'u6@nowhere.test'; Password = 'Mb-Pw-123!' }) | New-NpMailbox -InformationVariable told -Verbose -OutVariable out -ErrorAction SilentlyContinue 4>&1
        @($told).Count | Should -Be 1
        "$told" | Should -BeLike 'New-NpMailbox: 6 rows in *: 5 done, 1 failed.*'
        $told[0].Tags | Should -Contain 'Nodepoint'
        $lines = @($out | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] })
        foreach ($row in $rows) { @($lines | Where-Object { "$_" -like "*$($row.Email) was added*" }).Count | Should -Be 1 }
    }

    It 'starts with the concurrency at which the panel is fastest: -ThrottleLimit Auto' {
        $found = $rows | Set-NpMailbox -Name Box -ThrottleLimit Auto -TotalCount 5 -PassThru
        @($found).Email | Should -Be @($rows.Email)
        { $rows | Remove-NpMailbox -ThrottleLimit auto -WhatIf } | Should -Not -Throw
    }

    It 'refuses -ThrottleLimit <limit> and says what to use' -TestCases @(@{ limit = 0 }, @{ limit = 257 }, @{ limit = 'Often' }) {
        param($limit)
        { New-NpMailbox x@example.com -GeneratePassword -ThrottleLimit $limit -ErrorAction Stop } | Should -Throw -ExpectedMessage "*$limit*1 to 256*Auto*"
    }

    It 'completes -ThrottleLimit' {
        $words = { param($line) [System.Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null).CompletionMatches.CompletionText }
        & $words 'New-NpMailbox -ThrottleLimit ' | Should -Contain 'Auto'
        & $words 'New-NpMailbox -ThrottleLimit 1' | Should -Be @('1', '16')
    }

    It 'has -Journal and -TotalCount wherever something is written, and nowhere else' {
        # New-NpDkimKey and Set-NpPlatform work on this computer only, so no row can be lost.
        foreach ($command in Get-Command -Module Nodepoint | Where-Object { $_.Verb -in 'New', 'Set', 'Remove' -and $_.Name -notin 'New-NpDkimKey', 'Set-NpPlatform' }) {
            foreach ($name in 'Journal', 'TotalCount', 'ThrottleLimit') { $command.Parameters.ContainsKey($name) | Should -BeTrue -Because "$($command.Name) -$name" }
        }

        foreach ($command in Get-Command -Module Nodepoint | Where-Object { $_.Verb -in 'Get', 'Test', 'Wait' -or $_.Name -eq 'New-NpDkimKey' }) {
            $command.Parameters.Keys -contains 'TotalCount' | Should -BeFalse -Because $command.Name
            $command.Parameters.Keys -contains 'Journal' | Should -BeFalse -Because $command.Name
        }
    }

    It 'keeps the order of rows about one record: the last value stays' {
        1..20 | ForEach-Object { [pscustomobject]@{ Section = 'dns'; Name = 'bind_user'; Value = "user$_" } } | Set-NpServerConfig -Server 1 -ThrottleLimit 16
        (Get-NpServerConfig 1 dns bind_user).Value | Should -Be 'user20'
        1..20 | ForEach-Object { [pscustomobject]@{ Group = 'a'; Name = 'b'; Value = "value$_" } } | Set-NpConfigValue -ThrottleLimit 16
        (Get-NpConfigValue a b).Value | Should -Be 'value20'
        $site = New-NpWebsite shop.example -Client acme
        1..20 | ForEach-Object { [pscustomobject]@{ Website = ('shop.example', $site.Id)[$_ % 2]; LetsEncrypt = [bool]($_ % 2) } } | Set-NpWebsiteCertificate -ThrottleLimit 16 -WarningAction SilentlyContinue
        (Get-NpWebsite shop.example).LetsEncrypt | Should -BeFalse
        1..8 | ForEach-Object { [pscustomobject]@{ Domain = 'example.com'; Selector = "s$_" } } | Set-NpDkim -NoRecord -ThrottleLimit 8
        (Get-NpMailDomain example.com).DkimSelector | Should -Be 's8'
    }

    It 'sets every setting of a server, by whatever name the rows call it' {
        $settings = 1..24 | ForEach-Object { [pscustomobject]@{ Server = ('1', 'ispc.nodepoint.test')[$_ % 2]; Section = "custom$($_ % 3)"; Name = "key$_"; Value = "value$_" } }
        $settings | Set-NpServerConfig -Server { $_.Server } -Force -ThrottleLimit 16
        foreach ($setting in $settings) { (Get-NpServerConfig 1 $setting.Section $setting.Name).Value | Should -Be $setting.Value }
        1..12 | ForEach-Object { [pscustomobject]@{ Section = 'custom'; Name = "key$_"; Value = "value$_" } } | Set-NpSystemConfig -Force -ThrottleLimit 16
        @(Get-NpSystemConfig custom).Count | Should -Be 12
    }

    It 'reads a section once for all its settings' -Tag Stats {
        $web = [System.Net.Http.HttpClient]::new()
        $calls = { ($web.GetStringAsync("$($sandbox.HttpUri)sandbox/stats").GetAwaiter().GetResult() | ConvertFrom-Json).server_get }
        $null = Get-NpServerConfig 1 dns
        $before = & $calls
        1..8 | ForEach-Object { [pscustomobject]@{ Section = 'dns'; Name = "note$_"; Value = 'x' } } | Set-NpServerConfig -Server 1 -Force
        (& $calls) - $before | Should -Be 1
        $web.Dispose()
    }
}

Describe 'A journal of a panel that cannot be reached' -Tag Sandbox {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1')
        $null = New-NpMailDomain example.com -Client acme
        $journal = Join-Path $TestDrive away.jsonl
        $null = New-NpMailbox u1@example.com -Password 'Mb-Pw-123!' -Journal $journal
        Set-Content $journal @(Get-Content $journal | Where-Object { $_ -notlike '*"state":"done"*' -and $_ -notlike '*"rows":*' })
        $sandbox | Stop-NpSandbox
    }

    It 'keeps rows open that are open, and treats rows that were not sent as failed' {
        $rows = 'u1@example.com', 'u2@example.com' | ForEach-Object { [pscustomobject]@{ Email = $_ } }
        $null = $rows | New-NpMailbox -Password 'Mb-Pw-123!' -Journal $journal -ErrorVariable bad -ErrorAction SilentlyContinue
        @($bad).Count | Should -Be 2
        $summary = Get-NpJournal $journal
        $summary.Unknown | Should -Be 1
        $summary.Failed | Should -Be 1
    }
}

# Cmdlets for templates and backups, which a new sandbox does not have.
Describe 'A journal of special work' -Tag Seed, Stats {
    BeforeAll {
        $file = & (Join-Path $PSScriptRoot '../Shared/SeedWithTemplates.ps1') TestDrive:/seed.json
        $seed = Get-Content $file -Raw | ConvertFrom-Json -AsHashtable
        $seed.tables.mail_backup = @(1..2 | ForEach-Object { @{ backup_id = $_; server_id = 1; parent_domain_id = 1; mailuser_id = $_; backup_mode = 'userzip'; tstamp = 1764000000; filename = "mail$_.zip"; filesize = '2048' } })
        $seed.tables.web_backup = @(1..2 | ForEach-Object { @{ backup_id = $_; server_id = 1; parent_domain_id = 1; backup_type = 'web'; backup_mode = 'userzip'; backup_format = 'tar_gzip'; tstamp = 1764000000; filename = "web$_.tar.gz"; filesize = '2048' } })
        $seed | ConvertTo-Json -Depth 9 | Set-Content $file
        . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1') -SeedFile $file
        $web = [System.Net.Http.HttpClient]::new()
        function CountOfCalls { [long]($web.GetStringAsync("$($sandbox.HttpUri)sandbox/stats").GetAwaiter().GetResult() | ConvertFrom-Json).total }
        # The journal as a run leaves it that is killed before it hears of any row.
        function Unheard($Path) { Set-Content $Path @(Get-Content $Path | Where-Object { $_ -notlike '*"state":"done"*' -and $_ -notlike '*"rows":*' -and $_ -notlike '*"serial":"raised"*' }) }
    }
    BeforeEach {
        Reset-SpecPanel
        $null = Connect-SpecPanel
        $null = New-NpMailDomain example.com -Client acme
        $null = New-NpDnsZone example.com ns1.nodepoint.eu -Client acme
        $null = New-NpWebsite shop.example -Client acme
        $journal = Join-Path $TestDrive "$([guid]::NewGuid()).jsonl"
    }
    AfterAll {
        $web.Dispose()
        Stop-SpecPanel
    }

    It 'keeps what <name> did and emitted' -TestCases @(
        @{ name = 'New-NpClientTemplateAssignment'; emits = 2; run = { 'acme', 'small' | New-NpClientTemplateAssignment -Template 'More mail' -Journal $journal } }
        @{ name = 'Remove-NpClientTemplateAssignment'; emits = 0; prepare = { $null = New-NpClientTemplateAssignment acme 2 }; run = { Remove-NpClientTemplateAssignment acme 2 -Journal $journal } }
        @{ name = 'Set-NpConfigValue'; emits = 0; run = { Set-NpConfigValue shop colour green -Journal $journal } }
        @{ name = 'Set-NpConfigValue -Mode Add'; emits = 0; run = { Set-NpConfigValue shop colour green -Mode Add -Journal $journal } }
        @{ name = 'Remove-NpConfigValue'; emits = 0; prepare = { Set-NpConfigValue shop colour green }; run = { Remove-NpConfigValue shop colour -Journal $journal } }
        @{ name = 'Set-NpServerConfig'; emits = 0; run = { Set-NpServerConfig 1 dns bind_user named -Journal $journal } }
        @{ name = 'Set-NpSystemConfig'; emits = 0; run = { Set-NpSystemConfig mail webmail_url /mail -Journal $journal } }
        @{ name = 'Set-NpRecordPermission'; emits = 0; run = { Set-NpRecordPermission -Table mail_domain -IdColumn domain_id -Id 1 -Client small -Journal $journal } }
        @{ name = 'Remove-NpMailboxBackup'; emits = 0; run = { Remove-NpMailboxBackup 1, 2 -Journal $journal } }
        @{ name = 'Remove-NpWebsiteBackup'; emits = 0; run = { [pscustomobject]@{ Id = 1 }, [pscustomobject]@{ Id = 2 } | Remove-NpWebsiteBackup -Confirm:$false -Journal $journal } }
        @{ name = 'Set-NpClientPassword'; emits = 1; run = { Set-NpClientPassword acme 'New-Pw-9876!' -PassThru -Journal $journal } }
        @{ name = 'Set-NpDnssec'; emits = 1; run = { Set-NpDnssec example.com -PassThru -Journal $journal } }
        # Passwords are returned once.
        @{ name = 'New-NpHostedDomain'; emits = 12; run = { New-NpHostedDomain hosted.example newco -Mailbox info -Website -FtpUser -Dkim -Spf -NameServer ns1.nodepoint.eu -Address 192.0.2.1 -MailExchanger mail.nodepoint.eu -WarningAction SilentlyContinue -Journal $journal | Select-Object * -ExcludeProperty Password } }
        @{ name = 'Remove-NpHostedDomain'; emits = 0; run = { Remove-NpHostedDomain example.com -Confirm:$false -Journal $journal } }
        @{ name = 'New-NpSiteAddress'; emits = 2; run = { New-NpSiteAddress shop1 -Zone example.com -Address 192.0.2.1, 2001:db8::1 -Journal $journal } }
        @{ name = 'Remove-NpSiteAddress'; emits = 0; prepare = { $null = New-NpSiteAddress shop1 -Zone example.com -Address 192.0.2.1 }; run = { Remove-NpSiteAddress shop1 -Zone example.com -Address 192.0.2.1 -Journal $journal } }
        @{ name = 'Set-NpAcmeChallenge'; emits = 1; run = { Set-NpAcmeChallenge example.com LoqXcYV8q5ONbJQxbmR7SCTNo3tiAXDfowyjxAjEuX0 -NoWait -PassThru -Journal $journal } }
        @{ name = 'Set-NpDkim'; emits = 1; run = { Set-NpDkim example.com -Selector 2026a -PassThru -Journal $journal } }
        @{ name = 'Set-NpMailClientRecord'; emits = 1; run = { Set-NpMailClientRecord example.com -MailHost mail.nodepoint.eu -PassThru -Journal $journal } }
        @{ name = 'Set-NpSpf'; emits = 1; run = { Set-NpSpf example.com -Add mx -PassThru -Journal $journal } }
        @{ name = 'Remove-NpSpf'; emits = 0; prepare = { Set-NpSpf example.com -Add mx }; run = { Remove-NpSpf example.com -Journal $journal } }
        @{ name = 'Set-NpDmarc'; emits = 1; run = { Set-NpDmarc example.com -Policy Reject -PassThru -Journal $journal } }
        @{ name = 'Remove-NpDmarc'; emits = 0; prepare = { Set-NpDmarc example.com -Policy None }; run = { Remove-NpDmarc example.com -Journal $journal } }
        @{ name = 'Remove-NpDkim'; emits = 0; prepare = { Set-NpDkim example.com }; run = { Remove-NpDkim example.com -Journal $journal } }
        @{ name = 'Set-NpWebsiteCertificate'; emits = 1; run = { Set-NpWebsiteCertificate shop.example -LetsEncrypt $true -PassThru -Journal $journal } }
    ) {
        param($name, $emits, $prepare, $run)
        if ($prepare) { & $prepare }
        $first = @(& $run)
        $first.Count | Should -Be $emits
        $before = CountOfCalls
        $second = @(& $run)
        CountOfCalls | Should -Be $before
        # Unknown columns are not kept, because any of them can be a secret.
        ($second | Select-Object * -ExcludeProperty AdditionalFields | ConvertTo-Json -Depth 3) | Should -Be ($first | Select-Object * -ExcludeProperty AdditionalFields | ConvertTo-Json -Depth 3)
        (Get-NpJournal $journal).IsComplete | Should -BeTrue

        # Killed between the response and the journal entry: the outcome is looked up, and no row is an error.
        Unheard $journal
        (Get-NpJournal $journal).Sending | Should -BeGreaterThan 0
        (Get-NpJournal $journal).ExitCode | Should -Be 2
        $third = @(& $run)
        $third.Count | Should -Be $emits
        (Get-NpJournal $journal).IsComplete | Should -BeTrue
    }

    It 'raises the serial before which a run was killed, though the zone is already signed' {
        Set-NpDnssec example.com -Journal $journal
        $serial = (Get-NpDnsZone example.com).Serial
        Unheard $journal
        (Get-NpJournal $journal).DueSerials | Should -Be 'example.com.'
        Set-NpDnssec example.com -Journal $journal
        (Get-NpDnsZone example.com).Serial | Should -Be ($serial + 1)
        (Get-NpJournal $journal).DueSerials | Should -BeNullOrEmpty
    }

    It 'leaves a restore unknown that a killed run may have requested, rather than repeating it' {
        Restore-NpWebsiteBackup 1 -Confirm:$false -Journal $journal
        Unheard $journal
        $before = CountOfCalls
        Restore-NpWebsiteBackup 1 -Confirm:$false -Journal $journal -ErrorVariable bad -ErrorAction SilentlyContinue
        CountOfCalls | Should -Be $before
        "$bad" | Should -BeLike '*without -Journal*'
        (Get-NpJournal $journal).Unknown | Should -Be 1
    }

    It 'resumes Get- | Restore- by the same line: what was heard of is not requested again' {
        $restore = { Get-NpWebsiteBackup shop.example | Restore-NpWebsiteBackup -Confirm:$false -Journal $journal -ThrottleLimit 1 -ErrorVariable bad -ErrorAction SilentlyContinue; $bad }
        & $restore | Should -BeNullOrEmpty
        (Get-NpJournal $journal).Done | Should -Be 2
        Set-Content $journal @(Get-Content $journal | Where-Object { $_ -notmatch '"row":2,"state":"done"|"rows":' })
        @(& $restore).Count | Should -Be 1
        (Get-NpJournal $journal).Done | Should -Be 1
        (Get-NpJournal $journal).Unknown | Should -Be 1
    }

    It 'generates another password for a client whose new one nobody saw' {
        $null = Set-NpClientPassword acme -GeneratePassword -Journal $journal
        Unheard $journal
        $made = Set-NpClientPassword acme -GeneratePassword -Journal $journal
        (Test-NpClientLogin acme $made.GeneratedPassword).IsValid | Should -BeTrue
    }

    It 'says that a value exists that somebody else may have set' {
        Set-NpConfigValue shop colour green -Mode Add -Journal $journal
        Unheard $journal
        Set-NpConfigValue shop colour red
        { Set-NpConfigValue shop colour green -Mode Add -Journal $journal -ErrorAction Stop } | Should -Throw -ErrorId 'Conflict*' -ExpectedMessage '*shop/colour*-Mode Update*'
        (Get-NpConfigValue shop colour).Value | Should -Be 'red'
    }
}
