# What a journal makes of an input that somebody has edited between two runs. Rows are known by what they are, not by their place.
Describe 'A journal whose input was edited' {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1')
        $web = [System.Net.Http.HttpClient]::new()
        function CountOfCalls { [long]($web.GetStringAsync("$($sandbox.HttpUri)sandbox/stats").GetAwaiter().GetResult() | ConvertFrom-Json).total }
        function Box($Email, $Quota = '1GB') { [pscustomobject]@{ Email = $Email; Password = 'Mb-Pw-123!'; Quota = $Quota } }
        function Names { @(Get-NpMailbox '*' -ErrorAction SilentlyContinue).Email | Sort-Object }
        # The journal as a run leaves it that is killed before it hears of the rows with these keys, or of any row.
        function Unheard($Key = '.') {
            $rows = @(Get-Content -LiteralPath $journal | Where-Object { $_ -match "`"key`":`"[^`"]*$Key" } | ForEach-Object { ($_ -split '[:,]')[1] })
            Set-Content -LiteralPath $journal @(Get-Content -LiteralPath $journal | Where-Object { -not ($_ -match '^\{"row":(\d+),"state":"done"' -and $Matches[1] -in $rows) -and $_ -notlike '*"rows":*' -and $_ -notlike '*"serial":"raised"*' })
        }
    }
    BeforeEach {
        Reset-SpecPanel
        $null = Connect-SpecPanel
        foreach ($domain in 'ok.example', 'example.com') { $null = New-NpMailDomain $domain -Client acme }
        $journal = Join-Path $TestDrive "$([guid]::NewGuid()).jsonl"
    }
    AfterAll {
        $web.Dispose()
        Stop-SpecPanel
    }

    It 'does not give the outcome of the rows of another file to rows that failed' {
        $one = Box a@later.example; $one = @($one; Box b@later.example)
        $null = $one | New-NpMailbox -Journal $journal -ErrorAction SilentlyContinue
        $two = (Box p@ok.example), (Box q@ok.example) | New-NpMailbox -Journal $journal
        @($two).Email | Should -Be @('p@ok.example', 'q@ok.example')
        (Get-NpJournal $journal).Failed | Should -Be 2
        $null = New-NpMailDomain later.example -Client acme
        $made = $one | New-NpMailbox -Journal $journal -ErrorAction Stop -WarningAction SilentlyContinue
        @($made).Email | Should -Be @('a@later.example', 'b@later.example')
        foreach ($box in $made) { (Get-NpMailbox $box.Email).Id | Should -Be $box.Id }
        Names | Should -Be @('a@later.example', 'b@later.example', 'p@ok.example', 'q@ok.example')
        (Get-NpJournal $journal).IsComplete | Should -BeTrue
    }

    It 'names the number of a row after rows that are done' {
        $null = (Box a@ok.example), (Box b@ok.example) | New-NpMailbox -Journal $journal
        $bad = [pscustomobject]@{ Email = 'd@ok.example'; Password = 'Mb-Pw-123!'; Quota = 'many' }
        $null = (Box a@ok.example), (Box b@ok.example), $bad | New-NpMailbox -Journal $journal -ErrorVariable problems -ErrorAction SilentlyContinue -WarningAction SilentlyContinue
        "$($problems[0])" | Should -BeLike 'Row 3: *'
    }

    It 'notices that an additional field was edited' {
        $row = [pscustomobject]@{ Email = 'a@ok.example'; AdditionalField = '{"newer_column":"one"}' }
        $null = Box a@ok.example | New-NpMailbox
        $row | Set-NpMailbox -Journal $journal
        $row | Set-NpMailbox -Journal $journal
        $row.AdditionalField = '{"newer_column":"two"}'
        $row | Set-NpMailbox -Journal $journal -ErrorVariable problems -ErrorAction SilentlyContinue -WarningAction SilentlyContinue
        "$problems" | Should -BeLike '*was done by an earlier run with other values*'
        Get-Content $journal -Raw | Should -Not -BeLike '*two*'
    }

    It 'does not give the outcome of a row that was put before a failed one to that one' {
        $null = Box b@later.example | New-NpMailbox -Journal $journal -ErrorAction SilentlyContinue
        $null = (Box x@ok.example), (Box b@later.example) | New-NpMailbox -Journal $journal -ErrorAction SilentlyContinue
        $null = New-NpMailDomain later.example -Client acme
        @((Box x@ok.example), (Box b@later.example) | New-NpMailbox -Journal $journal -ErrorAction Stop).Email | Should -Be @('x@ok.example', 'b@later.example')
        Names | Should -Be @('b@later.example', 'x@ok.example')
    }

    It 'tells two equal failed rows apart that were fixed in two ways' {
        $rows = (Box b@later.example), (Box b@later.example)
        $null = $rows | New-NpMailbox -Journal $journal -ErrorAction SilentlyContinue
        $null = (Box p@ok.example), (Box q@ok.example) | New-NpMailbox -Journal $journal
        $null = New-NpMailDomain later.example -Client acme
        $made = $rows | New-NpMailbox -Journal $journal -ErrorVariable bad -ErrorAction SilentlyContinue -WarningAction SilentlyContinue
        @($made).Email | Should -Be 'b@later.example'
        @($bad).Count | Should -Be 1
        Names | Should -Be @('b@later.example', 'p@ok.example', 'q@ok.example')
    }

    It 'carries out a row of the original file that failed and was replaced in another edition of it' {
        $null = (Box a@ok.example), (Box b@later.example) | New-NpMailbox -Journal $journal -ErrorAction SilentlyContinue
        $null = (Box a@ok.example), (Box q@ok.example) | New-NpMailbox -Journal $journal -ErrorAction Stop
        (Get-NpJournal $journal).IsComplete | Should -BeTrue
        $null = New-NpMailDomain later.example -Client acme
        $made = (Box a@ok.example), (Box b@later.example) | New-NpMailbox -Journal $journal -ErrorAction Stop -WarningAction SilentlyContinue
        (Get-NpMailbox b@later.example).Id | Should -Be @($made)[1].Id
    }

    It 'does the same for Set- and Remove-' {
        $null = (Box a@ok.example), (Box b@ok.example) | New-NpMailbox
        $null = 'x@ok.example', 'y@ok.example' | ForEach-Object { [pscustomobject]@{ Email = $_; Quota = '2GB' } } | Set-NpMailbox -Journal $journal -ErrorAction SilentlyContinue
        $null = 'a@ok.example', 'b@ok.example' | ForEach-Object { [pscustomobject]@{ Email = $_; Quota = '3GB' } } | Set-NpMailbox -Journal $journal
        $null = (Box x@ok.example), (Box y@ok.example) | New-NpMailbox
        'x@ok.example', 'y@ok.example' | ForEach-Object { [pscustomobject]@{ Email = $_; Quota = '2GB' } } | Set-NpMailbox -Journal $journal -ErrorAction Stop -WarningAction SilentlyContinue
        (Get-NpMailbox x@ok.example).Quota | Should -Be 2GB

        $removal = "$journal.remove"
        'm@ok.example', 'n@ok.example' | Remove-NpMailbox -Journal $removal -ErrorAction SilentlyContinue
        'a@ok.example', 'b@ok.example' | Remove-NpMailbox -Journal $removal
        $null = (Box m@ok.example), (Box n@ok.example) | New-NpMailbox
        'm@ok.example', 'n@ok.example' | Remove-NpMailbox -Journal $removal -ErrorAction Stop -WarningAction SilentlyContinue
        Names | Should -Be @('x@ok.example', 'y@ok.example')
    }

    It 'treats rows that are not in it as new, and says once how many done rows are missing' -Tag Stats {
        $null = (Box a@ok.example), (Box b@ok.example), (Box c@ok.example) | New-NpMailbox -Journal $journal
        $before = CountOfCalls
        $made = (Box c@ok.example), (Box a@ok.example) | New-NpMailbox -Journal $journal -ErrorAction Stop -WarningVariable told -WarningAction SilentlyContinue
        CountOfCalls | Should -Be $before
        @($made).Email | Should -Be @('c@ok.example', 'a@ok.example')
        @($told).Count | Should -Be 1
        "$told" | Should -BeLike '1 row of the journal that is done is not in the input any more*'
        $made = (Box z@ok.example), (Box a@ok.example), (Box b@ok.example), (Box y@ok.example), (Box c@ok.example) | New-NpMailbox -Journal $journal -ErrorAction Stop -WarningVariable told -WarningAction SilentlyContinue
        @($made).Email | Should -Be @('z', 'a', 'b', 'y', 'c' | ForEach-Object { "$_@ok.example" })
        $told | Should -BeNullOrEmpty
        (Get-NpJournal $journal).Rows | Should -Be 5
    }

    It 'knows a row that was fixed by its key, and the original file is no error then' -Tag Stats {
        $null = (Box a@ok.example), (Box b@ok.example '10MB' | Select-Object *, @{ n = 'Login'; e = { 'no good login!' } }) | New-NpMailbox -Journal $journal -ErrorAction SilentlyContinue
        (Get-NpJournal $journal).Failed | Should -Be 1
        $null = (Box a@ok.example), (Box b@ok.example '10MB') | New-NpMailbox -Journal $journal -ErrorAction Stop
        (Get-NpJournal $journal).IsComplete | Should -BeTrue
        $before = CountOfCalls
        $again = (Box a@ok.example), (Box b@ok.example '10MB' | Select-Object *, @{ n = 'Login'; e = { 'no good login!' } }) | New-NpMailbox -Journal $journal -ErrorAction Stop -WarningAction SilentlyContinue
        CountOfCalls | Should -Be $before
        @($again)[1].Id | Should -Be (Get-NpMailbox b@ok.example).Id
        @($again)[1].Login | Should -Be (Get-NpMailbox b@ok.example).Login
    }

    It 'believes the token of a failed row only in its own journal' {
        $null = (Box a@ok.example), (Box b@later.example) | New-NpMailbox -Journal $journal -ErrorAction SilentlyContinue
        $null = (Box p@ok.example), (Box q@later.example) | New-NpMailbox -Journal "$journal.other" -ErrorAction SilentlyContinue
        $failed = Get-NpJournal $journal -Failed
        $failed.JournalRow | Should -Be 2
        $failed.Email = 'b@ok.example'
        $null = $failed | New-NpMailbox -Password 'Mb-Pw-123!' -Journal "$journal.other" -WarningAction SilentlyContinue
        (Get-NpJournal "$journal.other").Failed | Should -Be 1
        (Get-NpJournal "$journal.other" -Failed).Email | Should -Be 'q@later.example'
        (Get-NpJournal "$journal.other").Rows | Should -Be 3
    }

    It 'sends a failed row that was fixed once, however often it is piped, in this journal and in a new one' -Tag Stats {
        $null = (Box a@ok.example), (Box b@later.example) | New-NpMailbox -Journal $journal -ErrorAction SilentlyContinue
        $failed = Get-NpJournal $journal -Failed
        $failed.Email = 'b@ok.example'
        $first = $failed | New-NpMailbox -Password 'Mb-Pw-123!' -Journal $journal
        $before = CountOfCalls
        ($failed | New-NpMailbox -Password 'Mb-Pw-123!' -Journal $journal -ErrorAction Stop).Id | Should -Be $first.Id
        CountOfCalls | Should -Be $before
        # Another fix of a row that is fixed is an error.
        $failed.Email = 'c@ok.example'
        { $failed | New-NpMailbox -Password 'Mb-Pw-123!' -Journal $journal -ErrorAction Stop } | Should -Throw -ErrorId 'Conflict*' -ExpectedMessage '*row 2 of the journal*not failed any more*'
        CountOfCalls | Should -Be $before

        $null = $failed | New-NpMailbox -Password 'Mb-Pw-123!' -Journal "$journal.new"
        $before = CountOfCalls
        $null = $failed | New-NpMailbox -Password 'Mb-Pw-123!' -Journal "$journal.new" -ErrorAction Stop
        CountOfCalls | Should -Be $before
        Names | Should -Be @('a@ok.example', 'b@ok.example', 'c@ok.example')
    }

    It 'does not let a token take a row that may have been sent' -Tag Stats {
        $null = Box b@later.example | New-NpMailbox -Journal $journal -ErrorAction SilentlyContinue
        $failed = Get-NpJournal $journal -Failed
        $failed.Email = 'c@ok.example'
        $null = New-NpMailDomain later.example -Client acme
        $null = Box b@later.example | New-NpMailbox -Journal $journal
        Unheard
        (Get-NpJournal $journal).Sending | Should -Be 1
        $before = CountOfCalls
        { $failed | New-NpMailbox -Password 'Mb-Pw-123!' -Journal $journal -ErrorAction Stop } | Should -Throw -ErrorId 'Conflict*'
        CountOfCalls | Should -Be $before
        (Box b@later.example | New-NpMailbox -Journal $journal -ErrorAction Stop).Id | Should -Be (Get-NpMailbox b@later.example).Id
    }

    It 'does not make rows that are done conflicts when a switch is added to the line' -Tag Stats {
        $null = Box a@example.com | New-NpMailbox
        $null = New-NpMailDomain empty.example
        'empty.example', 'example.com' | Remove-NpMailDomain -Journal $journal -ErrorVariable bad -ErrorAction SilentlyContinue
        "$bad" | Should -BeLike '*-Recurse*'
        'empty.example', 'example.com' | Remove-NpMailDomain -Recurse -Journal $journal -ErrorAction Stop -Confirm:$false
        (Get-NpJournal $journal).IsComplete | Should -BeTrue

        $null = New-NpDnsZone example.com ns1.nodepoint.eu -Client acme
        $records = @{ Name = 'www'; Type = 'A'; Value = '192.0.2.1' }, @{ Name = 'www'; Type = 'CNAME'; Value = 'other.example.' } | ForEach-Object { [pscustomobject]$_ }
        $null = $records | New-NpDnsRecord example.com -Journal "$journal.dns" -ErrorAction SilentlyContinue
        @($records | New-NpDnsRecord example.com -Force -EnforceLimit -Journal "$journal.dns" -ErrorAction Stop).Count | Should -Be 2

        $null = (Box u@ok.example), ([pscustomobject]@{ Email = 'v@ok.example'; Quota = '1GB' }) | New-NpMailbox -Journal "$journal.box" -ErrorAction SilentlyContinue
        $more = @{ GeneratePassword = $true; EnforceLimit = $true; SkipExisting = $true; ThrottleLimit = 3 }
        @((Box u@ok.example), ([pscustomobject]@{ Email = 'v@ok.example'; Quota = '1GB' }) | New-NpMailbox @more -Journal "$journal.box" -ErrorAction Stop -WarningAction SilentlyContinue).Email | Should -Be @('u@ok.example', 'v@ok.example')
        $before = CountOfCalls
        $null = (Box u@ok.example) | New-NpMailbox -Journal "$journal.box" -ErrorAction Stop -WarningAction SilentlyContinue
        CountOfCalls | Should -Be $before
    }

    It 'does not let a row undo a later one about the same record' -Tag Stats {
        $null = Box a@ok.example | New-NpMailbox
        $bad = [pscustomobject]@{ Email = 'a@ok.example'; Quota = '1GB'; Cc = 'no address' }
        $good = [pscustomobject]@{ Email = 'a@ok.example'; Quota = '2GB'; Cc = 'x@example.com' }
        $null = $bad, $good | Set-NpMailbox -Journal $journal -ErrorAction SilentlyContinue
        (Get-NpMailbox a@ok.example).Quota | Should -Be 2GB
        $fixed = [pscustomobject]@{ Email = 'a@ok.example'; Quota = '1GB'; Cc = 'y@example.com' }
        $before = CountOfCalls
        $fixed, $good | Set-NpMailbox -Journal $journal -ErrorVariable told -ErrorAction SilentlyContinue
        CountOfCalls | Should -Be $before
        @($told).Count | Should -Be 1
        "$told" | Should -BeLike "*later row about 'a@ok.example', row 2*would undo it*"
        $failed = @(Get-NpJournal $journal -Failed)[0]
        $failed.Cc = 'z@example.com'
        { $failed | Set-NpMailbox -Journal $journal -ErrorAction Stop } | Should -Throw -ErrorId 'Conflict*' -ExpectedMessage '*done by an earlier run with other values*'
        (Get-NpMailbox a@ok.example).Quota | Should -Be 2GB
        # After the later one, it is the last one.
        $good, $fixed | Set-NpMailbox -Journal $journal -ErrorAction Stop
        (Get-NpMailbox a@ok.example).Quota | Should -Be 1GB
    }

    It 'lists a conflict that was found on resume as failed' {
        $null = Box a@ok.example | New-NpMailbox -Journal $journal
        Unheard
        Set-NpMailbox a@ok.example -Quota 5GB
        $null = Box a@ok.example | New-NpMailbox -Journal $journal -ErrorVariable bad -ErrorAction SilentlyContinue
        "$bad" | Should -BeLike '*differs from this row*'
        (Get-NpJournal $journal).Unknown | Should -Be 0
        @(Get-NpJournal $journal -Failed).Email | Should -Be 'a@ok.example'
    }

    It 'prefers what is done among equal rows' -Tag Stats {
        $rows = (Box a@ok.example), (Box a@ok.example)
        $null = $rows | New-NpMailbox -Journal $journal -ThrottleLimit 1 -ErrorAction SilentlyContinue
        # As if the other one of them had been carried out.
        Set-Content $journal @((Get-Content $journal) -replace '"row":1,', '"row":9,' -replace '"row":2,', '"row":1,' -replace '"row":9,', '"row":2,')
        $text = Get-Content $journal
        Set-Content $journal @($text[0]; @($text | Where-Object { $_ -match '"row":1,"state":"sending"' }); @($text | Where-Object { $_ -match '"row":2,"state":"sending"' }); @($text | Where-Object { $_ -match '"state":"(done|failed)"' }))
        $before = CountOfCalls
        (Box a@ok.example | New-NpMailbox -Journal $journal -ErrorAction Stop).Email | Should -Be 'a@ok.example'
        CountOfCalls | Should -Be $before
    }

    It 'does not report an equal record as done that the panel does not have: <name>' -TestCases @(
        @{ name = 'none was stored'; stored = 0 }
        @{ name = 'one was stored'; stored = 1 }
    ) {
        param($stored)
        $null = New-NpDnsZone example.com ns1.nodepoint.eu -Client acme
        $rows = 1..3 | ForEach-Object { [pscustomobject]@{ Zone = 'example.com'; Name = 'www'; Type = 'A'; Value = '192.0.2.1' } }
        $null = $rows | New-NpDnsRecord -Journal $journal -ErrorAction SilentlyContinue
        Set-Content $journal @(Get-Content $journal | Where-Object { $_ -notmatch '"state":"(done|failed)"|"rows":' })
        if (-not $stored) { Get-NpDnsRecord example.com -Name www | Remove-NpDnsRecord }
        $made = $rows | New-NpDnsRecord -Journal $journal -ErrorVariable bad -ErrorAction SilentlyContinue
        @($made).Count | Should -Be 1
        $made.Id | Should -Be (Get-NpDnsRecord example.com -Name www).Id
        @($bad).Count | Should -Be 2
        (Get-NpJournal $journal).Done | Should -Be 1

        $boxes = 1..3 | ForEach-Object { Box e@ok.example }
        $null = $boxes | New-NpMailbox -Journal "$journal.box" -ErrorAction SilentlyContinue
        Set-Content "$journal.box" @(Get-Content "$journal.box" | Where-Object { $_ -notmatch '"state":"(done|failed)"|"rows":' })
        if (-not $stored) { Remove-NpMailbox e@ok.example }
        $made = $boxes | New-NpMailbox -Journal "$journal.box" -ErrorVariable bad -ErrorAction SilentlyContinue
        @($made).Count | Should -Be 1
        $made.Id | Should -Be (Get-NpMailbox e@ok.example).Id
        @($bad).Count | Should -Be 2
    }

    It 'skips equal records of one input that exist with the ID that the panel gave' {
        $null = New-NpDnsZone example.com ns1.nodepoint.eu -Client acme
        $made = 1..4 | ForEach-Object { [pscustomobject]@{ Zone = 'example.com'; Name = 'www'; Type = 'A'; Value = '192.0.2.1' } } | New-NpDnsRecord -SkipExisting
        @($made).Count | Should -Be 4
        @($made.Id | Sort-Object -Unique) | Should -Be (Get-NpDnsRecord example.com -Name www).Id
    }
}

