Describe 'Rows of DNS records' {
    BeforeAll { . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1') }
    BeforeEach {
        Reset-SpecPanel
        $null = Connect-SpecPanel
        $null = New-NpDnsZone zone.example ns1.example.org -Client acme
        $null = New-NpDnsRecord zone.example www A 192.0.2.1
        $null = New-NpDnsRecord zone.example '@' MX mail.example.org. -Priority 10
        $null = New-NpDnsRecord zone.example '@' TXT 'v=spf1 mx -all'
        $null = New-NpDnsRecord zone.example _sip._udp SRV '5 5060 sip.example.org.' -Priority 20
        $csv = Join-Path $TestDrive records.csv
    }
    AfterEach { [cultureinfo]::CurrentCulture = '' }
    AfterAll { Stop-SpecPanel }

    It 'come back in from CSV and JSON and change nothing, in every culture' {
        $serial = (Get-NpDnsZone zone.example).Serial
        foreach ($culture in '', 'de-DE', 'tr-TR', 'th-TH', 'fa-IR', 'ar-SA') {
            [cultureinfo]::CurrentCulture = $culture
            Get-NpDnsRecord zone.example | Export-Csv $csv
            $said = Import-Csv $csv | Set-NpDnsRecord -Verbose 4>&1
            @($said -like '*these values already*').Count | Should -Be 4 -Because $culture
            $said = Get-NpDnsRecord zone.example | ConvertTo-Json -WarningAction Ignore | ConvertFrom-Json | Set-NpDnsRecord -Verbose 4>&1
            @($said -like '*these values already*').Count | Should -Be 4 -Because $culture
        }
        (Get-NpDnsZone zone.example).Serial | Should -Be $serial
    }

    It 'make equal records in an empty zone' {
        $before = Get-NpDnsRecord zone.example | ForEach-Object { "$($_.Fqdn) $($_.Type) $($_.Data) $($_.Ttl)" } | Sort-Object
        Get-NpDnsRecord zone.example | Export-Csv $csv
        Get-NpDnsRecord zone.example | Remove-NpDnsRecord -Confirm:$false
        $null = Import-Csv $csv | New-NpDnsRecord
        Get-NpDnsRecord zone.example | ForEach-Object { "$($_.Fqdn) $($_.Type) $($_.Data) $($_.Ttl)" } | Sort-Object | Should -Be $before
    }

    It 'name the record with zone, name, type, and value' {
        [pscustomobject]@{ Zone = 'zone.example'; Name = 'www'; Type = 'A'; Value = '192.0.2.1'; Ttl = '2h' } | Set-NpDnsRecord
        (Get-NpDnsRecord zone.example www).Ttl | Should -Be 7200
        [pscustomobject]@{ Zone = 'zone.example'; Name = 'www.zone.example.'; Type = 'a' } | Set-NpDnsRecord -Value 192.0.2.7
        (Get-NpDnsRecord zone.example www).Value | Should -Be 192.0.2.7
        [pscustomobject]@{ Zone = 'zone.example'; Name = 'www'; Type = 'A'; Value = '192.0.2.7' } | Remove-NpDnsRecord
        Get-NpDnsRecord zone.example www | Should -BeNullOrEmpty
    }

    It 'change the value of the record with their ID' {
        Get-NpDnsRecord zone.example www | Export-Csv $csv
        $row = Import-Csv $csv
        $row.Value = '192.0.2.9'
        $row | Set-NpDnsRecord
        (Get-NpDnsRecord zone.example www).Value | Should -Be 192.0.2.9
    }

    It 'are refused if they name no record, several, or another one' {
        { [pscustomobject]@{ Zone = 'zone.example'; Name = 'www'; Type = 'A'; Value = '192.0.2.99' } | Remove-NpDnsRecord -ErrorAction Stop } | Should -Throw -ErrorId 'NotFound*'
        { [pscustomobject]@{ Name = 'www'; Type = 'A' } | Remove-NpDnsRecord -ErrorAction Stop } | Should -Throw '*no value for Zone*Its columns are Name, Type*'
        $null = New-NpDnsRecord zone.example www A 192.0.2.2
        { [pscustomobject]@{ Zone = 'zone.example'; Name = 'www'; Type = 'A' } | Remove-NpDnsRecord -ErrorAction Stop } | Should -Throw -ErrorId 'KeyMismatch*'
        { [pscustomobject]@{ Id = (Get-NpDnsRecord zone.example www A)[0].Id; Name = 'mail'; Type = 'A' } | Remove-NpDnsRecord -ErrorAction Stop } | Should -Throw -ErrorId 'KeyMismatch*'
        @(Get-NpDnsRecord zone.example www).Count | Should -Be 2
    }

    It 'are refused if the record with their ID is in another zone' {
        $id = @(Get-NpDnsRecord zone.example www A)[0].Id
        $row = [pscustomobject]@{ Id = $id; Zone = 'other.example'; Name = 'www'; Type = 'A'; Value = '192.0.2.1' }
        { $row | Remove-NpDnsRecord -ErrorAction Stop } | Should -Throw -ErrorId 'KeyMismatch*'
        $row.Value = '192.0.2.66'
        { $row | Set-NpDnsRecord -ErrorAction Stop } | Should -Throw -ErrorId 'KeyMismatch*'
        (Get-NpDnsRecord -Id $id).Value | Should -Be 192.0.2.1
    }

    It 'are previewed with -WhatIf' {
        [pscustomobject]@{ Zone = 'zone.example'; Name = 'www'; Type = 'A' } | Remove-NpDnsRecord -WhatIf
        (Get-NpDnsRecord zone.example www).Value | Should -Be 192.0.2.1
    }

    It 'for New-NpDnsRecord are read as those of other cmdlets' {
        $rows = @(
            [pscustomobject]@{ Zone = ' zone.example '; Name = ' web '; Type = 'a'; Value = ' 192.0.2.1 '; Priority = ''; Ttl = ' 1h '; Active = 'ja' }
            [pscustomobject]@{ Zone = ''; Name = 'ftp.zone.example'; Type = 'A'; Value = '192.0.2.2'; Priority = $null; Ttl = ' '; Active = '' }
            [pscustomobject]@{ Zone = ' '; Name = ''; Type = $null; Value = ''; Priority = ''; Ttl = ''; Active = '' }
            [pscustomobject]@{ Zone = 'zone.example'; Name = 'x'; Type = ''; Value = '192.0.2.3'; Priority = ''; Ttl = ''; Active = '' }
            [pscustomobject]@{ Zone = 'zone.example'; Name = 'x'; Type = 'X'; Value = '192.0.2.3'; Priority = ''; Ttl = ''; Active = '' }
            [pscustomobject]@{ Zone = 'zone.example'; Name = 'x'; Type = 'TXT'; Value = "J$([char]0xfffd)rg"; Priority = ''; Ttl = ''; Active = '' }
        )
        $made = $rows | New-NpDnsRecord -ErrorVariable problems -ErrorAction SilentlyContinue -WarningVariable warned -WarningAction SilentlyContinue
        $made.Fqdn | Should -Be web.zone.example., ftp.zone.example.
        "$($problems[0])" | Should -BeLike 'Row 4: *no value for Type*'
        "$($problems[1])" | Should -BeLike "Row 5: Type: Cannot read 'X'*"
        "$($problems[2])" | Should -BeLike 'Row 6: Value: *-Encoding*'
        "$warned" | Should -BeLike '1 row was skipped*'
    }

    It 'for New-NpDnsRecord with unknown columns or another delimiter are told once' {
        $null = 1..2 | ForEach-Object { [pscustomobject]@{ Zone = 'zone.example'; Name = "n$_"; Type = 'A'; Valeu = 'x'; Value = '192.0.2.1'; Fqdn = 'x' } } | New-NpDnsRecord -WarningVariable warned -WarningAction SilentlyContinue
        @($warned).Count | Should -Be 1
        "$warned" | Should -BeLike '*the column Valeu (did you mean Value?)*'
        foreach ($command in 'New-NpDnsRecord', 'Set-NpDnsRecord', 'Remove-NpDnsRecord') {
            { 'Zone;Name;Type;Value', 'zone.example;x;A;192.0.2.1' | ConvertFrom-Csv | & $command -ErrorAction Stop } | Should -Throw '*semicolon*' -Because $command
            @() | & $command -WarningVariable warned -WarningAction SilentlyContinue
            "$warned" | Should -BeLike '*received no rows*' -Because $command
        }
        [pscustomobject]@{ Zone = 'zone.example'; Name = 'www'; Type = 'A'; Tll = '60' }, [pscustomobject]@{ Zone = ''; Name = ''; Type = ''; Tll = '' } | Set-NpDnsRecord -Ttl 900 -WarningVariable warned -WarningAction SilentlyContinue
        "$($warned[0])" | Should -BeLike '*the column Tll (did you mean Ttl?)*'
        "$($warned[1])" | Should -BeLike '1 row was skipped*'
    }

    It 'as the panel returns them make equal records, and change nothing' {
        $zone = New-NpDnsZone raw.example ns1.example.org -Client acme
        $made = @(
            New-NpDnsRecord $zone '@' MX mail.example.org. -Priority 20 -Ttl 7200
            New-NpDnsRecord $zone off A 192.0.2.5 -Active $false
            New-NpDnsRecord $zone quoted TXT 'say "hi"; c:\new'
        )
        $raw = Invoke-NpApi dns_rr_get_all_by_zone @{ zone_id = $zone.Id }
        $raw | Set-NpDnsRecord -Verbose 4>&1 | Out-String | Should -BeLike '*these values already*'
        $made | Remove-NpDnsRecord
        $again = $raw | New-NpDnsRecord
        ($again | Sort-Object Name | Select-Object Name, Type, Value, Priority, Ttl, Active | ConvertTo-Json) | Should -Be ($made | Sort-Object Name | Select-Object Name, Type, Value, Priority, Ttl, Active | ConvertTo-Json)
    }
}
