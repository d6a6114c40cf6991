# What a Get cmdlet emits comes back in: through a CSV file and through JSON, in every culture and calendar, for every noun.
BeforeDiscovery {
    # More values than the row of data has: a list, a time, a fraction, and what the panel stores in another way.
    $more = @{
        NpClient       = @{ MailServers = '1'; PhpModes = 'no', 'php-fpm'; Notes = "one`ntwo"; MailQuotaLimit = '5GB' }
        NpMailbox      = @{ Cc = 'x@example.org', 'y@example.org'; AutoresponderStart = '2099-04-03 08:30'; AutoresponderEnd = '2099-12-05T18:00:00'; AutoresponderText = 'Away'; Quota = '1.5GB'; Junk = 'Keep'; Imap = $false }
        NpSpamPolicy   = @{ TagLevel = '1.5'; Tag2Level = '6.25'; KillLevel = '-1.5' }
        NpFtpUser      = @{ Expires = '2099-04-03 08:30'; Quota = '500MB'; UploadBandwidth = '64KB' }
        NpDnsZone      = @{ Xfer = '192.0.2.1', '192.0.2.2'; AlsoNotify = '192.0.2.3'; Expire = '2W' }
        NpWebsite      = @{ BackupExcludes = 'tmp', 'web/cache'; JailkitSections = 'basicshell', 'editors'; TrafficQuota = '10GB' }
        NpDatabase     = @{ Quota = '1GB' }
        NpServerIp     = @{ Ports = '80', '443', '8443' }
    }
    $nouns = Get-ChildItem (Join-Path $PSScriptRoot '../Shared/Nouns') -Filter *.ps1 | Sort-Object Name | ForEach-Object { & $_.FullName }
    foreach ($noun in $nouns) {
        $noun.More = $more[$noun.Noun] ?? @{}
        # The columns whose parameter counts or words it in another way: they are parameters of their own, which help does not show.
        $type = (Get-Command "New-$($noun.Noun)").ImplementingType
        $columns = @([Nodepoint.IspConfig.Model.PanelNouns]::All | Where-Object CmdletNoun -eq $noun.Noun)[0].Columns
        $noun.Turned = @($columns.Name | Where-Object { $type.GetProperty($_) })
        $noun.Columns = $columns.Count
    }
    $coverage = @{
        Nouns = $nouns.Count; Columns = ($nouns | Measure-Object Columns -Sum).Sum; Turned = ($nouns | ForEach-Object { $_.Turned.Count } | Measure-Object -Sum).Sum
        Names = $nouns.Noun; Without = @(Get-Command New-Np* -Module Nodepoint | Where-Object { (Get-Command "Set-$($_.Noun)" -ErrorAction Ignore) -and $_.Noun -notin $nouns.Noun } | ForEach-Object Noun)
    }
}

