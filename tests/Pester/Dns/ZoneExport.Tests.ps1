# Zones as files: written, read back, and made again on an empty panel.
Describe 'A zone in a file' {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1')
        $records = & (Join-Path $PSScriptRoot '../Shared/AwkwardRecords.ps1')
        function New-AwkwardZone {
            $null = New-NpDnsZone example.com ns1.nodepoint.eu -Mbox admin@nodepoint.eu -Refresh 3600 -Ttl 7200 -Client acme
            $null = $records | New-NpDnsRecord -Zone example.com
        }
    }
    BeforeEach {
        Reset-SpecPanel
        $null = Connect-SpecPanel
        $folder = (New-Item (Join-Path (Get-Item TestDrive:/).FullName ([guid]::NewGuid())) -ItemType Directory).FullName
    }
    AfterAll { Stop-SpecPanel }

    It 'has $ORIGIN and $TTL, the SOA record, the name servers, and then the names in the order of DNSSEC' {
        New-AwkwardZone
        $lines = (Export-NpDnsZone example.com) -split "`n"
        $lines[0..1] | Should -Be '$ORIGIN example.com.', '$TTL 3600'
        $lines[2] | Should -Match '^@ +7200 IN SOA +ns1\.nodepoint\.eu\. admin\.nodepoint\.eu\. \($'
        $first = $lines -match '^\S' | Select-Object -Skip 3
        $first[0..1] -replace ' +', ' ' | Should -Be '@ IN NS ns1.nodepoint.eu.', '@ IN NS ns2'
        ($lines -match '^www ') -replace ' +', ' ' | Should -Be 'www IN CNAME @'
        ($lines -match 'alias') -replace ' +', ' ' | Should -Be ';nodepoint active alias IN ALIAS cdn.example.net.'
        ($lines -match 'a\.b\.c') -replace ' +', ' ' | Should -Be ';nodepoint inactive a.b.c 300 IN A 203.0.113.13'
        $lines[-1] | Should -BeNullOrEmpty
    }

    It 'gives the same bytes after an import into an empty panel, as a <Format> file' -ForEach @{ Format = 'Bind'; Name = 'example.com.zone' }, @{ Format = 'Json'; Name = 'example.com.json' } {
        New-AwkwardZone
        @($records.Type | Sort-Object -Unique).Count | Should -Be 18
        $file = Export-NpDnsZone example.com $folder -Format $Format -PassThru
        $file.Name | Should -Be $Name
        $text = [IO.File]::ReadAllText($file)
        Compare-NpDnsZone $file -Prune | Should -BeNullOrEmpty
        Reset-SpecPanel
        $null = Connect-SpecPanel
        $zone = Import-NpDnsZone $file -Client acme -WarningVariable warnings
        $warnings | Should -BeNullOrEmpty
        $zone.Origin | Should -Be 'example.com.'
        $zone.Refresh | Should -Be 3600
        (Get-NpDnsZone example.com).Client | Should -Be acme
        (Get-NpDnsRecord example.com).Count | Should -Be $records.Count
        Export-NpDnsZone example.com -Format $Format | Should -BeExactly $text
    }

    It 'of a zone that is not served says so, and is imported as such' {
        $null = New-NpDnsZone example.com ns1.nodepoint.eu -Active $false
        $null = New-NpDnsRecord example.com '@' NS ns1.nodepoint.eu
        foreach ($name in 'example.com.zone', 'example.com.json') {
            $file = Export-NpDnsZone example.com "$folder/$name" -PassThru
            Remove-NpDnsZone example.com -Confirm:$false
            (Import-NpDnsZone $file).Active | Should -BeFalse
        }
    }

    It 'is written only where something has changed, and overwritten only with -Force' {
        $null = 'a.example', 'b.example' | ForEach-Object { New-NpDnsZone $_ ns1.nodepoint.eu }
        (Export-NpDnsZone -Path "$folder/new/zones" -PassThru).Name | Should -Be 'a.example.zone', 'b.example.zone'
        $written = (Get-Item "$folder/new/zones/a.example.zone").LastWriteTimeUtc
        (Export-NpDnsZone -Path "$folder/new/zones" -PassThru).Count | Should -Be 2
        (Get-Item "$folder/new/zones/a.example.zone").LastWriteTimeUtc | Should -Be $written
        $null = New-NpDnsRecord a.example www A 203.0.113.1
        { Export-NpDnsZone a.example "$folder/new/zones" -ErrorAction Stop } | Should -Throw -ErrorId 'FileExists,*'
        Export-NpDnsZone a.example "$folder/new/zones" -Force -WhatIf
        Get-Content "$folder/new/zones/a.example.zone" | Should -Not -Match 'www'
        Export-NpDnsZone a.example "$folder/new/zones" -Force
        (Get-Content "$folder/new/zones/a.example.zone") -match 'www' | Should -HaveCount 1
        (Get-ChildItem "$folder/new/zones").Count | Should -Be 2
        { Export-NpDnsZone *.example "$folder/one.zone" -ErrorAction Stop } | Should -Throw -ErrorId 'ConflictingParameters,*'
    }

    It 'has a name that Windows does not keep for a device' {
        $null = New-NpDnsZone nul.example ns1.nodepoint.eu
        Export-NpDnsZone nul.example -Path $TestDrive/devices/
        (Get-ChildItem $TestDrive/devices).Name | Should -Be '_nul.example.zone'
        @(Compare-NpDnsZone -Path $TestDrive/devices -Prune) | Should -BeNullOrEmpty
    }

    It 'comes from zones, names, and patterns' {
        $null = 'a.example', 'b.example', 'c.test' | ForEach-Object { New-NpDnsZone $_ ns1.nodepoint.eu }
        (Get-NpDnsZone *.example | Export-NpDnsZone).Count | Should -Be 2
        ('c.test', 'a.example' | Export-NpDnsZone) -match 'ORIGIN c\.test' | Should -HaveCount 1
        (Export-NpDnsZone *.test) | Should -Match 'ORIGIN c\.test\.'
        { Export-NpDnsZone none.example -ErrorAction Stop } | Should -Throw -ErrorId 'NotFound,*'
    }

    It 'leaves out what a file cannot hold, with a warning' {
        $zone = New-NpDnsZone example.com ns1.nodepoint.eu
        $null = Invoke-NpApi dns_a_add @{ client_id = 0; params = @{ server_id = 1; zone = $zone.Id; name = 'www.example.net.'; type = 'A'; data = '203.0.113.1'; ttl = 3600; active = 'Y' } }
        Export-NpDnsZone example.com -WarningVariable warnings -WarningAction SilentlyContinue | Should -Not -Match 'www'
        "$warnings" | Should -BeLike '*www.example.net.*left out, because its name is not in the zone.'
    }

    It 'as JSON follows the published schema, and has a line for each record' {
        New-AwkwardZone
        $text = Export-NpDnsZone example.com -Format Json
        $schema = Join-Path $PSScriptRoot '../../../docs/schema/zone.json'
        $text | Test-Json -SchemaFile $schema | Should -BeTrue
        ($text -split "`n" -match '^    \{').Count | Should -Be $records.Count
        $text -replace '"ttl":300', '"ttl":-1' | Test-Json -SchemaFile $schema -ErrorAction SilentlyContinue | Should -BeFalse
    }

    It 'is refused as JSON with the line of each mistake' {
        @'
{
  "zone": "example.com.",
  "soa": {"ns":"ns1.nodepoint.eu.","mbox":"admin.nodepoint.eu.","serial":1,"refresh":7200,"retry":540,"expire":604800,"minimum":3600,"ttl":3600},
  "records": [
    {"name":"www","type":"A","value":"203.0.113.300","ttl":3600},
    {"name":"www","typ":"A","value":"203.0.113.3","ttl":3600},
    {"name":"mail","type":"A","value":"203.0.113.3","ttl":30}
  ]
}
'@ | Set-Content "$folder/example.com.json"
        Import-NpDnsZone "$folder/example.com.json" -ErrorVariable problems -ErrorAction SilentlyContinue
        "$($problems[0])" | Should -BeLike "example.com.json line 6: 'typ' is not a member of a record*"
        (Get-Content "$folder/example.com.json") -notmatch '"typ"' | Set-Content "$folder/example.com.json"
        Import-NpDnsZone "$folder/example.com.json" -ErrorVariable problems -ErrorAction SilentlyContinue
        "$($problems[0])" | Should -BeLike 'example.com.json line 5: *203.0.113.300*'
        "$($problems[1])" | Should -BeLike 'example.com.json line 6: The time to live is 30 seconds*'
        Get-NpDnsZone | Should -BeNullOrEmpty
        '{ "zone": ' | Set-Content "$folder/example.com.json"
        { Import-NpDnsZone "$folder/example.com.json" -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidZoneFile,*'
    }
}

