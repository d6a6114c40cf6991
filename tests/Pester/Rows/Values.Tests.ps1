# Values that mean something else than they say are refused with what to write, on the command line and in a row.
Describe 'A value' {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1')
        function Set-Scene {
            Reset-SpecPanel
            $null = Connect-SpecPanel
            $null = New-NpMailDomain example.com -Client acme
            $null = New-NpMailbox a@example.com -Password 'Mb-Pw-123!'
        }
        Set-Scene
        # The message for a value: on the command line, and in a row.
        function Get-Complaint([string] $Name, $Value) {
            $typed = @{ $Name = $Value }
            $problem = try { Set-NpMailbox a@example.com @typed -ErrorAction Stop } catch { "$_" }
            $row = try { [pscustomobject]@{ Email = 'a@example.com'; $Name = $Value } | Set-NpMailbox -ErrorAction Stop } catch { "$_" }
            @($problem, $row)
        }
    }
    AfterEach { [cultureinfo]::CurrentCulture = '' }
    AfterAll { Stop-SpecPanel }

    It 'of a size is read in any culture: <Text>' -TestCases @(
        @{ Text = '500M'; Bytes = 500MB }, @{ Text = '5G'; Bytes = 5GB }, @{ Text = '5 GB'; Bytes = 5GB }, @{ Text = '2 GiB'; Bytes = 2GB }, @{ Text = '1.5GB'; Bytes = 1.5GB }, @{ Text = '1gb'; Bytes = 1GB }
        @{ Text = '524288000'; Bytes = 500MB }, @{ Text = 'unlimited'; Bytes = -1 }, @{ Text = '-1'; Bytes = -1 }, @{ Text = "$([char]0x200e)$([char]0x2212)1"; Bytes = -1 }
    ) {
        foreach ($culture in '', 'de-DE', 'tr-TR', 'th-TH', 'fa-IR', 'ar-SA') {
            [cultureinfo]::CurrentCulture = $culture
            Set-NpMailbox a@example.com -Quota $Text
            (Get-NpMailbox a@example.com).Quota | Should -Be $Bytes -Because $culture
            Set-NpMailbox a@example.com -Quota 9GB
            [pscustomobject]@{ Email = 'a@example.com'; Quota = $Text } | Set-NpMailbox
            (Get-NpMailbox a@example.com).Quota | Should -Be $Bytes -Because $culture
        }
    }

    It 'of a size is refused: <Text>' -TestCases @(
        @{ Text = '150'; Says = '*150 bytes*Did you mean 150MB?*' }, @{ Text = 150; Says = '*Did you mean 150MB?*' }, @{ Text = '0'; Says = '*use Unlimited*' }, @{ Text = '1.000'; Says = '*Cannot read ''1.000''*1000*' }
        @{ Text = '1,5 GB'; Says = '*1.5GB*' }, @{ Text = '1.000 GB'; Says = '*1000GB*' }, @{ Text = '5 apples'; Says = '*Cannot read ''5 apples''*' }, @{ Text = '1048575'; Says = '*bytes*' }
        @{ Text = '-5'; Says = '*Cannot read ''-5''*' }, @{ Text = -5; Says = '*Cannot read ''-5''*' }, @{ Text = -5GB; Says = '*Cannot read*' }, @{ Text = '1.5'; Says = '*a size such as 500MB*' }
    ) { Get-Complaint Quota $Text | Should -BeLike $Says }

    It 'with a blank before its unit is explained' {
        { Set-NpMailbox a@example.com -Quota 5 GB } | Should -Throw '*''5 GB'' as -Quota*5GB*'
        { Set-NpMailbox a@example.com -Qouta 5 } | Should -Throw '*parameter name ''Qouta''*'
    }

    It 'of a time to live is read as <Text>' -TestCases @(
        @{ Text = '3600'; Seconds = 3600 }, @{ Text = '1h'; Seconds = 3600 }, @{ Text = '1h30m'; Seconds = 5400 }, @{ Text = '2W'; Seconds = 1209600 }, @{ Text = [timespan]'01:00:00'; Seconds = 3600 }
    ) {
        $zone = "z$([guid]::NewGuid().ToString('n').Substring(0, 8)).example"
        $made = New-NpDnsZone $zone ns1.example.org -Ttl $Text -Refresh $Text -Retry $Text -Expire $Text -Minimum $Text
        $made.Ttl, $made.Refresh, $made.Retry, $made.Expire, $made.Minimum | Select-Object -Unique | Should -Be $Seconds
        (New-NpDnsRecord $zone www A 192.0.2.1 -Ttl $Text).Ttl | Should -Be $Seconds
    }

    It 'of a time to live cannot be a size' {
        { New-NpDnsZone t.example ns1.example.org -Ttl 1GB } | Should -Throw '*1GB*1h30m*'
        { New-NpDnsZone t.example ns1.example.org -Ttl '1GB' } | Should -Throw '*1GB*'
        { New-NpDnsRecord t.example www A 192.0.2.1 -Ttl 1GB } | Should -Throw '*1GB*'
        { [pscustomobject]@{ Origin = 't.example'; Ns = 'ns1.example.org'; Refresh = '1GB' } | New-NpDnsZone -ErrorAction Stop } | Should -Throw '*Refresh*1GB*'
    }

    It 'of a date that can mean two days is refused in every culture' {
        foreach ($culture in '', 'de-DE', 'en-US', 'th-TH', 'fa-IR') {
            [cultureinfo]::CurrentCulture = $culture
            Get-Complaint AutoresponderEnd '03.04.2099' | Should -BeLike '*2099-04-03 or 2099-03-04*' -Because $culture
            Get-Complaint AutoresponderEnd '03/04/2099 08:00' | Should -BeLike '*2099-04-03 08:00 or 2099-03-04 08:00*' -Because $culture
        }
        Get-Complaint AutoresponderEnd '2642-01-01' | Should -BeLike '*2642*Gregorian*'
    }

    It 'of a date is an object, ISO 8601, or means one day only' {
        foreach ($culture in '', 'th-TH', 'fa-IR') {
            [cultureinfo]::CurrentCulture = $culture
            foreach ($value in '2099-12-24', '24.12.2099', [datetime]::new(2099, 12, 24), [datetimeoffset]::new([datetime]::new(2099, 12, 24))) {
                Set-NpMailbox a@example.com -AutoresponderEnd $value
                (Get-NpMailbox a@example.com).AutoresponderEnd.ToString('yyyy-MM-dd', [cultureinfo]::InvariantCulture) | Should -Be '2099-12-24' -Because "$culture $($value.GetType())"
                Set-NpMailbox a@example.com -AutoresponderEnd $null
                (Get-NpMailbox a@example.com).AutoresponderEnd | Should -BeNullOrEmpty
            }
        }
    }

    It 'that a program printed in place of a list is refused: <Text>' -TestCases @(
        @{ Text = 'System.String[]' }, @{ Text = 'System.Object[]' }, @{ Text = 'System.Collections.Generic.List`1[System.String]' }, @{ Text = 'System.Collections.Hashtable' }
    ) {
        foreach ($name in 'Cc', 'Name', 'Quota', 'Imap', 'AutoresponderEnd') { Get-Complaint $name $Text | Should -BeLike '*name of a .NET type*' -Because $name }
    }

    It 'that is a hash in a password column is refused: <Hash>' -TestCases @(
        @{ Hash = '$1$abcdefgh$0123456789012345678901' }, @{ Hash = '$2y$10$abcdefghijklmnopqrstuv' }, @{ Hash = '$5$salt$0123456789' }, @{ Hash = '$6$salt$0123456789' }, @{ Hash = '$y$j9T$abc$0123456789' }
        @{ Hash = '$argon2id$v=19$m=65536,t=3,p=4$abc$def' }, @{ Hash = '{SSHA512}abcdefghijklmnop' }, @{ Hash = '0123456789abcdef0123456789ABCDEF' }, @{ Hash = 'a' * 40 }, @{ Hash = '0' * 64 }
    ) {
        $complaints = Get-Complaint Password $Hash
        $complaints | Should -BeLike '*-PasswordHash*'
        $complaints | Should -Not -BeLike "*$([WildcardPattern]::Escape($Hash))*"
    }

    It 'that is a hash is refused everywhere a password is taken' {
        { Set-NpClientPassword acme -Password '$6$salt$0123456789' -ErrorAction Stop } | Should -Throw -ErrorId 'PasswordIsHash*'
        $tried = 0
        foreach ($noun in Get-ChildItem (Join-Path $PSScriptRoot '../Shared/Nouns') -Filter *.ps1 | ForEach-Object { & $_.FullName } | Where-Object { $_.New.ContainsKey('Password') }) {
            foreach ($hash in '$6$salt$0123456789', '$A$005$0123456789', 'SCRAM-SHA-256$4096:c2FsdA==$c3RvcmVk:c2VydmVy') {
                if ($noun.Setup) { . $noun.Setup }
                $row = $noun.New.Clone()
                $row.Password = $hash
                $problems = $null
                $null = [pscustomobject]$row | & "New-$($noun.Noun)" -ErrorVariable problems -ErrorAction SilentlyContinue
                "$($problems[0].FullyQualifiedErrorId)" | Should -BeLike 'PasswordIsHash*' -Because "New-$($noun.Noun) $hash"
                "$($problems[0])" | Should -Not -BeLike "*$hash*"
                Reset-SpecPanel
                $null = Connect-SpecPanel
                $tried++
            }
        }
        $tried | Should -BeGreaterThan 15
        Set-Scene
    }

    It 'of a password with a blank around it is a warning' {
        Set-NpMailbox a@example.com -Password ' Mb-Pw-123!' -WarningVariable warned -WarningAction SilentlyContinue
        "$warned" | Should -BeLike '*begins or ends with a blank*'
    }

    It 'with the sign for a wrong encoding is refused' {
        Get-Complaint Name "J$([char]0xfffd)rg" | Should -BeLike '*-Encoding*'
        $complaint = Get-Complaint Password "Mb-Pw-123!$([char]0xfffd)"
        $complaint | Should -BeLike '*-Encoding*'
        $complaint | Should -Not -BeLike '*Mb-Pw*'
    }

    It 'that is empty means the same however it is written' {
        foreach ($empty in '', '   ', $null) {
            Set-NpMailbox a@example.com -Name Anna -Cc x@example.org -AutoresponderEnd 2099-01-01 -Quota 5GB
            $before = Get-NpMailbox a@example.com
            [pscustomobject]@{ Email = 'a@example.com'; Name = $empty; Cc = $empty; AutoresponderEnd = $empty; Quota = $empty; Imap = $empty; Maildir = $empty; Login = $empty; HomeDirectory = $empty; MaildirFormat = $empty } | Set-NpMailbox
            $after = Get-NpMailbox a@example.com
            "$($after.Name)|$($after.Cc)|$($after.AutoresponderEnd)" | Should -Be '||'
            foreach ($kept in 'Quota', 'Imap', 'Maildir', 'Login', 'HomeDirectory', 'MaildirFormat') { $after.$kept | Should -Be $before.$kept -Because $kept }
        }
    }

    It 'that would blank a column the servers need counts as not specified' {
        foreach ($empty in '', $null, ' ') {
            { Set-NpMailbox a@example.com -Maildir $empty -ErrorAction Stop } | Should -Throw '*No change is specified*'
        }
        $null = New-NpWebsite shop.example -Client acme
        $jail = (Get-NpWebsite shop.example).PhpOpenBasedir
        [pscustomobject]@{ Domain = 'shop.example'; PhpOpenBasedir = ''; TrafficQuota = '1GB' } | Set-NpWebsite
        (Get-NpWebsite shop.example).PhpOpenBasedir | Should -Be $jail
    }

    It 'of yes and no is read in several languages' {
        foreach ($yes in 'yes', 'Y', 'on', 'TRUE', 'wahr', 'Ja', 'oui', 'si', '1') {
            [pscustomobject]@{ Email = 'a@example.com'; Greylisting = $yes } | Set-NpMailbox
            (Get-NpMailbox a@example.com).Greylisting | Should -BeTrue -Because $yes
            [pscustomobject]@{ Email = 'a@example.com'; Greylisting = @{ yes = 'no'; Y = 'n'; on = 'off'; TRUE = 'false'; wahr = 'falsch'; Ja = 'nein'; oui = 'non'; si = 'no'; '1' = '0' }[$yes] } | Set-NpMailbox
            (Get-NpMailbox a@example.com).Greylisting | Should -BeFalse -Because $yes
        }
        Set-NpMailbox a@example.com -move_junk yes
        (Get-NpMailbox a@example.com).Junk | Should -Be MoveBeforeFilters
        Set-NpMailbox a@example.com -move_junk no
        (Get-NpMailbox a@example.com).Junk | Should -Be Keep
    }

    It 'in the panel''s own column has the panel''s own meaning' {
        Set-NpMailbox a@example.com -disableimap $true -disablepop3 n
        $read = Get-NpMailbox a@example.com
        "$($read.Imap) $($read.Pop3)" | Should -Be 'False True'
        Set-NpMailbox a@example.com -disableimap $false
        $made = [pscustomobject]@{ email = 'raw@example.com'; password = 'Mb-Pw-123!'; disableimap = 'n'; disablepop3 = 'n'; disablesmtp = 'n'; disabledeliver = 'n' } | New-NpMailbox
        "$($made.Imap) $($made.Pop3) $($made.Smtp) $($made.Deliver)" | Should -Be 'True True True True'
        $site = [pscustomobject]@{ domain = 'raw.example'; hd_quota = '500'; traffic_quota = '-1' } | New-NpWebsite -Client acme
        "$($site.DiskQuota) $($site.TrafficQuota)" | Should -Be "$(500MB) -1"
    }

    It 'of automatic replies that would not be sent is refused' {
        { Set-NpMailbox a@example.com -AutoresponderStart 2099-02-01 -AutoresponderEnd 2099-01-01 -ErrorAction Stop } | Should -Throw '*is not after -AutoresponderStart*'
        { Set-NpMailbox a@example.com -Autoresponder $true -AutoresponderText Away -AutoresponderEnd 2020-01-01 -ErrorAction Stop } | Should -Throw '*is in the past*'
        { Set-NpMailbox a@example.com -Autoresponder $true -ErrorAction Stop } | Should -Throw '*no text*'
    }

    It 'of a folder in modified UTF-7 is read as what it means' {
        $filter = New-NpMailboxFilter sorted -Mailbox a@example.com -SearchTerm x -Target 'Gel&APY-schte'
        $filter.Target | Should -Be "Gel$([char]0xf6)schte"
        (Set-NpMailboxFilter $filter.Id -Target 'Fish &- Chips' -PassThru).Target | Should -Be 'Fish & Chips'
    }

    It 'that PowerShell cannot convert has a message of the module' {
        { New-NpWebsite php.example -Client acme -Php 8.2 } | Should -Throw '*Cannot read ''8.2''*PhpFpm*'
        { New-NpMailAlias info@example.com -Destination a@example.com, b@example.com } | Should -Throw '*Cannot read*'
        { [pscustomobject]@{ Source = 'info@example.com'; Destination = 'a@example.com;b@example.com' } | New-NpMailAlias -ErrorAction Stop } | Should -Throw '*several addresses*'
    }
}