Describe 'A journal of objects from the panel' {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1')
        # Kills a run of which these rows were heard of: the journal ends after them, with the other rows sent or not.
        function Kill($Heard) {
            Set-Content $journal @(Get-Content $journal | Where-Object {
                $_ -notlike '*"rows":*' -and $_ -notlike '*"serial":"raised"*' -and -not ($_ -match '^\{"row":(\d+),"state":"done"' -and [int]$Matches[1] -gt $Heard)
            })
        }
    }
    BeforeEach {
        Reset-SpecPanel
        $null = Connect-SpecPanel
        $null = New-NpMailDomain example.com -Client acme
        $null = New-NpDnsZone example.com ns1.nodepoint.eu -Client acme
        $null = 1..4 | ForEach-Object { [pscustomobject]@{ Email = "u$_@example.com"; Password = 'Mb-Pw-123!'; Quota = '1GB' } } | New-NpMailbox
        $null = 1..4 | ForEach-Object { New-NpDnsRecord example.com "host$_" A "192.0.2.$_" }
        $journal = Join-Path $TestDrive "$([guid]::NewGuid()).jsonl"
    }
    AfterAll { Stop-SpecPanel }

    It 'is resumed by the same line after <heard> of 4 rows: Get- | Remove-' -TestCases @(@{ heard = 0 }, @{ heard = 1 }, @{ heard = 3 }, @{ heard = 4 }) {
        param($heard)
        Get-NpMailbox '*@example.com' | Select-Object -First 3 | Remove-NpMailbox -Journal $journal -ThrottleLimit 1
        Kill $heard
        Get-NpMailbox '*@example.com' | Remove-NpMailbox -Journal $journal -ErrorAction Stop -WarningAction SilentlyContinue
        @(Get-NpMailbox '*@example.com' -ErrorAction SilentlyContinue) | Should -BeNullOrEmpty
        (Get-NpJournal $journal).Sending | Should -Be 0
        (Get-NpJournal $journal).IsComplete | Should -BeTrue
        # Without any row, it is the same.
        Kill $heard
        Get-NpMailbox '*@example.com' -ErrorAction SilentlyContinue | Remove-NpMailbox -Journal $journal -ErrorAction Stop -WarningAction SilentlyContinue
        (Get-NpJournal $journal).IsComplete | Should -BeTrue
    }

    It 'is resumed by the same line after <heard> of 4 rows, though its filter changes with the work: Get- | Set-' -TestCases @(@{ heard = 0 }, @{ heard = 2 }, @{ heard = 4 }) {
        param($heard)
        Get-NpMailbox '*@example.com' | Where-Object Quota -eq 1GB | Select-Object -First 3 | Set-NpMailbox -Quota 2GB -Journal $journal -ThrottleLimit 1
        Kill $heard
        Get-NpMailbox '*@example.com' | Where-Object Quota -eq 1GB | Set-NpMailbox -Quota 2GB -Journal $journal -ErrorAction Stop -WarningAction SilentlyContinue
        (Get-NpMailbox '*@example.com').Quota | Sort-Object -Unique | Should -Be 2GB
        (Get-NpJournal $journal).IsComplete | Should -BeTrue
    }

    It 'knows renamed objects by their number: Get- | Set- with a new key for each' {
        $rename = { Get-NpMailbox '*@example.com' | Set-NpMailbox -NewEmail { $_.Email -replace '^u', 'user' -replace '^useruser', 'user' -replace '^userser', 'user' } -Journal $journal -ThrottleLimit 1 -ErrorAction Stop -WarningAction SilentlyContinue }
        & $rename
        Kill 2
        & $rename
        (Get-NpMailbox '*@example.com').Email | Sort-Object | Should -Be @(1..4 | ForEach-Object { "user$_@example.com" })
        (Get-NpJournal $journal).IsComplete | Should -BeTrue
    }

    It 'is resumed for records after <heard> of 4 rows' -TestCases @(@{ heard = 0 }, @{ heard = 2 }, @{ heard = 4 }) {
        param($heard)
        $serial = (Get-NpDnsZone example.com).Serial
        Get-NpDnsRecord example.com -Type A | Where-Object Value -ne 192.0.2.99 | Select-Object -First 3 | Set-NpDnsRecord -Ttl 600 -Journal $journal -ThrottleLimit 1
        Kill $heard
        Get-NpDnsRecord example.com -Type A | Where-Object Ttl -ne 600 | Set-NpDnsRecord -Ttl 600 -Journal $journal -ErrorAction Stop -WarningAction SilentlyContinue
        (Get-NpDnsRecord example.com -Type A).Ttl | Sort-Object -Unique | Should -Be 600
        (Get-NpJournal $journal).IsComplete | Should -BeTrue
        (Get-NpJournal $journal).DueSerials | Should -BeNullOrEmpty
        (Get-NpDnsZone example.com).Serial | Should -BeGreaterThan $serial

        Remove-Item $journal
        $serial = (Get-NpDnsZone example.com).Serial
        Get-NpDnsRecord example.com -Type A | Remove-NpDnsRecord -Journal $journal -ThrottleLimit 1
        Kill $heard
        Get-NpDnsRecord example.com -Type A | Remove-NpDnsRecord -Journal $journal -ErrorAction Stop -WarningAction SilentlyContinue
        (Get-NpJournal $journal).IsComplete | Should -BeTrue
        (Get-NpJournal $journal).DueSerials | Should -BeNullOrEmpty
        (Get-NpDnsZone example.com).Serial | Should -BeGreaterThan ($serial + 1)
    }

    It 'is resumed for records whose value changes' {
        $change = { Get-NpDnsRecord example.com -Type A | Set-NpDnsRecord -Ttl 700 -Value 192.0.2.50 -Journal $journal -ThrottleLimit 1 -ErrorAction Stop -WarningAction SilentlyContinue }
        & $change
        Kill 2
        & $change
        (Get-NpDnsRecord example.com -Type A).Value | Sort-Object -Unique | Should -Be 192.0.2.50
        (Get-NpJournal $journal).IsComplete | Should -BeTrue
    }

    It 'leaves a row open that was not carried out and is not in the input any more, and says so' {
        Get-NpMailbox u1@example.com | Set-NpMailbox -Quota 2GB -Journal $journal
        Kill 0
        Set-NpMailbox u1@example.com -Quota 3GB
        Get-NpMailbox u2@example.com | Set-NpMailbox -Quota 2GB -Journal $journal -WarningVariable told -WarningAction SilentlyContinue
        "$told" | Should -BeLike '*1 row of the journal that may have been sent is not in the input any more*'
        (Get-NpMailbox u1@example.com).Quota | Should -Be 3GB
        (Get-NpJournal $journal).Sending | Should -Be 1
        (Get-NpJournal $journal).IsComplete | Should -BeFalse
    }

    It 'owes no serial to a zone that was removed, and finds one that was created again by its name' {
        $null = New-NpDnsZone gone.example ns1.nodepoint.eu -Client acme
        $rows = 'example.com', 'gone.example' | ForEach-Object { [pscustomobject]@{ Zone = $_; Name = 'www'; Type = 'A'; Value = '192.0.2.7' } }
        $null = $rows | New-NpDnsRecord -Journal $journal
        Kill 9
        @((Get-NpJournal $journal).DueSerials).Count | Should -Be 2
        Remove-NpDnsZone gone.example -Recurse -Confirm:$false
        Remove-NpDnsZone example.com -Recurse -Confirm:$false
        $null = New-NpDnsZone other.example ns1.nodepoint.eu -Client acme
        $null = New-NpDnsZone example.com ns1.nodepoint.eu -Client acme
        $serial = (Get-NpDnsZone example.com).Serial
        $null = $rows | New-NpDnsRecord -Journal $journal -WarningVariable told -WarningAction SilentlyContinue
        $told | Should -BeNullOrEmpty
        (Get-NpJournal $journal).DueSerials | Should -BeNullOrEmpty
        (Get-NpDnsZone example.com).Serial | Should -Be ($serial + 1)
    }
}

