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

    It 'are previewed with -WhatIf' {
        [pscustomobject]@{ Zone = 'zone.example'; Name = 'www'; Type = 'A' } | Remove-NpDnsRecord -WhatIf
        (Get-NpDnsRecord zone.example www).Value | Should -Be 192.0.2.1
    }
}
