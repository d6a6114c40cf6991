# A customer's domain with all that belongs to it.
Describe 'Hosted domains' {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1')
        $before = $env:XDG_CONFIG_HOME
        $platform = @{
            NameServer = 'ns1.nodepoint.eu', 'ns2.nodepoint.eu'; HostMaster = 'hostmaster@nodepoint.eu'; DefaultAddress = '203.0.113.10'; MailExchanger = 'mail.nodepoint.eu'
            SpfPolicy = 'v=spf1 mx -all'; DmarcPolicy = 'v=DMARC1; p=quarantine'; Ttl = @{ default = 1800; MX = 600 }
        }
        $everything = @{ Mailbox = 'info', 'sales'; Website = $true; FtpUser = $true; Dkim = $true; Spf = $true; Dmarc = $true }
        $quiet = @{ WarningAction = 'SilentlyContinue' }
        # What a panel has, table by table, without its log of changes.
        function Get-Tables {
            $tables = (Invoke-RestMethod "$($sandbox.Uri)sandbox/rows" -SkipCertificateCheck).tables
            foreach ($table in $tables.PSObject.Properties) {
                if ($table.Name -in 'sys_datalog', 'remote_session', 'sys_log') { continue }
                "$($table.Name) $($table.Value | ConvertTo-Json -Depth 9 -Compress)"
            }
        }
        function New-Whole([string] $Domain = 'shop.example', [string] $Client = 'newco') { New-NpHostedDomain $Domain -Client $Client @everything @quiet }
    }
    BeforeEach {
        Reset-SpecPanel
        $null = Connect-SpecPanel
        $env:XDG_CONFIG_HOME = (New-Item -ItemType Directory (Join-Path (Get-Item TestDrive:/).FullName ([guid]::NewGuid()))).FullName
        Register-NpPanel spec $sandbox.Uri
        Set-NpPlatform spec @platform
    }
    AfterAll {
        $env:XDG_CONFIG_HOME = $before
        Stop-SpecPanel
    }

    It 'are created from one line, with a step for each object in order' {
        $steps = New-NpHostedDomain shop.example -Client newco -Mailbox info, sales -Website -FtpUser -Dkim -Spf -Dmarc @quiet
        "$($steps.Step)" | Should -Be 'Client Zone NameServer NameServer Address Address MailExchanger MailDomain Dkim Spf Dmarc Mailbox Mailbox Website FtpUser'
        $steps.Action | Select-Object -Unique | Should -Be 'Created'
        $steps.Domain | Select-Object -Unique | Should -Be 'shop.example'
        $steps | Where-Object Step -ne Dkim | ForEach-Object { $_.Id | Should -BeGreaterThan 0 }
        @($steps | Where-Object Password).Step | Should -Be 'Client', 'Mailbox', 'Mailbox', 'FtpUser'
        (Get-NpClient newco).Email | Should -Be 'info@shop.example'
        $zone = Get-NpDnsZone shop.example
        $zone.Client, $zone.Ns, $zone.Mbox | Should -Be 'newco', 'ns1.nodepoint.eu.', 'hostmaster.nodepoint.eu.'
        Get-NpDnsRecord shop.example | Where-Object Type -ne TXT | ForEach-Object { "$($_.Name) $($_.Type) $($_.Priority) $($_.Value) $($_.Ttl)" } |
            Should -Be '@ NS  ns1.nodepoint.eu. 1800', '@ NS  ns2.nodepoint.eu. 1800', '@ A  203.0.113.10 1800', 'www A  203.0.113.10 1800', '@ MX 10 mail.nodepoint.eu. 600'
        (Get-NpDkim shop.example).Published | Should -BeTrue
        (Get-NpSpf shop.example).Record | Should -Be 'v=spf1 mx -all'
        (Get-NpDmarc shop.example).Record | Should -Be 'v=DMARC1; p=quarantine'
        (Get-NpMailbox '*@shop.example').Email | Should -Be 'info@shop.example', 'sales@shop.example'
        (Get-NpWebsite shop.example).Client | Should -Be 'newco'
        (Get-NpFtpUser -Website shop.example).Username | Should -Be ($steps | Where-Object Step -eq FtpUser).Name
        # The passwords are those of the objects.
        Test-NpClientLogin newco (ConvertTo-SecureString $steps[0].Password -AsPlainText -Force) | Should -Not -BeNullOrEmpty
    }

    It 'need only a domain and a client, and -Verbose says where the defaults come from' {
        $verbose = New-NpHostedDomain shop.example newco -Verbose -WarningVariable warnings 3>$null 4>&1 | Where-Object { $_ -is [Management.Automation.VerboseRecord] } | Out-String
        $verbose | Should -BeLike "*Defaults from the platform profile of panel 'spec'*name servers ns1.nodepoint.eu, ns2.nodepoint.eu; host master hostmaster@nodepoint.eu; address 203.0.113.10*"
        "$warnings" | Should -BeLike "Client newco gets the contact name 'newco' and the email address postmaster@shop.example*"
        (Get-NpMailDomain shop.example).Client | Should -Be 'newco'
        Get-NpWebsite shop.example -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
    }

    It 'use parameters instead of the defaults' {
        $null = New-NpHostedDomain shop.example acme -NameServer ns9.example.net, ns8.example.net -HostMaster dns@example.net -Address 192.0.2.7, 2001:db8::7 -MailExchanger '5 mx.example.net' -SpfPolicy 'v=spf1 a -all' -DmarcPolicy 'v=DMARC1; p=reject' -Website -FtpUserName web @quiet
        Get-NpDnsRecord shop.example | ForEach-Object { "$($_.Name) $($_.Type) $($_.Priority) $($_.Value)" } |
            Should -Be '@ NS  ns9.example.net.', '@ NS  ns8.example.net.', '@ A  192.0.2.7', '@ AAAA  2001:db8::7', 'www A  192.0.2.7', 'www AAAA  2001:db8::7', '@ MX 5 mx.example.net.', '@ TXT  v=spf1 a -all', '_dmarc TXT  v=DMARC1; p=reject'
        (Get-NpDnsZone shop.example).Mbox | Should -Be 'dns.example.net.'
        (Get-NpFtpUser -Website shop.example).ShortName | Should -Be 'web'
    }

    It 'say what is missing without a profile' {
        Set-NpPlatform spec -NameServer @() -DefaultAddress '' -MailExchanger @()
        { New-NpHostedDomain shop.example acme -ErrorAction Stop } | Should -Throw -ErrorId 'ValueMissing,*' -ExpectedMessage '*name servers, address, mail exchangers*-NameServer, -Address, -MailExchanger*Set-NpPlatform*'
    }

    It 'are not changed by the same line again, and no serial is raised' {
        $null = New-Whole
        $tables = Get-Tables
        $again = New-Whole
        $again.Action | Select-Object -Unique | Should -Be 'Unchanged'
        $again.Password | Where-Object { $_ } | Should -BeNullOrEmpty
        Get-Tables | Should -Be $tables
    }

    It 'are completed where something is missing, with one new serial' {
        $null = New-NpHostedDomain shop.example newco @quiet
        $serial = (Get-NpDnsZone shop.example).Serial
        Get-NpDnsRecord shop.example www A | Remove-NpDnsRecord
        $steps = New-Whole
        ($steps | Where-Object Action -eq Created).Step | Should -Be 'Address', 'Dkim', 'Spf', 'Dmarc', 'Mailbox', 'Mailbox', 'Website', 'FtpUser'
        # One for the removal, and one for what was added.
        (Get-NpDnsZone shop.example).Serial | Should -Be ($serial + 2)
    }

    It 'come from a CSV file with the columns of customers.csv' {
        $rows = Import-NpCsv (Join-Path $PSScriptRoot '../../../samples/customers.csv') | Select-Object -First 15
        $steps = $rows | New-NpHostedDomain -Dkim -Spf -IgnoreUnknownColumn -ErrorVariable problems -ErrorAction SilentlyContinue
        # One row has no email address, one is there twice.
        $problems | Should -HaveCount 1
        "$problems" | Should -BeLike '*customers.csv line 10*not an address*'
        ($steps | Where-Object { $_.Step -eq 'Zone' -and $_.Action -eq 'Created' }) | Should -HaveCount 13
        ($steps | Where-Object { $_.Step -eq 'Zone' -and $_.Action -eq 'Unchanged' }).Domain | Should -Be 'nordlicht-reederei.example'
        (Get-NpDnsZone 'xn--bckerei-mig-l8a31c.example' -ErrorAction SilentlyContinue) ?? (Get-NpDnsZone 'bäckerei-müßig.example') | Should -Not -BeNullOrEmpty
        $client = Get-NpClient nordlicht
        $client.CompanyName, $client.City, $client.Country | Should -Be 'Nordlicht Reederei AG', 'Kiel', 'DE'
        (Get-NpMailbox '*@nordlicht-reederei.example').Email | Sort-Object | Should -Be 'buchhaltung@nordlicht-reederei.example', 'info@nordlicht-reederei.example'
        ($steps.Domain | Select-Object -Unique)[0] | Should -Be 'nordlicht-reederei.example'
    }

    It 'have switches as columns of rows' {
        $steps = "Domain,Client,Mailbox,Website,Spf,Dkim`na.example,acme,info,yes,no,1`nb.example,acme,,no,yes,0" | ConvertFrom-Csv | New-NpHostedDomain @quiet
        ($steps | Where-Object Domain -eq a.example).Step | Should -Contain 'Website'
        ($steps | Where-Object Domain -eq a.example).Step | Should -Contain 'Dkim'
        ($steps | Where-Object Domain -eq a.example).Step | Should -Not -Contain 'Spf'
        ($steps | Where-Object Domain -eq b.example).Step | Should -Contain 'Spf'
        ($steps | Where-Object Domain -eq b.example).Step | Should -Not -Contain 'Website'
    }

    It 'are previewed with the steps of the real run, and nothing is sent' {
        $tables = Get-Tables
        $lines = & { New-NpHostedDomain shop.example newco @everything -WhatIf -Verbose @quiet } 4>&1 | Where-Object { "$_" -like 'hosted domain*' } | ForEach-Object { "$_" }
        $lines | Should -HaveCount 15
        $lines[0] | Should -Be 'hosted domain shop.example: Create client newco'
        $lines[-1] | Should -Be 'hosted domain shop.example: Create FTP user shop.example'
        Get-Tables | Should -Be $tables
        # The second row sees what the first one would make.
        $lines = & { 'a.example', 'a.example' | ForEach-Object { [pscustomobject]@{ Domain = $_; Client = 'newco' } } | New-NpHostedDomain -WhatIf -Verbose @quiet } 4>&1 | Where-Object { "$_" -like 'hosted domain*' }
        "$($lines[-1])" | Should -Be 'hosted domain a.example: Change nothing, because everything exists already'
        Get-Tables | Should -Be $tables
    }

    It 'are refused before anything is sent when <What>' -TestCases @(
        @{ What = 'the zone belongs to another client'; Setup = { $null = New-NpDnsZone shop.example ns1.nodepoint.eu -Client small }; Id = 'Conflict'; Text = "*Zone 'shop.example.'*belongs to client small, not to client acme*" }
        @{ What = 'the zone has another primary server'; Setup = { $null = New-NpDnsZone shop.example ns7.nodepoint.eu -Mbox hostmaster@nodepoint.eu -Client acme }; Id = 'Conflict'; Text = "*Ns from 'ns7.nodepoint.eu.' to 'ns1.nodepoint.eu.'*" }
        @{ What = 'the domain has another address'; Setup = { $null = New-NpDnsZone shop.example ns1.nodepoint.eu -Mbox hostmaster@nodepoint.eu -Client acme; $null = New-NpDnsRecord shop.example '@' A 192.0.2.99 }; Id = 'Conflict'; Text = '*A record 192.0.2.99*203.0.113.10*' }
        @{ What = 'www is an alias'; Setup = { $null = New-NpDnsZone shop.example ns1.nodepoint.eu -Mbox hostmaster@nodepoint.eu -Client acme; $null = New-NpDnsRecord shop.example www CNAME shop.example. }; Id = 'Duplicate'; Text = '*CNAME*' }
        @{ What = 'it has another SPF policy'; Setup = { $null = New-NpDnsZone shop.example ns1.nodepoint.eu -Mbox hostmaster@nodepoint.eu -Client acme; Set-NpSpf shop.example -Record 'v=spf1 a ~all' }; Id = 'Conflict'; Text = '*v=spf1 a ~all*-SpfPolicy*' }
        @{ What = 'the mail domain belongs to the administrator'; Setup = { $null = New-NpMailDomain shop.example }; Id = 'Conflict'; Text = '*belongs to the administrator, not to client acme*' }
        @{ What = 'a mailbox has the address of a forward'; Setup = { $null = New-NpMailDomain shop.example -Client acme; $null = New-NpMailForward sales@shop.example -Destination x@example.net }; Id = 'AddressTaken'; Text = '*sales@shop.example*' }
        @{ What = 'the website belongs to another client'; Setup = { $null = New-NpWebsite shop.example -Client small }; Id = 'Conflict'; Text = '*Website*belongs to client small*' }
        @{ What = 'the name of the website is taken by an alias domain'; Setup = { $null = New-NpWebsite other.example -Client acme; $null = New-NpWebAliasDomain shop.example -Website other.example }; Id = '*'; Text = '*' }
    ) {
        & $Setup
        $tables = Get-Tables
        { New-NpHostedDomain shop.example acme @everything @quiet -ErrorAction Stop } | Should -Throw -ErrorId "$Id,*" -ExpectedMessage $Text
        Get-Tables | Should -Be $tables
    }

    It 'are refused with <What>' -TestCases @(
        @{ What = 'a label instead of a domain'; Given = @{ Domain = 'shop' }; Id = 'InvalidDomainName' }, @{ What = 'a mailbox of another domain'; Given = @{ Mailbox = 'info@other.example' }; Id = 'InvalidEmailAddress' }
        @{ What = 'a mailbox with a blank'; Given = @{ Mailbox = 'in fo' }; Id = 'InvalidEmailAddress' }, @{ What = 'a host name as address'; Given = @{ Address = 'www.nodepoint.eu' }; Id = 'InvalidIPAddress' }
        @{ What = 'an address as name server'; Given = @{ NameServer = '192.0.2.1' }; Id = 'InvalidNameServer' }, @{ What = 'a policy that is no SPF policy'; Given = @{ SpfPolicy = 'mx' }; Id = 'InvalidSpfRecord' }
        @{ What = 'an FTP user without a website'; Given = @{ FtpUser = $true }; Id = 'ParentMissing' }, @{ What = 'a client name with a blank'; Given = @{ Client = 'new co' }; Id = 'InvalidUserName' }
        @{ What = 'an FTP user name with a slash'; Given = @{ Website = $true; FtpUserName = 'a/b' }; Id = 'InvalidName' }
    ) {
        $tables = Get-Tables
        $line = @{ Domain = 'shop.example'; Client = 'newco' } + $quiet
        foreach ($name in $Given.Keys) { $line[$name] = $Given[$name] }
        { New-NpHostedDomain @line -ErrorAction Stop } | Should -Throw -ErrorId "$Id,*"
        Get-Tables | Should -Be $tables
    }

    It 'warn of a limit of the client, and are refused with -EnforceLimit before anything is sent' {
        Set-NpClient acme -MailboxLimit 1
        $tables = Get-Tables
        { New-NpHostedDomain shop.example acme -Mailbox info, sales, third -EnforceLimit -ErrorAction Stop @quiet } | Should -Throw -ExpectedMessage '*limit*'
        Get-Tables | Should -Be $tables
        $null = New-NpHostedDomain shop.example acme -Mailbox info, sales, third -WarningVariable warnings 3>$null
        "$warnings" | Should -BeLike '*exceeds the limit*'
    }

    Context 'when a step fails' {
        BeforeAll {
            . (Join-Path $PSScriptRoot '../Shared/Refusal.ps1')
            $refusal = New-Refusal $sandbox.Uri
        }
        BeforeEach {
            $refusal.Open()
            Register-NpPanel refusing $refusal.Uri
            Set-NpPlatform refusing @platform
            $null = Connect-NpPanel $refusal.Uri -Credential $sandbox.Credential -Name refusing
        }
        AfterEach { Disconnect-NpPanel refusing }
        AfterAll { $refusal.Dispose() }

        It 'leave the panel as it was: <Step>' -TestCases @(
            @{ Step = 'client'; Function = 'client_add'; Call = 1 }, @{ Step = 'zone'; Function = 'dns_zone_add'; Call = 1 }
            @{ Step = 'first NS record'; Function = 'dns_ns_add'; Call = 1 }, @{ Step = 'second NS record'; Function = 'dns_ns_add'; Call = 2 }
            @{ Step = 'A record'; Function = 'dns_a_add'; Call = 1 }, @{ Step = 'A record of www'; Function = 'dns_a_add'; Call = 2 }, @{ Step = 'MX record'; Function = 'dns_mx_add'; Call = 1 }
            @{ Step = 'mail domain'; Function = 'mail_domain_add'; Call = 1 }, @{ Step = 'DKIM record'; Function = 'dns_txt_add'; Call = 1 }, @{ Step = 'DKIM key'; Function = 'mail_domain_update'; Call = 1 }
            @{ Step = 'SPF'; Function = 'dns_txt_add'; Call = 2 }, @{ Step = 'DMARC'; Function = 'dns_txt_add'; Call = 3 }
            @{ Step = 'first mailbox'; Function = 'mail_user_add'; Call = 1 }, @{ Step = 'second mailbox'; Function = 'mail_user_add'; Call = 2 }
            @{ Step = 'website'; Function = 'sites_web_domain_add'; Call = 1 }, @{ Step = 'FTP user'; Function = 'sites_ftp_user_add'; Call = 1 }
        ) {
            $tables = Get-Tables
            $refusal.Refuse($Function, $Call, 1000)
            $steps = New-NpHostedDomain shop.example newco @everything @quiet -Panel refusing -ErrorVariable problems -ErrorAction SilentlyContinue
            $problems | Should -HaveCount 1
            "$problems" | Should -BeLike "Domain shop.example was not completed:*failed:*The test refuses $Function*"
            if ($Step -ne 'client') { "$problems" | Should -BeLike '*Undone: client newco*' }
            "$problems" | Should -Not -BeLike '*Could not be undone*'
            $steps[-1].Action | Should -Be 'Failed'
            ($steps | Select-Object -SkipLast 1).Action | Select-Object -Unique | Should -BeIn 'Undone', $null
            $steps.Password | Where-Object { $_ } | Should -BeNullOrEmpty
            Get-Tables | Should -Be $tables
        }

        It 'undo only what the command has made: <Step>' -TestCases @(
            @{ Step = 'DKIM record'; Function = 'dns_txt_add'; Call = 1 }, @{ Step = 'DKIM key'; Function = 'mail_domain_update'; Call = 1 }, @{ Step = 'SPF'; Function = 'dns_txt_add'; Call = 2 }
            @{ Step = 'mailbox'; Function = 'mail_user_add'; Call = 1 }, @{ Step = 'website'; Function = 'sites_web_domain_add'; Call = 1 }, @{ Step = 'FTP user'; Function = 'sites_ftp_user_add'; Call = 1 }
        ) {
            $null = New-NpHostedDomain shop.example newco -Mailbox info @quiet
            $serial = (Get-NpDnsZone shop.example).Serial
            # The panel stores an empty DKIM key where there was none.
            $without = { param($text) $text -replace '"serial":"?\d+"?', '"serial":0' -replace '"dkim_private":""', '"dkim_private":null' }
            $tables = & $without (Get-Tables)
            $refusal.Refuse($Function, $Call, 1000)
            $steps = New-NpHostedDomain shop.example newco @everything @quiet -Panel refusing -ErrorVariable problems -ErrorAction SilentlyContinue
            $problems | Should -HaveCount 1
            ($steps | Where-Object Step -in Client, Zone, NameServer, Address, MailExchanger, MailDomain).Action | Select-Object -Unique | Should -Be 'Unchanged'
            Compare-Object @($tables) @(& $without (Get-Tables)) | ForEach-Object InputObject | Should -BeNullOrEmpty
            # Once, after the last change.
            (Get-NpDnsZone shop.example).Serial - $serial | Should -BeLessOrEqual 1
        }

        It 'keep what was made with -KeepPartial, and the same line completes it' {
            $refusal.Refuse('sites_web_domain_add', 1, 1)
            $steps = New-NpHostedDomain shop.example newco @everything @quiet -Panel refusing -KeepPartial -ErrorVariable problems -ErrorAction SilentlyContinue
            "$problems" | Should -BeLike '*website shop.example failed*Kept because of -KeepPartial: client newco, zone shop.example*Run the command again*'
            ($steps | Where-Object Action -eq Created).Step | Should -Contain 'Mailbox'
            ($steps | Where-Object Step -eq Mailbox).Password | Should -Not -BeNullOrEmpty
            (Get-NpDnsZone shop.example).Client | Should -Be 'newco'
            $steps = New-NpHostedDomain shop.example newco @everything @quiet -Panel refusing -KeepPartial
            ($steps | Where-Object Action -eq Created).Step | Should -Be 'Website', 'FtpUser'
        }

        It 'say what could not be undone' {
            $refusal.Refuse('sites_web_domain_add mail_user_delete', 1, 1000)
            $steps = New-NpHostedDomain shop.example newco @everything @quiet -Panel refusing -ErrorVariable problems -ErrorAction SilentlyContinue
            "$problems" | Should -BeLike '*Could not be undone: mailbox sales@shop.example (*The test refuses mail_user_delete*'
            "$problems" | Should -BeLike '*Remove-NpHostedDomain shop.example*'
            ($steps | Where-Object Name -eq sales@shop.example).Action | Should -Be 'Created'
            ($steps | Where-Object Name -eq sales@shop.example).Password | Should -Not -BeNullOrEmpty
        }

        It 'are an error of their row, and other rows go on' {
            $refusal.Refuse('dns_mx_add', 1, 1)
            $rows = 'a.example', 'b.example', 'c.example' | ForEach-Object { [pscustomobject]@{ Domain = $_; Client = 'newco' } }
            $steps = $rows | New-NpHostedDomain -Panel refusing -ErrorVariable problems -ErrorAction SilentlyContinue @quiet
            $problems | Should -HaveCount 1
            Get-NpDnsZone a.example -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
            (Get-NpDnsZone b.example, c.example).Client | Should -Be 'newco', 'newco'
            ($steps | Where-Object Step -eq Client).Action | Should -Be 'Undone', 'Created', 'Unchanged'
        }
    }

    It 'do not put a password into verbose text, errors, journals, or formatted text of other steps' {
        $journal = Join-Path TestDrive:/ 'secrets.jsonl'
        $all = New-NpHostedDomain shop.example newco @everything -Journal $journal -Verbose *>&1
        $steps = $all | Where-Object { $_ -is [Nodepoint.IspConfig.Platform.HostedDomains.HostedDomainStep] }
        $text = ($all | Where-Object { $_ -isnot [Nodepoint.IspConfig.Platform.HostedDomains.HostedDomainStep] } | Out-String) + (Get-Content $journal -Raw) + ($steps | ForEach-Object { "$_" } | Out-String)
        $steps.Password | Where-Object { $_ } | Should -HaveCount 4
        foreach ($password in $steps.Password | Where-Object { $_ }) { $text.Contains($password) | Should -BeFalse }
    }

    It 'are not made again by a second run with the same journal, which returns the steps without passwords' {
        $journal = Join-Path TestDrive:/ 'again.jsonl'
        $first = New-NpHostedDomain shop.example newco @everything @quiet -Journal $journal
        $tables = Get-Tables
        $second = New-NpHostedDomain shop.example newco @everything -Journal $journal -WarningVariable warnings 3>$null
        "$($second.Name)" | Should -Be "$($first.Name)"
        $second.Password | Where-Object { $_ } | Should -BeNullOrEmpty
        "$warnings" | Should -BeLike '*returned only by an earlier run*'
        Get-Tables | Should -Be $tables
    }

    It 'resume a run that was killed after write <After>, and make no object twice' -Tag Sandbox -TestCases @(1, 2, 8, 9, 10, 14, 16 | ForEach-Object { @{ After = $_ } }) {
        . (Join-Path $PSScriptRoot '../Shared/Cut.ps1')
        $null = New-Whole whole.example other
        $expected = (Get-NpHostedDomain whole.example | Select-Object * -ExcludeProperty Domain, Client | ConvertTo-Json).Replace('whole.example', 'shop.example').Replace('othershop', 'newcoshop')
        $journal = Join-Path (Get-Item TestDrive:/).FullName "killed$After.jsonl"
        $cut = New-Cut $sandbox.Uri
        try {
            Register-NpPanel cut $cut.Uri
            Set-NpPlatform cut @platform
            $line = "New-NpHostedDomain shop.example newco -Mailbox info, sales -Website -FtpUser -Dkim -Spf -Dmarc -Journal '$journal'"
            Invoke-KilledProcess $cut $sandbox.Credential $line -After $After
            $null = Connect-NpPanel $cut.Uri -Credential $sandbox.Credential -Name cut
            $steps = New-NpHostedDomain shop.example newco @everything @quiet -Journal $journal -Panel cut
            # Nobody has seen the passwords of the killed run.
            @($steps | Where-Object Password).Step | Should -Be 'Client', 'Mailbox', 'Mailbox', 'FtpUser'
            $steps.Action | Select-Object -Unique | Should -Be 'Created'
            (Get-NpHostedDomain shop.example | Select-Object * -ExcludeProperty Domain, Client | ConvertTo-Json) | Should -Be $expected
            Test-NpClientLogin newco (ConvertTo-SecureString $steps[0].Password -AsPlainText -Force) | Should -Not -BeNullOrEmpty
            @(Get-NpDnsRecord shop.example).Count | Should -Be 8
        }
        finally {
            if (Get-NpPanel cut -ErrorAction SilentlyContinue) { Disconnect-NpPanel cut }
            $cut.Dispose()
        }
    }

    Context 'shown as a whole' {
        It 'have their parts and a verdict' {
            $null = New-Whole
            $shown = Get-NpHostedDomain shop.example
            $shown.Client, $shown.Verdict, $shown.Dkim, $shown.Spf, $shown.Dmarc | Should -Be 'newco', 'Pass', 'Pass', 'Pass', 'Pass'
            $shown.Serial | Should -Be (Get-NpDnsZone shop.example).Serial
            $shown.NameServers | Should -Be 'ns1.nodepoint.eu.', 'ns2.nodepoint.eu.'
            $shown.Addresses, $shown.MailExchangers | Should -Be '203.0.113.10', '10 mail.nodepoint.eu.'
            $shown.Mailboxes | Should -Be 'info@shop.example', 'sales@shop.example'
            $shown.HasMailDomain, $shown.HasWebsite | Should -Be $true, $true
            $shown.FtpUsers | Should -HaveCount 1
            ($shown | Out-String) | Should -BeLike '*Mailboxes*: info@shop.example, sales@shop.example*'
        }

        It 'say what is missing or wrong' {
            $null = New-NpHostedDomain shop.example newco @quiet
            $shown = Get-NpHostedDomain shop.example
            $shown.Verdict, $shown.Dkim, $shown.Spf, $shown.Dmarc | Should -Be 'Warn', 'Warn', 'Warn', 'Warn'
            $shown.Problems | Should -HaveCount 3
            Get-NpDnsRecord shop.example '@' MX | Remove-NpDnsRecord
            $shown = Get-NpHostedDomain shop.example
            $shown.Verdict | Should -Be 'Fail'
            "$($shown.Problems)" | Should -BeLike '*no MX record*'
        }

        It 'are found by name, wildcard, and in any way of writing it' {
            $null = 'a.example', 'ab.example', 'müller.example' | ForEach-Object { New-NpHostedDomain $_ acme @quiet }
            (Get-NpHostedDomain a*.example).Domain | Should -Be 'a.example', 'ab.example'
            (Get-NpHostedDomain MÜLLER.example.).Domain | Should -Be 'xn--mller-kva.example'
            (Get-NpHostedDomain).Domain | Should -Contain 'ab.example'
            (Get-NpDnsZone a.example | Get-NpHostedDomain).Domain | Should -Be 'a.example'
            Get-NpHostedDomain zz*.example | Should -BeNullOrEmpty
            { Get-NpHostedDomain nowhere.example -ErrorAction Stop } | Should -Throw -ErrorId 'NotFound,*' -ExpectedMessage "*'nowhere.example' was not found*"
            $null = New-NpWebsite only.example -Client acme
            $only = Get-NpHostedDomain only.example
            $only.HasZone, $only.HasWebsite, $only.Spf | Should -Be $false, $true, $null
        }
    }

    Context 'removed' {
        It 'leave the panel as it was, client included' {
            $tables = Get-Tables
            $null = New-Whole
            $null = New-NpMailAlias contact@shop.example -Destination info@shop.example
            Remove-NpHostedDomain shop.example -IncludeClient -Confirm:$false
            Get-Tables | Should -Be $tables
        }

        It 'keep the client without -IncludeClient, and with it as long as it has something else' {
            $null = New-Whole
            $null = New-NpMailDomain other.example -Client newco
            Remove-NpHostedDomain shop.example -IncludeClient -Confirm:$false -WarningVariable warnings 3>$null
            "$warnings" | Should -BeLike 'Client newco is kept because it still has: mail domain other.example.'
            (Get-NpClient newco).Username | Should -Be 'newco'
            Get-NpHostedDomain shop.example -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
            Remove-NpHostedDomain other.example -Confirm:$false
            (Get-NpClient newco).Username | Should -Be 'newco'
        }

        It 'are listed in words and in order with -WhatIf, and nothing is sent' {
            $null = New-Whole
            $tables = Get-Tables
            $lines = & { Remove-NpHostedDomain shop.example -IncludeClient -WhatIf -Verbose } 4>&1 | Where-Object { "$_" -like 'hosted domain*' } | ForEach-Object { "$_".Replace('hosted domain shop.example: Remove ', '') }
            $lines | Should -Be 'FTP user newcoshop.example', 'website shop.example', 'mailbox info@shop.example', 'mailbox sales@shop.example', 'mail domain shop.example', 'zone shop.example with 8 records', 'client newco'
            Get-Tables | Should -Be $tables
        }

        It 'are those of the pipeline, and what is not there is an error of its row' {
            $null = 'a.example', 'b.example' | ForEach-Object { New-NpHostedDomain $_ acme @quiet }
            Get-NpHostedDomain a.example | Remove-NpHostedDomain -Confirm:$false
            'nowhere.example', 'b.example', 'no domain' | Remove-NpHostedDomain -Confirm:$false -ErrorVariable problems -ErrorAction SilentlyContinue
            $problems.FullyQualifiedErrorId | ForEach-Object { $_.Split(',')[0] } | Should -Be 'NotFound', 'InvalidDomainName'
            Get-NpHostedDomain [ab].example | Should -BeNullOrEmpty
        }

        It 'are refused when the parts belong to different owners' {
            $null = New-NpHostedDomain shop.example acme @quiet
            $null = New-NpWebsite shop.example -Client small
            $tables = Get-Tables
            { Remove-NpHostedDomain shop.example -Confirm:$false -ErrorAction Stop } | Should -Throw -ErrorId 'Conflict,*' -ExpectedMessage '*the zone to client acme*the website to client small*'
            Get-Tables | Should -Be $tables
        }

        It 'resume a run that was killed after write <After>' -Tag Sandbox -TestCases @(1, 4, 6, 7 | ForEach-Object { @{ After = $_ } }) {
            . (Join-Path $PSScriptRoot '../Shared/Cut.ps1')
            $tables = Get-Tables
            $null = New-Whole
            $journal = Join-Path (Get-Item TestDrive:/).FullName "removed$After.jsonl"
            $cut = New-Cut $sandbox.Uri
            try {
                Invoke-KilledProcess $cut $sandbox.Credential "Remove-NpHostedDomain shop.example -IncludeClient -Confirm:`$false -Journal '$journal'" -After $After
                $null = Connect-NpPanel $cut.Uri -Credential $sandbox.Credential -Name cut
                Remove-NpHostedDomain shop.example -IncludeClient -Confirm:$false -Journal $journal -Panel cut -ErrorAction Stop
                Get-Tables | Should -Be $tables
            }
            finally {
                if (Get-NpPanel cut -ErrorAction SilentlyContinue) { Disconnect-NpPanel cut }
                $cut.Dispose()
            }
        }
    }
}
