# Journals that earlier versions of the module have written. A run that one of them has started is resumed by this one.
# Each folder in journals has those of one format. None of them is ever changed; journals/New-StoredJournals.ps1 writes those of a new format.
BeforeDiscovery { $formats = @(Get-ChildItem (Join-Path $PSScriptRoot journals) -Directory | ForEach-Object { @{ format = $_.Name } }) }

Describe 'A stored journal of format <format>' -ForEach $formats {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1')
        . (Join-Path $PSScriptRoot 'journals/Rows.ps1')
        # A copy of a stored journal that belongs to this panel.
        function Copy-Stored($Name) {
            $copy = Join-Path $TestDrive "$([guid]::NewGuid()).jsonl"
            $text = [IO.File]::ReadAllText((Join-Path $PSScriptRoot journals $format $Name))
            [IO.File]::WriteAllText($copy, $text.Replace('https://panel.example.com:8080', "$($sandbox.Uri)".TrimEnd('/')))
            $copy
        }
    }
    BeforeEach {
        Reset-SpecPanel
        $null = Connect-SpecPanel
        $null = New-NpMailDomain example.com -Client acme
    }
    AfterAll { Stop-SpecPanel }

    It 'is read' {
        $summary = Get-NpJournal (Copy-Stored mailboxes.jsonl)
        $summary.Command | Should -Be 'New-NpMailbox'
        $summary.Rows | Should -Be 7
        $summary.Done | Should -Be 2
        $summary.Failed | Should -Be 1
        $summary.Sending | Should -Be 2
        $summary.Unknown | Should -Be 1
        $summary.NotSent | Should -Be 1
        $summary.IsComplete | Should -BeFalse
        (Get-NpJournal (Copy-Stored records.jsonl)).DueSerials | Should -Be 'example.com.'
    }

    It 'is resumed: done rows are emitted and not sent, the others are' {
        $journal = Copy-Stored mailboxes.jsonl
        # The killed run has stored the fourth row.
        $null = (StoredBoxes)[3] | New-NpMailbox
        $said = StoredBoxes | New-NpMailbox -Journal $journal -ErrorVariable bad -ErrorAction SilentlyContinue -Verbose 4>&1
        $made = @($said | Where-Object { $_ -isnot [System.Management.Automation.VerboseRecord] })
        $made.Email | Should -Be @(1, 2, 4, 5, 6, 7 | ForEach-Object { "u$_@example.com" })
        $made[0].Id | Should -Be 1
        $made[0].Quota | Should -Be 1GB
        $made[1].Login | Should -Be 'u2@example.com'
        "$said" | Should -BeLike '*u1@example.com*was done by an earlier run*'
        "$said" | Should -BeLike '*u4@example.com was stored by an earlier run*'
        @($bad).Count | Should -Be 1
        "$bad" | Should -BeLike '*exmaple.com*'
        @(Get-NpMailbox '*@example.com').Email | Sort-Object | Should -Be @(4..7 | ForEach-Object { "u$_@example.com" })

        @(StoredBoxes -Fixed | New-NpMailbox -Journal $journal -ErrorAction Stop).Email | Should -Be @(1..7 | ForEach-Object { "u$_@example.com" })
        @(Get-NpMailbox '*@example.com').Count | Should -Be 5
        (Get-NpJournal $journal).IsComplete | Should -BeTrue
    }

    It 'returns its failed rows to be fixed' {
        $journal = Copy-Stored mailboxes.jsonl
        $failed = Get-NpJournal $journal -Failed
        @($failed).Count | Should -Be 1
        $failed.Email | Should -Be 'u3@exmaple.com'
        $failed.Cc | Should -Be 'cc3@example.com'
        $failed.Email = 'u3@example.com'
        ($failed | New-NpMailbox -Password 'Mb-Pw-123!' -Journal $journal -ErrorAction Stop).Email | Should -Be 'u3@example.com'
        # The original rows are still those of the journal.
        @(StoredBoxes | New-NpMailbox -Journal $journal -ErrorAction Stop).Count | Should -Be 7
    }

    It 'has a zone whose serial is raised after the rest of its records' {
        $null = New-NpDnsZone example.com ns1.nodepoint.eu -Client acme
        $serial = (Get-NpDnsZone example.com).Serial
        $journal = Copy-Stored records.jsonl
        $made = StoredHosts | New-NpDnsRecord -Journal $journal -ErrorVariable bad -ErrorAction SilentlyContinue
        @($made).Name | Should -Be @('host1', 'host2', 'host4')
        @($bad).Count | Should -Be 1
        @(Get-NpDnsRecord example.com -Type A).Name | Should -Be 'host4'
        (Get-NpDnsZone example.com).Serial | Should -Be ($serial + 1)
        (Get-NpJournal $journal).DueSerials | Should -BeNullOrEmpty
    }

    It 'is only for its owner from then on, unless a later version has created it' -Skip:$IsWindows {
        $journal = Copy-Stored records.jsonl
        [IO.File]::SetUnixFileMode($journal, 'UserRead, UserWrite, GroupRead, OtherRead')
        $null = New-NpDnsZone example.com ns1.nodepoint.eu -Client acme
        $said = StoredHosts | New-NpDnsRecord -Journal $journal -ErrorAction SilentlyContinue -Verbose 4>&1
        if ($format -ne '2') { "$said" | Should -BeLike '*has the first format*' }
        if ($format -eq '1') {
            "$([IO.File]::GetUnixFileMode($journal))" | Should -Be 'UserWrite, UserRead'
            "$said" | Should -BeLike "*Other users of this computer could read journal $journal*"
        }
        else {
            "$([IO.File]::GetUnixFileMode($journal))" | Should -BeLike '*OtherRead*'
            "$said" | Should -Not -BeLike '*Other users*'
        }
    }
}