Describe 'ConvertTo-NpZoneFile' {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1')
        Reset-SpecPanel
        $null = Connect-SpecPanel
        $null = New-NpDnsZone example.com ns1.nodepoint.eu
        $null = New-NpDnsRecord example.com '@' NS ns1.nodepoint.eu
        $null = New-NpDnsRecord example.com www A 203.0.113.1 -Ttl 300
    }
    AfterAll { Stop-SpecPanel }

    It 'writes zones with the records of their panel, as Export-NpDnsZone does' {
        Get-NpDnsZone example.com | ConvertTo-NpZoneFile | Should -BeExactly (Export-NpDnsZone example.com)
        @(Get-NpDnsZone example.com; Get-NpDnsRecord example.com) | ConvertTo-NpZoneFile | Should -BeExactly (Export-NpDnsZone example.com)
    }

    It 'writes records and rows, a text for each zone, that ConvertFrom-NpZoneFile reads back' {
        $text = @'
Zone,Name,Type,Value,Ttl,Priority
example.net,@,MX,mail.example.net,1h,20
example.org,www,A,203.0.113.5,,
example.net,txt,TXT,a;b,300,
'@ | ConvertFrom-Csv | ConvertTo-NpZoneFile
        $text.Count | Should -Be 2
        $text[0] | Should -Be "`$ORIGIN example.net.`n`$TTL 300`n@   3600 IN MX  20 mail`ntxt      IN TXT `"a;b`"`n"
        (Get-NpDnsRecord example.com | ConvertTo-NpZoneFile | ConvertFrom-NpZoneFile).Value | Should -Be 'ns1.nodepoint.eu.', '203.0.113.1'
        { [pscustomobject]@{ Name = 'www'; Type = 'A'; Value = '203.0.113.1' } | ConvertTo-NpZoneFile -ErrorAction Stop } | Should -Throw -ErrorId 'ValueMissing,*'
    }
}
