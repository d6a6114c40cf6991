# Side effects of the panel's remote API, and what the module does about them. The specs of the nouns have more.
Describe 'Traps of the panel' {
    BeforeAll { . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1') }
    BeforeEach {
        Reset-SpecPanel
        $null = Connect-SpecPanel
        $null = New-NpMailDomain example.com -Client acme
        $null = New-NpMailbox info@example.com -Password 'Mb-Pw-123!'
        $null = New-NpMailAlias one@example.com info@example.com
        $null = New-NpMailAlias two@example.com info@example.com
        $null = New-NpDnsZone example.com ns1.nodepoint.eu -Client acme
    }
    AfterAll { Stop-SpecPanel }

    It 'an ID that is a text becomes SQL and empties the table; the cmdlet looks it up as a name' {
        { Remove-NpMailAlias '1 OR 1=1' -ErrorAction Stop } | Should -Throw -ErrorId 'NotFound*'
        @(Get-NpMailAlias).Count | Should -Be 2
        $null = Invoke-NpApi mail_alias_delete @{ primary_id = '1 OR 1=1' }
        @(Get-NpMailAlias).Count | Should -Be 0
    }

    It 'an ID of -1 means every row of every client; the cmdlet refuses it' {
        @(Invoke-NpApi mail_alias_get @{ primary_id = -1 }).Count | Should -Be 2
        { Get-NpMailAlias -Id -1 -ErrorAction Stop } | Should -Throw -ErrorId 'NotFound*'
    }

    It 'a filter with % is a pattern; the cmdlets use PowerShell wildcards, and % and _ are literal' {
        @(Invoke-NpApi mail_alias_get @{ primary_id = @{ source = '%@example.com' } }).Count | Should -Be 2
        { Get-NpMailAlias '%@example.com' -ErrorAction Stop } | Should -Throw -ErrorId 'NotFound*'
        Get-NpMailAlias 'on_@*' | Should -BeNullOrEmpty
        (Get-NpMailAlias 'on?@*').Source | Should -Be 'one@example.com'
    }

    It 'a missing record returns 0, null or an empty list; the cmdlets report an error' {
        Invoke-NpApi mail_user_get @{ primary_id = 999 } | Should -BeNullOrEmpty
        Invoke-NpApi mail_user_delete @{ primary_id = 999 } | Should -Be 0
        { Get-NpMailbox -Id 999 -ErrorAction Stop } | Should -Throw -ErrorId 'NotFound*'
        { Set-NpMailbox 999 -Name x -ErrorAction Stop } | Should -Throw -ErrorId 'NotFound*'
        { Remove-NpMailbox 999 -ErrorAction Stop } | Should -Throw -ErrorId 'NotFound*'
    }

    It 'a server or a client that does not exist is stored or guessed; the cmdlets refuse it' {
        $row = Invoke-NpApi mail_domain_get @{ primary_id = (Invoke-NpApi mail_domain_add @{ client_id = 0; params = @{ server_id = 99; domain = 'nowhere.test'; active = 'y' } }) }
        $row.server_id | Should -Be '99'
        { New-NpMailDomain ours.test -ServerId 99 -ErrorAction Stop } | Should -Throw -ErrorId 'NotFound*'
        Invoke-NpApi client_get_groupid @{ client_id = '2abc' } | Should -Be 3
        { New-NpMailDomain ours.test -Client 2abc -ErrorAction Stop } | Should -Throw -ErrorId 'NotFound*'
        { New-NpMailDomain ours.test -Client 99 -ErrorAction Stop } | Should -Throw -ErrorId 'NotFound*'
    }

    It 'a number that is too large is stored as the maximum, and an emoji as ????; the cmdlets refuse both' {
        $id = (Get-NpMailbox info@example.com).Id
        $null = Invoke-NpApi mail_user_update @{ client_id = 0; primary_id = $id; params = @{ purge_trash_days = 99999999999; name = "Hi $([char]::ConvertFromUtf32(0x1F600))" } }
        (Get-NpMailbox info@example.com).PurgeTrashDays | Should -Be 2147483647
        (Get-NpMailbox info@example.com).Name | Should -Be 'Hi ????'
        { Set-NpMailbox info@example.com -PurgeJunkDays 99999999999 -ErrorAction Stop } | Should -Throw -ExpectedMessage '*PurgeJunkDays*2147483647*'
        { Set-NpMailbox info@example.com -Name "Oh $([char]::ConvertFromUtf32(0x1F600))" -ErrorAction Stop } | Should -Throw -ExpectedMessage '-Name*emoji*'
        Set-NpMailbox info@example.com -Quota 5TB
        (Get-NpMailbox info@example.com).Quota | Should -Be 5TB
    }

    It 'raising a serial on behalf of a client moves the zone; the cmdlet leaves its owner' {
        $zone = Get-NpDnsZone example.com
        $null = Invoke-NpApi dns_a_add @{ client_id = 2; update_serial = $true; params = @{ server_id = 1; zone = $zone.Id; name = 'moved'; type = 'A'; data = '203.0.113.1'; ttl = 3600; active = 'Y' } }
        $before = (Get-NpDnsZone example.com).OwnerGroupId
        $null = New-NpDnsRecord example.com www A 203.0.113.1
        Update-NpDnsSerial example.com
        (Get-NpDnsZone example.com).OwnerGroupId | Should -Be $before
    }

    It 'a JSON true disables a record; the cmdlets send a letter' {
        $null = Invoke-NpApi mail_alias_update @{ client_id = 0; primary_id = 1; params = @{ active = $true; source = 'one@example.com'; destination = 'info@example.com'; type = 'alias' } }
        (Get-NpMailAlias one@example.com).Active | Should -BeFalse
        Set-NpMailAlias one@example.com -Active $true
        (Get-NpMailAlias one@example.com).Active | Should -BeTrue
    }

    It 'a mailbox added with few members gets no mail and no folder; the cmdlet sends all members of the form' {
        $null = Invoke-NpApi mail_user_add @{ client_id = 1; params = @{ server_id = 1; email = 'few@example.com'; login = 'few@example.com'; password = 'Mb-Pw-123!'; quota = 0 } }
        $few = Get-NpMailbox few@example.com
        $few.Receive | Should -BeFalse
        $few.Maildir | Should -Be ''
        $null = New-NpMailbox all@example.com -Password 'Mb-Pw-123!'
        $all = Get-NpMailbox all@example.com
        $all.Receive | Should -BeTrue
        $all.Maildir | Should -Be '/var/vmail/example.com/all'
    }

    It 'the client of an update moves the record; the cmdlets move it only on request' {
        $id = (Get-NpMailbox info@example.com).Id
        $null = Invoke-NpApi mail_user_update @{ client_id = 2; primary_id = $id; params = @{ name = 'moved' } }
        (Get-NpClient small | Get-NpMailbox).Email | Should -Be 'info@example.com'
        Set-NpMailbox info@example.com -Client acme
        Set-NpMailbox info@example.com -Name 'stays'
        (Get-NpClient acme | Get-NpMailbox).Email | Should -Be 'info@example.com'
    }

    It 'a client of 0 in an update leaves the owner, whatever was meant; the cmdlet says so' {
        $id = (Get-NpMailbox info@example.com).Id
        $null = Invoke-NpApi mail_user_update @{ client_id = 2; primary_id = $id; params = @{ name = 'moved' } }
        $null = Invoke-NpApi mail_user_update @{ client_id = 0; primary_id = $id; params = @{ name = 'back?' } }
        (Get-NpMailbox info@example.com).OwnerGroupId | Should -Be 3
        { Set-NpMailbox info@example.com -Client 0 -ErrorAction Stop } | Should -Throw -ExpectedMessage '*Set-NpRecordPermission*'
        Get-NpMailbox info@example.com | Set-NpRecordPermission -UserId 1 -GroupId 1
        (Get-NpMailbox info@example.com).OwnerGroupId | Should -Be 1
    }

    It 'a mail domain renamed without its server loses the folders; the cmdlet renames them too' {
        Set-NpMailDomain example.com -NewDomain renamed.test
        (Get-NpMailbox info@renamed.test).Maildir | Should -Be '/var/vmail/renamed.test/info'
        $null = Invoke-NpApi mail_domain_update @{ client_id = 0; primary_id = (Get-NpMailDomain renamed.test).Id; params = @{ domain = 'again.test' } }
        (Get-NpMailbox info@again.test).Maildir | Should -Be ''
    }

    It 'deleting a mail domain leaves its mailboxes behind; the cmdlet refuses or removes them too' {
        $null = Invoke-NpApi mail_domain_delete @{ primary_id = (Get-NpMailDomain example.com).Id }
        @(Get-NpMailbox '*@example.com').Count | Should -Be 1
        $null = New-NpMailDomain example.com -Client acme
        Remove-NpMailDomain example.com -Recurse
        @(Get-NpMailbox '*@example.com').Count | Should -Be 0
    }

    It 'deleting a zone leaves its records behind; the cmdlet removes them too' {
        $record = New-NpDnsRecord example.com www A 203.0.113.1
        $null = Invoke-NpApi dns_zone_delete @{ primary_id = (Get-NpDnsZone example.com).Id }
        (Invoke-NpApi dns_a_get @{ primary_id = $record.Id }).data | Should -Be '203.0.113.1'
        $null = New-NpDnsZone other.test ns1.nodepoint.eu
        $mine = New-NpDnsRecord other.test www A 203.0.113.1
        Remove-NpDnsZone other.test
        Invoke-NpApi dns_a_get @{ primary_id = $mine.Id } | Should -BeNullOrEmpty
    }

    It 'the functions of one record type change records of every type; the cmdlets use the functions of the record''s type' {
        $text = New-NpDnsRecord example.com t TXT 'hello'
        $null = Invoke-NpApi dns_a_delete @{ primary_id = $text.Id }
        Get-NpDnsRecord example.com t | Should -BeNullOrEmpty
        $text = New-NpDnsRecord example.com t TXT 'hello'
        Set-NpDnsRecord $text -Value 'hello world'
        (Get-NpDnsRecord example.com t).Type | Should -Be 'TXT'
        (Get-NpDnsRecord example.com t).Value | Should -Be 'hello world'
    }

    It 'an MX record without a priority is stored with 0; the cmdlet uses 10' {
        (New-NpDnsRecord example.com '@' MX mail.example.com).Priority | Should -Be 10
    }

    It 'an invalid DKIM key is stored without an error; the cmdlet refuses it, and Get-NpDkim reports it' {
        $domain = Get-NpMailDomain example.com
        $null = Invoke-NpApi mail_domain_update @{ client_id = 0; primary_id = $domain.Id; params = @{ domain = 'example.com'; server_id = 1; dkim = 'y'; dkim_private = 'garbage'; dkim_selector = 'default' } }
        (Get-NpDkim example.com).Bits | Should -Be 0
        { Set-NpDkim example.com -PrivateKey garbage -ErrorAction Stop } | Should -Throw
    }

    It 'deleting a client leaves its records behind; the cmdlet refuses or removes them too' {
        { Remove-NpClient acme -ErrorAction Stop } | Should -Throw -ExpectedMessage '*example.com*'
        Remove-NpClient acme -Everything
        @(Get-NpDnsZone).Count | Should -Be 0
    }

    It 'locking a locked client forgets what was disabled; the cmdlet warns' {
        Set-NpClient acme -Locked $true -WarningAction SilentlyContinue
        Set-NpClient acme -City Jena -WarningVariable told -WarningAction SilentlyContinue
        "$told" | Should -BeLike '*locked*'
    }

    It '-WhatIf shows what a change of a client would enable' {
        Set-NpMailbox info@example.com -Receive $false
        (Set-NpClient acme -City Jena -WhatIf -Verbose 4>&1 | Out-String) | Should -BeLike '*disable again*info@example.com*'
        (Get-NpMailbox info@example.com).Receive | Should -BeFalse
    }
}
