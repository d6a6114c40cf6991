# Commands that end before their input: by Ctrl+C, by -ErrorAction Stop, or because the pipeline needs no more.
Describe 'A command that is stopped' -Tag Faults, Stats {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1')
        # The longest wait of these specs, whatever hangs.
        $patience = 60000
        function Stats { Invoke-RestMethod "$($sandbox.HttpUri)sandbox/stats" }
        function Fault($Faults) { Invoke-RestMethod "$($sandbox.HttpUri)sandbox/faults" -Method Post -Body ($Faults | ConvertTo-Json) }
        function Hosts($Numbers) { $Numbers | ForEach-Object { [pscustomobject]@{ Zone = 'example.com'; Name = "host$_"; Type = 'A'; Value = "192.0.2.$_" } } }
        function Boxes($Numbers) { $Numbers | ForEach-Object { [pscustomobject]@{ Email = "u$_@example.com"; PasswordHash = '$6$rounds=5000$0123456789abcdef$' + 'a' * 86 } } }
        function Stored { @(Get-NpDnsRecord example.com -Type A).Name }

        # A command in a separate pipeline that can be stopped as by Ctrl+C.
        function Start-Line($Line, $Rows) {
            $state = [initialsessionstate]::CreateDefault2()
            $state.ImportPSModule((Get-Module Nodepoint).Path)
            $shell = [powershell]::Create($state)
            $null = $shell.AddScript("param(`$rows, `$panel, `$journal) `$rows | $Line").AddParameter('rows', $Rows).AddParameter('panel', $connection).AddParameter('journal', $journal)
            $output = [System.Management.Automation.PSDataCollection[psobject]]::new()
            @{ Shell = $shell; Output = $output; Handle = $shell.BeginInvoke([System.Management.Automation.PSDataCollection[psobject]]::new(), $output) }
        }

        # Waits until a condition is true or the command ends.
        function Wait-Line($Run, $Until) {
            for ($waited = 0; $waited -lt $patience -and -not (& $Until); $waited += 10) {
                if ($Run.Handle.AsyncWaitHandle.WaitOne(10)) { break }
            }
        }

        function Stop-Line($Run) {
            $Run.Shell.BeginStop($null, $null).AsyncWaitHandle.WaitOne($patience) | Should -BeTrue
            "$($Run.Shell.InvocationStateInfo.State)" | Should -Be 'Stopped'
            $Run.Shell.Dispose()
        }
    }
    BeforeEach {
        Reset-SpecPanel
        $connection = Connect-SpecPanel
        $null = New-NpMailDomain example.com -Client acme
        $serial = (New-NpDnsZone example.com ns1.nodepoint.eu -Client acme).Serial
        $journal = Join-Path $TestDrive "$([guid]::NewGuid()).jsonl"
        $zoneUpdates = (Stats).dns_zone_update
    }
    AfterEach { $null = Fault @{} }
    AfterAll { Stop-SpecPanel }

    It 'by Ctrl+C sends nothing more, reads the responses of requests in flight, and raises the serial once' {
        $null = Fault @{ delayMs = 20 }
        $run = Start-Line 'New-NpDnsRecord -Panel $panel -Journal $journal -ThrottleLimit 4' (Hosts (1..200))
        Wait-Line $run { $run.Output.Count -ge 10 }
        Stop-Line $run
        $null = Fault @{}

        $left = Get-NpJournal $journal
        $left.Done | Should -BeGreaterOrEqual 10
        $left.NotSent | Should -BeGreaterThan 0
        $left.Done + $left.NotSent | Should -Be $left.Rows
        $left.Rows | Should -BeLessThan 200
        $left.IsComplete | Should -BeFalse
        $left.DueSerials | Should -BeNullOrEmpty
        (Stats).dns_a_add | Should -Be $left.Done
        @(Stored).Count | Should -Be $left.Done
        (Get-NpDnsZone example.com).Serial | Should -Be ($serial + 1)
        (Stats).dns_zone_update - $zoneUpdates | Should -Be 1

        $again = Hosts (1..200) | New-NpDnsRecord -Journal $journal -ThrottleLimit 4 -ErrorAction Stop
        $again.Name | Should -Be @(1..200 | ForEach-Object { "host$_" })
        @(Stored | Sort-Object -Unique).Count | Should -Be 200
        (Stats).dns_a_add | Should -Be 200
        (Get-NpJournal $journal).IsComplete | Should -BeTrue
        (Get-NpDnsZone example.com).Serial | Should -Be ($serial + 2)
    }

    It 'without a journal raises the serial too' {
        $null = Fault @{ delayMs = 20 }
        $run = Start-Line 'New-NpDnsRecord -Panel $panel -ThrottleLimit 4' (Hosts (1..200))
        Wait-Line $run { $run.Output.Count -ge 10 }
        Stop-Line $run
        $null = Fault @{}
        @(Stored).Count | Should -BeGreaterOrEqual 10
        @(Stored).Count | Should -BeLessThan 200
        @(Stored).Count | Should -Be (Stats).dns_a_add
        (Get-NpDnsZone example.com).Serial | Should -Be ($serial + 1)
    }

    It 'while it makes zones what files say raises the serial of the zone that it had begun' {
        $wanted = "`$ORIGIN example.com.`n`$TTL 3600`n@ IN SOA ns1.nodepoint.eu. hostmaster 1 7200 540 604800 3600`n" + ((1..200 | ForEach-Object { "host$_ IN A 192.0.2.$_" }) -join "`n")
        $file = Join-Path (Get-Item TestDrive:/).FullName example.com.zone
        $wanted | Set-Content $file
        $null = Fault @{ delayMs = 20 }
        $run = Start-Line "Out-Null; Sync-NpDnsZone '$file' -Panel `$panel -Journal `$journal" @()
        Wait-Line $run { (Stats).dns_a_add -ge 10 }
        Stop-Line $run
        $null = Fault @{}
        $made = @(Stored).Count
        $made | Should -BeGreaterOrEqual 10
        $made | Should -BeLessThan 200
        $made | Should -Be (Stats).dns_a_add
        (Get-NpDnsZone example.com).Serial | Should -Be ($serial + 1)
        @(Sync-NpDnsZone $file -Journal $journal -ErrorAction Stop).Count | Should -Be (200 - $made)
        @(Stored).Count | Should -Be 200
        (Get-NpDnsZone example.com).Serial | Should -Be ($serial + 2)
    }

    It 'while the panel hangs does not wait for it, and the next run determines the outcome of the rows in flight' {
        $null = Fault @{ delayMs = 20 }
        $run = Start-Line 'New-NpMailbox -Panel $panel -Journal $journal -ThrottleLimit 4' (Boxes (1..200))
        Wait-Line $run { $run.Output.Count -ge 10 }
        # The count includes those that have already waited.
        $before = (Fault @{ delayMs = 30000; functions = 'mail_user_add' }).given.delayMs
        Wait-Line $run { (Invoke-RestMethod "$($sandbox.HttpUri)sandbox/faults").given.delayMs -ge $before + 4 }
        Stop-Line $run

        $left = Get-NpJournal $journal
        $left.Unknown | Should -Be 4
        $left.Done | Should -BeGreaterOrEqual 10
        $left.NotSent | Should -BeGreaterThan 0
        $left.Sending + $left.Failed | Should -Be 0
        "$($left.Reasons)" | Should -BeLike '4 x The command was stopped while the row was in flight*'
        $null = Fault @{}

        $again = Boxes (1..200) | New-NpMailbox -Journal $journal -ErrorAction Stop
        $again.Email | Should -Be @(1..200 | ForEach-Object { "u$_@example.com" })
        @(Get-NpMailbox '*@example.com').Count | Should -Be 200
        (Get-NpJournal $journal).IsComplete | Should -BeTrue
    }

    It 'by -ErrorAction Stop in the middle of the rows leaves the same state' {
        $null = Fault @{ delayMs = 5 }
        $rows = @(Hosts (1..200)); $rows[40].Value = 'no address'
        { $rows | New-NpDnsRecord -Journal $journal -ThrottleLimit 4 -ErrorAction Stop } | Should -Throw -ExpectedMessage '*no address*'
        $null = Fault @{}

        $left = Get-NpJournal $journal
        $left.Failed | Should -Be 1
        $left.Done | Should -BeGreaterOrEqual 40
        $left.Sending + $left.Unknown | Should -Be 0
        $left.Done + $left.NotSent + 1 | Should -Be $left.Rows
        $left.Rows | Should -BeLessThan 200
        @(Stored).Count | Should -Be $left.Done
        (Get-NpDnsZone example.com).Serial | Should -Be ($serial + 1)

        $rows[40].Value = '192.0.2.41'
        @($rows | New-NpDnsRecord -Journal $journal -ErrorAction Stop).Count | Should -Be 200
        @(Stored).Count | Should -Be 200
        (Get-NpJournal $journal).IsComplete | Should -BeTrue
    }

    It 'by Select-Object -First leaves no row with an unrecorded outcome' {
        $null = Fault @{ delayMs = 5 }
        $first = Hosts (1..200) | New-NpDnsRecord -Journal $journal -ThrottleLimit 4 | Select-Object -First 10
        $null = Fault @{}
        $first.Name | Should -Be @(1..10 | ForEach-Object { "host$_" })
        $left = Get-NpJournal $journal
        $left.Sending + $left.Unknown + $left.Failed | Should -Be 0
        $left.Done + $left.NotSent | Should -Be $left.Rows
        $left.IsComplete | Should -BeFalse
        @(Stored).Count | Should -Be $left.Done
        (Stats).dns_a_add | Should -Be $left.Done
        (Get-NpDnsZone example.com).Serial | Should -Be ($serial + 1)
        @(Hosts (1..200) | New-NpDnsRecord -Journal $journal).Count | Should -Be 200
        @(Stored).Count | Should -Be 200
    }
}
