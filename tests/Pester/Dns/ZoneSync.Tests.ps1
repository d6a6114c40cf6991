# Zones of the panel are compared with files and made what the files say.
Describe 'Zones as code' {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1')
        $writes = { ((Invoke-RestMethod "$($sandbox.Uri)sandbox/stats" -SkipCertificateCheck).PSObject.Properties | Where-Object Name -match '_(add|update|delete|set_status|set_dnssec)$' | Measure-Object Value -Sum).Sum }
        function Set-ZoneFile([string[]] $Lines, [string] $Zone = 'example.com') {
            @(
                "`$ORIGIN $Zone.", '$TTL 3600', '@ IN SOA ns1.nodepoint.eu. hostmaster 1 7200 540 604800 3600', '@ IN NS ns1.nodepoint.eu.'
                $Lines
            ) | Set-Content "$folder/$Zone.zone"
        }
    }
    BeforeEach {
        Reset-SpecPanel
        $null = Connect-SpecPanel
        $folder = (New-Item (Join-Path (Get-Item TestDrive:/).FullName ([guid]::NewGuid())) -ItemType Directory).FullName
        $null = New-NpDnsZone example.com ns1.nodepoint.eu
        $null = @'
Name,Type,Value,Priority,Ttl
@,NS,ns1.nodepoint.eu,,
@,A,203.0.113.11,,
@,MX,mail.nodepoint.eu,10,
www,A,203.0.113.11,,
ftp,A,203.0.113.12,,
ftp,A,203.0.113.13,,
text,TXT,one,,
old,A,203.0.113.14,,
mail,A,203.0.113.15,,
api,A,203.0.113.16,,
'@ | ConvertFrom-Csv | New-NpDnsRecord -Zone example.com
        $same = '@ A 203.0.113.11', '@ MX 10 mail.nodepoint.eu.', 'www A 203.0.113.11', 'ftp A 203.0.113.12', 'ftp A 203.0.113.13', 'text TXT one', 'old A 203.0.113.14', 'mail A 203.0.113.15', 'api A 203.0.113.16'
    }
    AfterAll { Stop-SpecPanel }

    It 'have no changes where the file says the same' {
        Set-ZoneFile $same
        Compare-NpDnsZone "$folder/example.com.zone" -Prune | Should -BeNullOrEmpty
        Compare-NpDnsZone $folder -Prune | Should -BeNullOrEmpty
    }

    It 'are compared in sentences: a value, a time to live, a priority, an addition, a removal, and the SOA record' {
        Set-ZoneFile ('@ A 203.0.113.11', '@ MX 20 mail.nodepoint.eu.', 'www A 203.0.113.10', 'ftp A 203.0.113.12', 'ftp A 203.0.113.99', 'text 300 TXT one', 'new AAAA 2001:db8::1', 'mail A 203.0.113.15', 'api A 203.0.113.16')
        (Get-Content "$folder/example.com.zone") -replace '7200', '3600' | Set-Content "$folder/example.com.zone"
        $changes = Compare-NpDnsZone "$folder/example.com.zone" -Prune
        "$($changes -join "`n")" | Should -Be (@(
            'example.com: add A ftp 203.0.113.99'
            'example.com: add AAAA new 2001:db8::1'
            'example.com: change MX @ 10 mail.nodepoint.eu. -> 20 mail.nodepoint.eu.'
            'example.com: change TXT text one TTL 3600 -> TTL 300'
            'example.com: change A www 203.0.113.11 -> 203.0.113.10'
            'example.com: remove A ftp 203.0.113.13'
            'example.com: remove A old 203.0.113.14'
            'example.com: change SOA refresh 7200 -> refresh 3600'
        ) -join "`n")
        $change = $changes | Where-Object Name -eq www
        $change.Action, $change.Type, $change.From, $change.To, $change.Value | Should -Be 'Change', 'A', '203.0.113.11', '203.0.113.10', '203.0.113.10'
        ($changes | Out-String).Trim() -replace '\e\[[0-9;]*m' -split '\r?\n' | Select-Object -First 1 | Should -Be 'example.com: add A ftp 203.0.113.99'
        (Compare-NpDnsZone "$folder/example.com.zone").Action | Should -Not -Contain 'Remove'
        (Compare-NpDnsZone "$folder/example.com.zone" -Type TXT).Name | Should -Be 'text'
        Compare-NpDnsZone $folder -Zone other.example -ErrorVariable problems -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        "$problems" | Should -BeLike "*Zone 'other.example' was not found in the input.*"
    }

    It 'are shown in colors like a diff' {
        Set-ZoneFile ($same + 'new A 203.0.113.1')
        $before = $PSStyle.OutputRendering
        try {
            $PSStyle.OutputRendering = 'Ansi'
            Compare-NpDnsZone $folder | Out-String | Should -Match ([regex]::Escape("$($PSStyle.Foreground.Green)example.com: add A new 203.0.113.1"))
            $PSStyle.OutputRendering = 'PlainText'
            (Compare-NpDnsZone $folder | Out-String).Trim() | Should -Be 'example.com: add A new 203.0.113.1'
        }
        finally { $PSStyle.OutputRendering = $before }
    }

    It 'are changed with one request for each change and one new serial, and not at all the second time' {
        Set-ZoneFile ('@ A 203.0.113.11', '@ MX 10 mail.nodepoint.eu.', 'www A 203.0.113.10', 'ftp A 203.0.113.12', 'ftp A 203.0.113.99', 'text 300 TXT one', 'new AAAA 2001:db8::1', 'mail A 203.0.113.15', 'api A 203.0.113.16')
        $serial = (Get-NpDnsZone example.com).Serial
        $before = . $writes
        $made = Sync-NpDnsZone $folder -Prune -MaxChange 50%
        $made.Count | Should -Be 6
        (. $writes) - $before | Should -Be 7
        (Get-NpDnsZone example.com).Serial | Should -Be ($serial + 1)
        (Get-NpDnsRecord example.com ftp).Value | Should -Be '203.0.113.12', '203.0.113.99'
        Get-NpDnsRecord example.com old | Should -BeNullOrEmpty
        (Get-NpDnsRecord example.com text).Ttl | Should -Be 300
        $before = . $writes
        Sync-NpDnsZone $folder -Prune | Should -BeNullOrEmpty
        (. $writes) - $before | Should -Be 0
        (Get-NpDnsZone example.com).Serial | Should -Be ($serial + 1)
    }

    It 'change their own values together with the serial' {
        Set-ZoneFile $same
        (Get-Content "$folder/example.com.zone") -replace '7200 540', '3600 600' -replace 'hostmaster', 'admin' | Set-Content "$folder/example.com.zone"
        $before = . $writes
        "$(Sync-NpDnsZone $folder)" | Should -Be 'example.com: change SOA mbox hostmaster.example.com., refresh 7200, retry 540 -> mbox admin.example.com., refresh 3600, retry 600'
        (. $writes) - $before | Should -Be 1
        $zone = Get-NpDnsZone example.com
        $zone.Refresh, $zone.Retry, $zone.Mbox | Should -Be 3600, 600, 'admin.example.com.'
        Sync-NpDnsZone $folder | Should -BeNullOrEmpty
    }

    It 'are previewed with a line for each change, and nothing is sent' {
        Set-ZoneFile ($same + 'new A 203.0.113.1' + 'new2 A 203.0.113.1')
        $before = . $writes
        $lines = Sync-NpDnsZone $folder -WhatIf -Verbose 4>&1
        "$lines" | Should -BeLike '*zone example.com: Add A new 203.0.113.1*zone example.com: Add A new2 203.0.113.1*'
        (. $writes) - $before | Should -Be 0
    }

    It 'keep what the file lacks unless -Prune is specified' {
        Set-ZoneFile '@ A 203.0.113.11'
        Sync-NpDnsZone $folder | Should -BeNullOrEmpty
        (Get-NpDnsRecord example.com).Count | Should -Be 10
    }

    It 'are refused when more than -MaxChange would be changed and removed, unless -Force is specified' {
        Set-ZoneFile ($same | Select-Object -First 5)
        $before = . $writes
        $null = Sync-NpDnsZone $folder -Prune -ErrorVariable problems -ErrorAction SilentlyContinue
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'TooManyChanges,*'
        "$($problems[0])" | Should -BeLike '*0 of its 10 records would be changed and 4 removed (40 %), which is more than -MaxChange 30%*'
        { Sync-NpDnsZone $folder -Prune -MaxChange 3 -ErrorAction Stop } | Should -Throw -ErrorId 'TooManyChanges,*'
        { Sync-NpDnsZone $folder -Prune -MaxChange many -ErrorAction Stop } | Should -Throw -ErrorId 'ValueOutOfRange,*'
        (. $writes) - $before | Should -Be 0
        (Sync-NpDnsZone $folder -Prune -MaxChange 4 -WhatIf) | Should -BeNullOrEmpty
        (Sync-NpDnsZone $folder -Prune -Force).Count | Should -Be 4
    }

    It 'replace addresses by an alias and an alias by addresses in the right order' {
        Set-ZoneFile (($same -notmatch '^www') + 'www CNAME api')
        { Sync-NpDnsZone $folder -ErrorAction Stop } | Should -Throw -ErrorId 'Duplicate,*'
        Get-NpDnsRecord example.com www | ForEach-Object Type | Should -Be 'A'
        (Sync-NpDnsZone $folder -Prune).Action | Should -Be 'Remove', 'Add'
        Set-ZoneFile (($same -notmatch '^www') + 'www A 203.0.113.1' + 'www A 203.0.113.2')
        "$(Sync-NpDnsZone $folder -Prune | ForEach-Object Action)" | Should -Be 'Remove Add Add'
        (Get-NpDnsRecord example.com www).Value | Should -Be '203.0.113.1', '203.0.113.2'
    }

    It 'are refused as a whole where a record would be a mistake or the panel cannot have it' {
        Set-ZoneFile ($same + 'spf TXT "v=spf1 -all"' + 'spf TXT "v=spf1 mx -all"' + 'new A 203.0.113.1')
        { Sync-NpDnsZone $folder -ErrorAction Stop } | Should -Throw -ErrorId 'Duplicate,*'
        Set-ZoneFile ($same + 'new A 203.0.113.1' + 'bad 30 A 203.0.113.1')
        { Sync-NpDnsZone $folder -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidZoneFile,*'
        Set-ZoneFile ($same + 'new A 203.0.113.1' + 'bad A 203.0.113.256')
        Sync-NpDnsZone $folder -ErrorVariable problems -ErrorAction SilentlyContinue
        "$problems" | Should -BeLike "example.com.zone line 15*'203.0.113.256' is not a valid IPv4 address."
        Get-NpDnsRecord example.com new | Should -BeNullOrEmpty
    }

    It 'are created with -Create' {
        Set-ZoneFile ('www A 203.0.113.1', ';nodepoint inactive off A 203.0.113.2') -Zone new.example
        { Sync-NpDnsZone $folder -ErrorAction Stop } | Should -Throw -ErrorId 'NotFound,*'
        Sync-NpDnsZone $folder -Create -WhatIf
        Get-NpDnsZone new.example -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        "$((Sync-NpDnsZone $folder -Create)[0])" | Should -Be 'new.example: add zone'
        (Get-NpDnsRecord new.example off).Active | Should -BeFalse
        (Get-NpDnsRecord new.example www).Active | Should -BeTrue
        Sync-NpDnsZone $folder -Prune | Should -BeNullOrEmpty
    }

    It 'are not changed if somebody has changed them since they were compared' {
        Set-ZoneFile ($same -replace 'www A .*', 'www A 203.0.113.10')
        $plan = Compare-NpDnsZone $folder
        $null = Get-NpDnsRecord example.com api | Set-NpDnsRecord -Value 203.0.113.200
        $before = . $writes
        $null = $plan | Sync-NpDnsZone -ErrorVariable problems -ErrorAction SilentlyContinue
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'Conflict,*'
        "$($problems[0])" | Should -BeLike '*record api A 203.0.113.16 was changed*'
        (. $writes) - $before | Should -Be 0
        (Compare-NpDnsZone $folder | Where-Object Name -eq www | Sync-NpDnsZone).Name | Should -Be 'www'
        (Get-NpDnsRecord example.com www).Value | Should -Be '203.0.113.10'
        (Get-NpDnsRecord example.com api).Value | Should -Be '203.0.113.200'
    }

    It 'have their serial raised once when a change fails after others were made' -Tag Faults {
        $fault = { Invoke-RestMethod "$($sandbox.HttpUri)sandbox/faults" -Method Post -Body (ConvertTo-Json $args[0]) }
        Set-ZoneFile (($same -replace 'text TXT one', 'text TXT two') + 'new A 203.0.113.30')
        $serial = (Get-NpDnsZone example.com).Serial
        $null = & $fault @{ functions = 'dns_txt_update'; dropBefore = 1 }
        try { Sync-NpDnsZone $folder -ErrorVariable problems -ErrorAction SilentlyContinue | Should -HaveCount 1 }
        finally { $null = & $fault @{} }
        "$problems" | Should -BeLike 'Zone example.com.: 1 of 2 changes were made, and then one failed: *'
        (Get-NpDnsRecord example.com new).Value | Should -Be '203.0.113.30'
        (Get-NpDnsZone example.com).Serial | Should -Be ($serial + 1)
        "$(Sync-NpDnsZone $folder)" | Should -Be 'example.com: change TXT text one -> two'
        (Get-NpDnsZone example.com).Serial | Should -Be ($serial + 2)
    }

    It 'are changed in the safe order whatever order the pipeline has' {
        Set-ZoneFile (($same | Where-Object { $_ -notmatch '^(www|ftp) ' }) + 'www CNAME mail', 'ftp CNAME mail')
        $plan = Compare-NpDnsZone $folder -Prune
        $done = $plan | Sort-Object Type -Descending | Sync-NpDnsZone -Force
        $done.Count | Should -Be $plan.Count
        @(Compare-NpDnsZone $folder -Prune).Count | Should -Be 0
    }

    It 'are compared and changed from the rows of a CSV file' {
        $rows = @'
Zone,Name,Type,Value,Ttl,Priority
example.com,www,A,203.0.113.10,,
example.com,@,MX,mail.nodepoint.eu,,20
example.com,text,TXT,one,5m,
'@ | ConvertFrom-Csv
        ($rows | Compare-NpDnsZone | ForEach-Object { "$_" }) -join ';' | Should -Be 'example.com: change MX @ 10 mail.nodepoint.eu. -> 20 mail.nodepoint.eu.;example.com: change TXT text one TTL 3600 -> TTL 300;example.com: change A www 203.0.113.11 -> 203.0.113.10'
        ($rows | Sync-NpDnsZone -MaxChange 3).Count | Should -Be 3
        $rows | Sync-NpDnsZone | Should -BeNullOrEmpty
        $null = @($rows; [pscustomobject]@{ Zone = 'example.com'; Name = 'x'; Type = 'A'; Value = 'y' }) | Sync-NpDnsZone -Prune -Force -ErrorVariable problems -ErrorAction SilentlyContinue
        "$($problems[0])" | Should -BeLike "Row 4 (example.com): *'y'*"
        "$($problems[1])" | Should -BeLike 'Zone example.com. was not changed, because not all of its rows could be read.'
    }

    It 'get another time to live for a set of records that also gets a new one' {
        $lines = $same -replace 'ftp A', 'ftp 300 A'
        Set-ZoneFile ($lines + 'ftp 300 A 203.0.113.20')
        @(Sync-NpDnsZone "$folder/example.com.zone" -MaxChange 100%).Count | Should -Be 3
        @(Get-NpDnsRecord example.com ftp).Ttl | Select-Object -Unique | Should -Be 300
        Sync-NpDnsZone "$folder/example.com.zone" -Prune | Should -BeNullOrEmpty
    }

    It 'change the only record of a name although the file has it twice' {
        Set-ZoneFile ($same -replace 'www A .*', 'www A 203.0.113.10')
        Add-Content "$folder/example.com.zone" 'www A 203.0.113.10'
        (Compare-NpDnsZone "$folder/example.com.zone").Action | Should -Be 'Change'
    }

    It 'are not changed by the changes of another panel' {
        $null = Connect-NpPanel $sandbox.Uri -Credential $sandbox.Credential -CertificatePin $sandbox.CertificatePin -Name other-panel -KeepDefault
        Set-ZoneFile ($same + 'new A 203.0.113.20')
        $changes = @(Compare-NpDnsZone "$folder/example.com.zone" -Panel spec) + @(Compare-NpDnsZone "$folder/example.com.zone" -Panel other-panel)
        $before = & $writes
        $changes | Sync-NpDnsZone -ErrorVariable problems -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $problems | Should -Not -BeNullOrEmpty
        & $writes | Should -Be $before
        Disconnect-NpPanel other-panel
    }

    It 'are not made what rows of changes, rows without names, or a JSON file without records say' {
        $refuse = { param($Rows, $Says)
            $Rows | Sync-NpDnsZone -Prune -Force -Confirm:$false -ErrorVariable problems -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
            "$($problems[0])" | Should -BeLike $Says
        }
        Set-ZoneFile ($same | Select-Object -Skip 1)
        $before = & $writes
        & $refuse (Compare-NpDnsZone "$folder/example.com.zone" -Prune | ConvertTo-Csv | ConvertFrom-Csv) '*is a change from Compare-NpDnsZone*'
        & $refuse ([pscustomobject]@{ Zone = 'example.com'; Host = 'www'; Type = 'A'; Value = '203.0.113.1' }) '*has no Name*'
        & $refuse ([pscustomobject]@{ Zone = 'example.com'; Name = 'text'; Type = 'TXT'; Value = 'a', 'b' }) '*Value has a list*'
        '{ "zone": "example.com." }' | Set-Content "$folder/example.com.json"
        Sync-NpDnsZone "$folder/example.com.json" -Prune -Force -ErrorVariable problems -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        "$problems" | Should -BeLike '*has no records*'
        & $writes | Should -Be $before
    }

    It 'many of them are changed by one command, and resumed with its journal' {
        $zones = 1..40 | ForEach-Object { "zone$_.example" }
        foreach ($zone in $zones) { Set-ZoneFile 'www A 203.0.113.1' -Zone $zone }
        (Sync-NpDnsZone $folder -Create -ThrottleLimit 8 | Where-Object Type -eq SOA).Count | Should -Be 40
        foreach ($zone in $zones) { Set-ZoneFile 'www A 203.0.113.2' -Zone $zone }
        $journal = "$folder/sync.jsonl"
        $null = Sync-NpDnsZone $folder -Journal $journal -ThrottleLimit 1 | Select-Object -First 10
        $changed = @($zones | Where-Object { (Get-NpDnsRecord $_ www).Value -eq '203.0.113.2' }).Count
        $changed | Should -BeGreaterOrEqual 10
        $changed | Should -BeLessThan 40
        $before = . $writes
        (Sync-NpDnsZone $folder -Journal $journal).Count | Should -Be (40 - $changed)
        (. $writes) - $before | Should -Be (2 * (40 - $changed))
        @($zones | Where-Object { (Get-NpDnsRecord $_ www).Value -eq '203.0.113.2' }).Count | Should -Be 40
        # What others change afterwards is found with the same journal.
        $null = Get-NpDnsRecord zone7.example www | Set-NpDnsRecord -Value 203.0.113.3
        "$(Sync-NpDnsZone $folder -Journal $journal -MaxChange 1)" | Should -Be 'zone7.example: change A www 203.0.113.3 -> 203.0.113.2'
    }
}