Describe '<Noun>' -ForEach $nouns {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1')
        $cultures = '', 'de-DE', 'tr-TR', 'th-TH', 'fa-IR', 'ar-SA'
        $model = @([Nodepoint.IspConfig.Model.PanelNouns]::All | Where-Object CmdletNoun -eq $Noun)[0]
        $readable = Join-Path $TestDrive rows.csv
        function Set-Scene {
            Reset-SpecPanel
            $null = Connect-SpecPanel
            if ($Setup) { . $Setup }
        }
        function New-Record {
            $all = $New.Clone()
            foreach ($name in $More.Keys) { $all[$name] = $More[$name] }
            & "New-$Noun" @all -WarningAction Ignore
        }
        function Get-Raw([long] $Id) { Invoke-NpApi "$($model.Functions)_get" @{ $model.ReadParameter = $Id } }
        # The columns in which two rows differ, except those that the panel sets.
        function Get-Difference($One, $Other) {
            foreach ($column in $One.PSObject.Properties.Name | Where-Object { $_ -notin @('sys_userid', 'serial', 'added_date', 'created_at', 'password', 'source_password') + $PanelOwn }) {
                if ("$($One.$column)" -cne "$($Other.$column)") { "${column}: '$($One.$column)' is now '$($Other.$column)'" }
            }
        }
        # The secrets that a new record requires; no Get cmdlet emits them.
        function Get-Secret {
            $secrets = @{}
            foreach ($name in $New.Keys | Where-Object { $_ -like '*Password' }) { $secrets[$name] = $New[$name] }
            $secrets
        }
    }
    BeforeEach { Set-Scene }
    AfterEach { [cultureinfo]::CurrentCulture = '' }
    AfterAll { Stop-SpecPanel }

    It 'from a CSV file or JSON changes nothing with Set-, and sends nothing' {
        $made = New-Record
        $before = Get-Raw $made.Id
        foreach ($culture in $cultures) {
            [cultureinfo]::CurrentCulture = $culture
            & "Get-$Noun" -Id $made.Id | Export-Csv $readable
            Get-Content $readable -Raw | Should -Not -BeLike '*System.*' -Because $culture
            $said = Import-Csv $readable | & "Set-$Noun" -Verbose 4>&1 | Out-String
            $said | Should -BeLike '*these values already*' -Because "$culture CSV"
            $said = & "Get-$Noun" -Id $made.Id | ConvertTo-Json | ConvertFrom-Json | & "Set-$Noun" -Verbose 4>&1 | Out-String
            $said | Should -BeLike '*these values already*' -Because "$culture JSON"
        }
        Get-Difference $before (Get-Raw $made.Id) | Should -BeNullOrEmpty
    }

    It 'from a CSV file or JSON makes an equal record with New- on an empty panel' {
        $made = New-Record
        $before = Get-Raw $made.Id
        $rows = foreach ($culture in $cultures) {
            [cultureinfo]::CurrentCulture = $culture
            $csv = Join-Path $TestDrive "rows$culture.csv"
            & "Get-$Noun" -Id $made.Id | Export-Csv $csv
            @{ Culture = $culture; Csv = $csv; Json = & "Get-$Noun" -Id $made.Id | ConvertTo-Json }
        }
        $secrets = Get-Secret
        foreach ($row in $rows) {
            [cultureinfo]::CurrentCulture = ''
            Set-Scene
            [cultureinfo]::CurrentCulture = $row.Culture
            $again = Import-Csv $row.Csv | & "New-$Noun" @secrets
            Get-Difference $before (Get-Raw $again.Id) | Should -BeNullOrEmpty -Because "$($row.Culture) CSV"
        }
        Set-Scene
        $again = $rows[0].Json | ConvertFrom-Json | & "New-$Noun" @secrets
        Get-Difference $before (Get-Raw $again.Id) | Should -BeNullOrEmpty -Because 'JSON'
    }

    It 'as the panel returns it changes nothing with Set-' {
        $made = New-Record
        $before = Get-Raw $made.Id
        $before | & "Set-$Noun" -WarningVariable warned
        $warned | Should -BeNullOrEmpty
        Get-Difference $before (Get-Raw $made.Id) | Should -BeNullOrEmpty
    }

    It 'as the panel returns it makes an equal record with New- on an empty panel' {
        $made = New-Record
        $before = Get-Raw $made.Id
        $owner = if ($New.Client) { @{ Client = $New.Client } } else { @{} }
        Set-Scene
        $again = $before | & "New-$Noun" @owner
        Get-Difference $before (Get-Raw $again.Id) | Should -BeNullOrEmpty
    }

    It 'in a column with the panel''s own name has the panel''s own meaning' {
        $made = New-Record
        foreach ($column in $Turned) {
            $raw = (Get-Raw $made.Id).$column
            $other = switch -Regex -CaseSensitive ("$raw") { '^y$' { 'n' } '^n$' { 'y' } '^Y$' { 'N' } '^N$' { 'Y' } '^-?[0-9]+$' { '700' } default { $null } }
            if ($null -eq $other) { continue }
            [pscustomobject]@{ Id = $made.Id; $column = $other } | & "Set-$Noun" -ErrorAction Stop -WarningAction Ignore
            (Get-Raw $made.Id).$column | Should -BeExactly $other -Because $column
            [pscustomobject]@{ Id = $made.Id; $column = $raw } | & "Set-$Noun" -ErrorAction Stop -WarningAction Ignore
            (Get-Raw $made.Id).$column | Should -BeExactly $raw -Because $column
        }
    }

    It 'has times, fractions, and lists that PowerShell works with' {
        $made = New-Record
        $read = & "Get-$Noun" -Id $made.Id
        foreach ($member in $read.GetType().GetProperties() | Where-Object { $_.PropertyType -in [string[]], [Nullable[datetimeoffset]], [decimal] }) {
            $value = $read.($member.Name)
            if ($member.PropertyType -eq [string[]]) { @($value).Count | Should -Be $member.GetValue($read).Count -Because $member.Name }
            elseif ($null -ne $value) { $value -is $member.GetValue($read).GetType() | Should -BeTrue -Because $member.Name }
        }
    }
}

Describe 'Round trips' {
    It 'cover <Nouns> nouns with <Columns> columns, <Turned> of them with another meaning on the panel, in 6 cultures' -ForEach $coverage {
        # DNS records have specs of their own: DnsRecordRows.Tests.ps1.
        $Without | Should -Be NpDnsRecord
        $Turned | Should -BeGreaterThan 20
    }
}