Describe 'A password in a wrong column' {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1')
        $null = New-NpMailDomain example.com -Client acme
        $secret = 'Geheim-Pw-77!'
    }
    AfterAll { Stop-SpecPanel }

    It 'reaches neither the error nor the journal: <column>' -TestCases @(
        @{ column = 'Quota' }, @{ column = 'Email' }, @{ column = 'Login' }, @{ column = 'Receive' }, @{ column = 'Junk' }, @{ column = 'Cc' }, @{ column = 'AutoresponderStart' }, @{ column = 'PurgeJunkDays' }, @{ column = 'Client' }
    ) {
        param($column)
        $journal = Join-Path $TestDrive "$column.jsonl"
        $row = [pscustomobject]@{ Email = 'u1@nowhere.example'; Password = '1GB' }
        $row | Add-Member $column $secret -Force
        foreach ($more in @{}, @{ Journal = $journal }) {
            $row | New-NpMailbox @more -ErrorVariable bad -ErrorAction SilentlyContinue -Verbose *> $null
            @($bad).Count | Should -BeGreaterThan 0
            "$bad$($bad | Format-List * -Force | Out-String -Width 500)" | Should -Not -BeLike "*$secret*"
        }
        Get-Content $journal -Raw | Should -Not -BeLike "*$secret*"
    }

    It 'reaches them no more where the rows have passwords that the cmdlet does not use: <command>' -TestCases @(
        @{ command = 'Remove-NpMailbox' }, @{ command = 'Remove-NpClient' }, @{ command = 'Remove-NpFtpUser' }, @{ command = 'Remove-NpDatabaseUser' }, @{ command = 'Disable-NpMailDomain' }
    ) {
        param($command)
        $journal = Join-Path $TestDrive "$command.jsonl"
        foreach ($column in 'Identity', 'Id') {
            [pscustomobject]@{ $column = $secret; Password = 'info@example.com' } | & $command -Journal $journal -Confirm:$false -ErrorVariable bad -ErrorAction SilentlyContinue -Verbose *> $null
            @($bad).Count | Should -BeGreaterThan 0
            "$bad$($bad | Format-List * -Force | Out-String -Width 500)" | Should -Not -BeLike "*$secret*"
        }

        if (Test-Path $journal) { Get-Content $journal -Raw | Should -Not -BeLike "*$secret*" }
    }

    It 'does not hide what somebody has to see' {
        foreach ($case in @{ Quota = '1,5 GB' }, @{ Quota = '10Gigabyte' }, @{ Receive = 'perhaps' }, @{ AutoresponderStart = '2026-13-45' }) {
            $row = [pscustomobject]@{ Email = 'u1@example.com'; Password = 'Mb-Pw-123!' }
            $name = @($case.Keys)[0]
            $row | Add-Member $name $case[$name]
            $row | New-NpMailbox -ErrorVariable bad -ErrorAction SilentlyContinue
            "$bad" | Should -BeLike "*'$($case[$name])'*"
        }
    }
}