Describe 'Import-NpDnsZone' {
    BeforeAll { . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1') }
    BeforeEach {
        Reset-SpecPanel
        $null = Connect-SpecPanel
        $folder = (New-Item (Join-Path (Get-Item TestDrive:/).FullName ([guid]::NewGuid())) -ItemType Directory).FullName
        '$TTL 3600', '@ SOA ns1.nodepoint.eu. hostmaster 4026112901 7200 540 604800 3600', '@ NS ns1.nodepoint.eu.', 'www A 203.0.113.1' | Set-Content "$folder/example.com.zone"
    }
    AfterAll { Stop-SpecPanel }

    It 'keeps the serial of the file when it is higher, and gives another one when it is lower' {
        (Import-NpDnsZone "$folder/example.com.zone").Serial | Should -Be 4026112901
        (Get-NpDnsZone example.com).Serial | Should -Be 4026112901
        (Get-Content "$folder/example.com.zone") -replace '4026112901', '7' | Set-Content "$folder/example.net.zone"
        (Import-NpDnsZone "$folder/example.net.zone").Serial | Should -BeGreaterThan 2026000000
    }

    It 'refuses a zone that exists, or adds what it lacks with -SkipExisting' {
        $null = New-NpDnsZone example.com ns2.nodepoint.eu -Refresh 3600
        $null = New-NpDnsRecord example.com www A 203.0.113.9
        { Import-NpDnsZone "$folder/example.com.zone" -ErrorAction Stop } | Should -Throw -ErrorId 'Duplicate,*'
        $zone = Import-NpDnsZone "$folder/example.com.zone" -SkipExisting
        $zone.Ns, $zone.Refresh | Should -Be 'ns2.nodepoint.eu.', 3600
        (Get-NpDnsRecord example.com www).Value | Should -Be '203.0.113.9', '203.0.113.1'
        (Import-NpDnsZone "$folder/example.com.zone" -SkipExisting).Id | Should -Be $zone.Id
        (Get-NpDnsRecord example.com).Count | Should -Be 3
    }

    It 'names the zone of a file that does not, and imports rows with an SOA record' {
        Rename-Item "$folder/example.com.zone" zonefile
        (Import-NpDnsZone "$folder/zonefile" example.org).Origin | Should -Be 'example.org.'
        $rows = Import-Csv (& { ConvertFrom-NpZoneFile "$folder/zonefile" -Origin example.net | Export-Csv "$folder/rows.csv"; "$folder/rows.csv" })
        ($rows | Import-NpDnsZone).Origin | Should -Be 'example.net.'
        (Get-NpDnsRecord example.net).Count | Should -Be 2
    }

    It 'is resumed with its journal, and sends nothing for what is done' {
        $journal = "$folder/import.jsonl"
        $first = Import-NpDnsZone "$folder/*.zone" -Journal $journal
        $second = Import-NpDnsZone "$folder/*.zone" -Journal $journal -Verbose 4>&1
        "$second" | Should -BeLike '*was done by an earlier run*'
        ($second | Where-Object Origin).Id | Should -Be $first.Id
    }
}
