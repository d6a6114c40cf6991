# Zone files are read without a panel.
Describe 'ConvertFrom-NpZoneFile' {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1')
        $file = Join-Path (Get-Item TestDrive:/).FullName 'example.com.zone'
        @'
$TTL 1h
@   SOA ns1.example.net. hostmaster ( 2026112901 2h 30m 2w 5m )
@   NS  ns1.example.net.
    MX  10 mail.example.net.
www 300 A 192.0.2.1
t   TXT "a b" "c"
'@ | Set-Content $file
    }
    AfterAll { Stop-SpecPanel }

    It 'emits a row per record, with the zone from the name of the file' {
        $rows = ConvertFrom-NpZoneFile $file
        $rows.Type | Should -Be 'SOA', 'NS', 'MX', 'A', 'TXT'
        $rows[0].Serial, $rows[0].Mbox, $rows[0].Minimum | Should -Be 2026112901, 'hostmaster.example.com.', 300
        $rows[3].Zone, $rows[3].Name, $rows[3].Value, $rows[3].Ttl, $rows[3].Line | Should -Be 'example.com.', 'www', '192.0.2.1', 300, 5
        $rows[2].Priority | Should -Be 10
        $rows[4].Value | Should -Be 'a bc'
        (Get-Item $file | ConvertFrom-NpZoneFile).Count | Should -Be 5
    }

    It 'reads text and lines from the pipeline' {
        $rows = Get-Content $file | ConvertFrom-NpZoneFile -Origin example.org
        $rows.Count | Should -Be 5
        $rows[3].Zone | Should -Be 'example.org.'
        ('www A 192.0.2.1' | ConvertFrom-NpZoneFile -Origin example.org -ErrorAction SilentlyContinue -ErrorVariable problems) | Should -BeNullOrEmpty
        "$problems" | Should -BeLike 'Line 1: The record has no time to live*'
        ("`$TTL 60`nwww A 192.0.2.1`n" | ConvertFrom-NpZoneFile -Origin example.org).Value | Should -Be 192.0.2.1
    }

    It 'reports all errors with file, line, and column, and emits the other records' {
        'bad A x', 'good A 192.0.2.2', 'worse MX mail' | Add-Content $file
        $rows = ConvertFrom-NpZoneFile $file -ErrorAction SilentlyContinue -ErrorVariable problems
        $rows.Count | Should -Be 6
        $problems.Count | Should -Be 2
        "$($problems[0])" | Should -Be "example.com.zone line 7, column 7: 'x' is not a valid IPv4 address."
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'InvalidZoneFile,*'
        { ConvertFrom-NpZoneFile (Join-Path $TestDrive missing.zone) -ErrorAction Stop } | Should -Throw -ErrorId 'NotFound,*'
    }

    It 'gives rows that New-NpDnsRecord accepts' {
        Reset-SpecPanel
        $null = Connect-SpecPanel
        $null = New-NpDnsZone example.com ns1.example.net
        $made = ConvertFrom-NpZoneFile $file -ErrorAction SilentlyContinue | Where-Object Type -ne 'SOA' | New-NpDnsRecord
        $made.Count | Should -Be 5
        (Get-NpDnsRecord example.com www).Value | Should -Be 192.0.2.1
        (Get-NpDnsRecord example.com t).Value | Should -Be 'a bc'
    }
}