Describe 'The stored journals' {
    It 'have two formats at least' -TestCases @(@{ count = $formats.Count }) {
        param($count)
        $count | Should -BeGreaterOrEqual 2
    }
}

Describe 'A journal of a version in which rows were written differently' {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1')
        function Boxes($Numbers) { $Numbers | ForEach-Object { [pscustomobject]@{ Email = "u$_@example.com"; Password = "Mb-Pw-$_-12!"; Quota = '1GB' } } }
        # The journal as if a parameter had another name when it was written: its hashes are of other texts.
        function Rename-InJournal { Set-Content $journal @((Get-Content $journal) -replace '"content":"[^"]*"', '"content":"1-OLD"' -replace '"hash":"........', '"hash":"00000000') }
    }
    BeforeEach {
        Reset-SpecPanel
        $null = Connect-SpecPanel
        $null = New-NpMailDomain example.com -Client acme
        $journal = Join-Path $TestDrive "$([guid]::NewGuid()).jsonl"
        $null = Boxes (1..5) | New-NpMailbox -Journal $journal -ThrottleLimit 1
    }
    AfterAll { Stop-SpecPanel }

    It 'recognizes done rows by their keys, and says so once with their number' {
        Rename-InJournal
        $again = Boxes (1..6) | New-NpMailbox -Journal $journal -ErrorAction Stop -WarningVariable told -WarningAction SilentlyContinue
        @($again).Email | Should -Be @(1..6 | ForEach-Object { "u$_@example.com" })
        @($told).Count | Should -Be 1
        "$told" | Should -BeLike '5 rows that are done were recognized by their keys alone*Nodepoint*'
        @(Get-NpMailbox '*@example.com').Count | Should -Be 6
        # The sixth row is compared from then on.
        $rows = Boxes (1..6); $rows[5].Quota = '2GB'
        $null = $rows | New-NpMailbox -Journal $journal -ErrorVariable bad -ErrorAction SilentlyContinue -WarningAction SilentlyContinue
        @($bad).Count | Should -Be 1
        "$bad" | Should -BeLike '*u6@example.com*other values*'
    }

    It 'says nothing where the rows are written as before' {
        Set-Content $journal @((Get-Content $journal) -replace '"content":"[^"]*"', '"content":"1-OLD"')
        $again = Boxes (1..5) | New-NpMailbox -Journal $journal -ErrorAction Stop -WarningVariable told -WarningAction SilentlyContinue
        @($again).Count | Should -Be 5
        $told | Should -BeNullOrEmpty
    }

    It 'has rows of another input as new ones' {
        Rename-InJournal
        @(Boxes (7..9) | New-NpMailbox -Journal $journal -ErrorAction Stop -WarningVariable told -WarningAction SilentlyContinue).Email | Should -Be @(7..9 | ForEach-Object { "u$_@example.com" })
        "$told" | Should -BeLike '5 rows of the journal that are done are not in the input any more*'
    }

    It 'writes a value as it did when the content version was last raised' {
        # If this fails, values are written in another form: raise Forms in ContentVersion.cs, and then change this text.
        $row = [pscustomobject]@{ Email = 'u9@nowhere.example'; Password = 'Mb-Pw-9-12!'; Quota = '1GB'; Receive = 'no'; Cc = 'a@example.com, b@example.com'; AutoresponderStart = '2030-01-02T03:04:05Z'; Junk = 'MoveBeforeFilters'; PurgeJunkDays = 3; Name = 'Ärger' }
        $null = $row | New-NpMailbox -Journal "$journal.forms" -ErrorAction SilentlyContinue
        $line = Get-Content "$journal.forms" | Where-Object { $_ -like '*"state":"failed"*' }
        ($line -replace '.*"values":(\{.*?\}).*', '$1') | Should -BeExactly '{"AutoresponderStart":"2030-01-02T03:04:05+00:00","Cc":["a@example.com","b@example.com"],"Email":"u9@nowhere.example","Junk":"MoveBeforeFilters","Name":"Ärger","PurgeJunkDays":3,"Quota":1073741824,"Receive":false}'
        (Get-Content "$journal.forms")[0] | Should -Match '"version":"\d+\.\d+\.\d+","content":"2-[0-9A-F]{12}"'
    }

    It 'of a newer version is refused by name, and nothing is sent' {
        Set-Content $journal @((Get-Content $journal) -replace '"journal":2,', '"journal":3,' -replace '"version":"[^"]*"', '"version":"7.8.9"')
        $before = [IO.File]::ReadAllText($journal)
        { Boxes (1..6) | New-NpMailbox -Journal $journal } | Should -Throw -ErrorId 'JournalNotUsable*' -ExpectedMessage '*written by a newer version of Nodepoint (7.8.9)*specify another file with -Journal*'
        { Get-NpJournal $journal -ErrorAction Stop } | Should -Throw -ErrorId 'JournalNotUsable*' -ExpectedMessage '*written by a newer version of Nodepoint (7.8.9)*'
        [IO.File]::ReadAllText($journal) | Should -BeExactly $before
        @(Get-NpMailbox '*@example.com').Count | Should -Be 5
    }
}
