# One customer that moves to another panel, with everything it owns.
BeforeDiscovery {
    $nouns = @(Get-ChildItem (Join-Path $PSScriptRoot '../Shared/Nouns') -Filter *.ps1 | Sort-Object Name | ForEach-Object { & $_.FullName } | ForEach-Object { @{ Noun = $_.Noun } })
}

Describe 'A client with every noun' -Tag Sandbox {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1')
        . (Join-Path $PSScriptRoot '../Shared/RichPanel.ps1')
        $other = Start-NpSandbox -Name copy
        $writes = { param($on) ((Invoke-RestMethod "$($on.Uri)sandbox/stats" -SkipCertificateCheck).PSObject.Properties | Where-Object Name -match '_(add|update|delete|delete_everything|set_status|set_dnssec|change_password)$' | Measure-Object Value -Sum).Sum }
        $nouns = @((Get-NpClient acme).GetType().Assembly.GetType('Nodepoint.IspConfig.State.StateNouns')::All)
        # What a client cannot take along, and why.
        $stays = @{ NpServerIp = 'an address belongs to a server' }
        # The tables of a panel, row by row and with IDs; without those of the client, if it is named.
        function Get-Table([string] $Panel, [string] $Without) {
            foreach ($noun in $nouns.Name) {
                $rows = @(& "Get-$noun" -Panel $Panel | Where-Object { -not $Without -or ($_.Client ?? $_.Username) -ne $Without } | Sort-Object Id)
                $rows | ForEach-Object { "$noun $($_ | ConvertTo-Json -Depth 4 -Compress -WarningAction Ignore)" }
            }
            Get-NpDnsZone -Panel $Panel | Where-Object { -not $Without -or $_.Client -ne $Without } | Get-NpDnsRecord -Panel $Panel | Sort-Object Id | ForEach-Object { $_ | ConvertTo-Json -Depth 4 -Compress }
        }
        # What a server does at a login: crypt(3) of the platform hashes the password with the setting of the stored hash, and the two are compared.
        $library = 'libcrypt.so.1', 'libcrypt.so.2' | Where-Object { $handle = [IntPtr]::Zero; [Runtime.InteropServices.NativeLibrary]::TryLoad($_, [ref] $handle) } | Select-Object -First 1
        if ($library) { $crypt = Add-Type -Name "Crypt$PID" -PassThru -MemberDefinition "[DllImport(`"$library`", EntryPoint = `"crypt`")] static extern System.IntPtr Hash(byte[] key, byte[] setting); public static string Of(string key, string setting) { return Marshal.PtrToStringUTF8(Hash(System.Text.Encoding.UTF8.GetBytes(key + '\0'), System.Text.Encoding.UTF8.GetBytes(setting + '\0'))); }" }
        function Test-Password($Password, $Stored) { $crypt::Of($Password, $Stored) -ceq $Stored }
        function Set-Scene {
            Reset-SpecPanel
            $null = Connect-SpecPanel
            Set-RichPanel
            $null = New-NpDnsZone dkim.example ns1.nodepoint.eu -Client acme
            $null = New-NpMailDomain dkim.example -Client acme
            Set-NpDkim dkim.example -Selector 2026a
            # What others have on both panels, so that IDs differ too.
            $null = New-NpWebsite foreign.example -Client small
            $other | Reset-NpSandbox
            $null = Connect-NpPanel $other.Uri -Credential $other.Credential -CertificatePin $other.CertificatePin -Name new -KeepDefault
            Remove-NpClient acme -Panel new -Confirm:$false
            $null = New-NpMailDomain other.example -Client small -Panel new
            $null = New-NpMailbox info@other.example -Password 'Mb-Pw-123!' -Panel new
            $null = New-NpWebsite other.example -Client small -Panel new
            $null = New-NpDnsZone other.example ns1.nodepoint.eu -Client small -Panel new
            $null = New-NpDnsRecord other.example www A 203.0.113.9 -Panel new
        }
    }
    AfterAll {
        Get-NpPanel new | Disconnect-NpPanel
        $other | Stop-NpSandbox
        Stop-SpecPanel
    }

    Context 'that was copied' {
        BeforeAll {
            Set-Scene
            $old = Get-Table spec
            $foreign = Get-Table new -Without acme
            $result = @(Copy-NpClient acme -From spec -To new -WarningVariable warnings -WarningAction SilentlyContinue)
        }

        It 'has everything on the other panel, and nothing differs' {
            $warnings | Should -BeNullOrEmpty
            $result | Where-Object { $_ -is [Nodepoint.IspConfig.State.StateChange] } | Should -BeNullOrEmpty
            Compare-NpState spec new -Include acme | Should -BeNullOrEmpty
        }

        It 'has what it had of <Noun>' -ForEach $nouns {
            $equal = (Compare-NpState spec new -Include acme -Summary | Where-Object Noun -EQ $Noun).Equal
            if ($stays.ContainsKey($Noun)) { $equal | Should -BeNullOrEmpty -Because $stays[$Noun] }
            else { $equal | Should -BeGreaterThan 0 }
        }

        It 'is known in all that clients can own: <_> is not forgotten' -ForEach 'every noun' {
            # The rows of the specs, from which the client was made, have all of them.
            $walked = @(Get-ChildItem (Join-Path $PSScriptRoot '../Shared/Nouns') -Filter *.ps1 | ForEach-Object { & $_.FullName }).Noun
            $nouns.Name | Where-Object { $_ -notin $walked } | Should -BeNullOrEmpty
            $nouns | Where-Object { -not $_.IsOwned -and $_.Name -ne 'NpClient' } | ForEach-Object Name | Should -Be @($stays.Keys)
            $nouns | Where-Object WhyNotAdded | Should -BeNullOrEmpty
        }

        It 'leaves what others have as it is, table by table' {
            Get-Table new -Without acme | Should -BeExactly $foreign
            Get-Table spec | Should -BeExactly $old
        }

        It 'can log in with the old passwords' {
            (Test-NpClientLogin acme -Password 'wrong' -Panel new).IsValid | Should -BeFalse
            if (-not $library) { Set-ItResult -Skipped -Because 'NOT CHECKED against the crypt(3) of the platform: no libcrypt.so.1 or .2 here' }
            $box = Invoke-NpApi mail_user_get @{ primary_id = (Get-NpMailbox info@example.com -Panel new).Id } -Panel new
            Test-Password 'Mb-Pw-123!' $box.password | Should -BeTrue
            Test-Password 'Mb-Pw-124!' $box.password | Should -BeFalse
            foreach ($one in @{ Noun = 'NpFtpUser'; Key = 'acmeshop'; Password = 'Ftp-Pw-123!' }, @{ Noun = 'NpShellUser'; Key = 'acmeshop'; Password = 'Sh-Pw-123!' }, @{ Noun = 'NpMailbox'; Key = 'info@example.com'; Password = 'Mb-Pw-123!' }, @{ Noun = 'NpDatabaseUser'; Key = 'c1shop' }) {
                $hashes = 'spec', 'new' | ForEach-Object { $secret = (& "Get-$($one.Noun)" $one.Key -IncludePasswordHash -Panel $_).PasswordHash; [pscredential]::new('x', $secret).GetNetworkCredential().Password }
                $hashes[1] | Should -BeExactly $hashes[0]
                $hashes[1] | Should -Not -BeNullOrEmpty
                if ($one.Password) { Test-Password $one.Password $hashes[1] | Should -BeTrue -Because $one.Noun }
            }
        }

        It 'has the DKIM key that its DNS record says' {
            $dkim = Get-NpDkim dkim.example -Panel new
            $dkim.Enabled | Should -BeTrue
            $dkim.Problems | Should -BeNullOrEmpty
            $record = { (Get-NpDnsRecord dkim.example 2026a._domainkey TXT -Panel $args[0]).Value }
            & $record new | Should -BeExactly (& $record spec)
        }

        It 'has paths of the other panel' {
            $site = Get-NpWebsite shop.example -Panel new
            (Get-NpFtpUser acmeshop -Panel new).Directory | Should -Be $site.DocumentRoot
            $site.DocumentRoot | Should -Not -Be (Get-NpWebsite shop.example -Panel spec).DocumentRoot
        }

        It 'comes with the lines that copy its mail, files, and databases' {
            $lines = $result | Where-Object { $_ -is [Nodepoint.IspConfig.State.ContentCopy] }
            ($lines | Group-Object Noun).Name | Should -Be NpDatabase, NpMailbox, NpWebsite
            $lines.Key | Should -Contain 'info@example.com'
            $site, $old = 'new', 'spec' | ForEach-Object { Get-NpWebsite shop.example -Panel $_ }
            $line = $lines | Where-Object Key -EQ shop.example
            $line.Client, $line.Server | Should -Be acme, 'ispc.nodepoint.test'
            $line.Command | Should -BeLike "rsync * --chown=$($site.SystemUser):$($site.SystemGroup) root@ispc.nodepoint.test:$($old.DocumentRoot)/web * $($site.DocumentRoot)/"
            ($lines | Where-Object Key -EQ c1shop).Command | Should -BeLike "ssh root@ispc.nodepoint.test 'mysqldump * c1shop' | mysql c1shop"
            ($lines | Where-Object Key -EQ info@example.com).Command | Should -BeLike 'rsync * root@ispc.nodepoint.test:/var/vmail/example.com/info/ /var/vmail/example.com/info/'
            $lines | Out-String | Should -BeLike '*# shop.example, on ispc.nodepoint.test*rsync*'
        }

        It 'is not sent again by a second run, which returns the lines again' {
            $before = & $writes $other
            $again = @(Get-NpClient acme -Panel spec | Copy-NpClient -To new -Verify)
            & $writes $other | Should -Be $before
            $again | ForEach-Object GetType | ForEach-Object Name | Select-Object -Unique | Should -Be ContentCopy
            $again.Command | Should -Be ($result.Command)
        }

        It 'shows what was changed since on either panel with -Verify' {
            $null = New-NpMailbox later@example.com -Password 'Mb-Pw-123!' -Panel new
            $changes = Copy-NpClient acme -From spec -To new -Verify | Where-Object { $_ -is [Nodepoint.IspConfig.State.StateChange] }
            $changes.Action, $changes.Key | Should -Be Added, later@example.com
            "$changes" | Should -Be "Mailbox later@example.com: only on panel 'new'"
        }
    }

    Context 'that is not copied yet' {
        BeforeEach {
            Set-Scene
            $before = & $writes $other
        }

        It 'is planned with -WhatIf, which sends no write' {
            $said = Copy-NpClient acme -From spec -To new -WhatIf -Verbose 4>&1
            & $writes $other | Should -Be $before
            "$said" | Should -BeLike '*client acme: Create*'
            "$said" | Should -BeLike '*website shop.example: Create*'
            "$said" | Should -BeLike '*mailbox info@example.com: Create*'
            $said | Where-Object { $_ -isnot [Management.Automation.VerboseRecord] } | Should -BeNullOrEmpty
        }

        It 'is not copied if the other panel has some of its names, all of which are named at once' {
            $null = New-NpMailDomain second.example -Client small -Panel new -WarningAction SilentlyContinue
            $null = New-NpMailDomain example.com -Client small -Panel new -WarningAction SilentlyContinue
            $null = New-NpMailForward info@example.com a@example.org -Panel new
            $null = New-NpDnsZone example.com ns2.nodepoint.eu -Panel new
            $null = New-NpDnsRecord example.com www A 203.0.113.77 -Panel new
            $before = & $writes $other
            $tables = Get-Table new
            Copy-NpClient acme -From spec -To new -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
            $problem.Count | Should -Be 1
            $problem[0].FullyQualifiedErrorId | Should -BeLike 'CopyConflict*'
            $problem[0].CategoryInfo.Category | Should -Be ResourceExists
            $problem[0].TargetObject | Should -Be acme
            "$problem" | Should -BeLike "Cannot copy client 'acme' from panel 'spec' to panel 'new'. Nothing was sent.*"
            "$problem" | Should -BeLike "*Mail domain second.example belongs to client 'small' on panel 'new'*"
            "$problem" | Should -BeLike "*Mail domain example.com belongs to client 'small' on panel 'new'*"
            "$problem" | Should -BeLike "*Zone example.com. belongs to the administrator on panel 'new'*"
            "$problem" | Should -BeLike '*Mailbox info@example.com: *'
            & $writes $other | Should -Be $before
            Get-Table new | Should -BeExactly $tables
            # The same with -WhatIf.
            Copy-NpClient acme -From spec -To new -WhatIf -ErrorVariable planned -ErrorAction SilentlyContinue
            "$planned" | Should -BeExactly "$problem"
        }

        It 'is not copied if what it has there differs, and secrets are not shown' {
            $null = Copy-NpClient acme -From spec -To new
            Set-NpMailbox info@example.com -Quota 5GB -Password 'Other-Pw-456!' -Panel new
            Get-NpDnsRecord dkim.example 2026a._domainkey TXT -Panel new | Set-NpDnsRecord -Ttl 600
            $null = New-NpMailbox later@example.com -Password 'Mb-Pw-123!'
            $before = & $writes $other
            Copy-NpClient acme -From spec -To new -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
            "$problem" | Should -BeLike "*Mailbox info@example.com exists on panel 'new' with other values: *PasswordHash*Quota 5368709120 instead of 1073741824.*"
            "$problem" | Should -BeLike '*record 2026a._domainkey.dkim.example. TXT Ttl 600 instead of*'
            "$problem $($problem | Format-List * -Force | Out-String)" | Should -Not -Match '\$6\$|PRIVATE KEY|Pw-456'
            & $writes $other | Should -Be $before
        }

        It 'is not copied if it needs what the other panel does not have' {
            Set-NpClient birch -ClientLimit 5
            $null = New-NpClient shopkeeper 'Shop Keeper' shop@keeper.test -Password 'Cl-Pw-123!' -Reseller birch
            Copy-NpClient shopkeeper -From spec -To new -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
            "$problem" | Should -BeLike "*It refers to client 'birch', which is not on panel 'new'*"
            & $writes $other | Should -Be $before
            # Both together.
            $null = Get-NpClient birch, shopkeeper -Panel spec | Copy-NpClient -To new
            $reseller = (Get-NpClient birch -Panel new).Id
            $reseller | Should -BeGreaterThan 0
            (Get-NpClient shopkeeper -Panel new).ResellerId | Should -Be $reseller
        }

        It 'is resumed with the journal of a run that was stopped, without a secret in it' {
            $journal = Join-Path $TestDrive copy.jsonl
            $null = Copy-NpClient acme -From spec -To new -Journal $journal
            # The run was killed before it heard of any row, with the records of a zone and a website half done.
            $lines = Get-Content $journal
            $lines -match 'PRIVATE KEY|Pw-123|\$6\$' | Should -BeNullOrEmpty
            Set-Content $journal ($lines | Where-Object { $_ -notlike '*"state":"done"*' -and $_ -notlike '*"rows":*' })
            Get-NpDnsRecord dkim.example -Panel new | Where-Object Type -EQ TXT | Remove-NpDnsRecord -Confirm:$false
            Set-NpWebsite shop.example -ApacheDirectives '# half' -Panel new
            # Without the journal, somebody else may have done that.
            Copy-NpClient acme -From spec -To new -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
            "$problem" | Should -BeLike '*Website shop.example exists*ApacheDirectives*'
            Copy-NpClient acme -From spec -To new -Journal $journal -Verify | Where-Object { $_ -is [Nodepoint.IspConfig.State.StateChange] } | Should -BeNullOrEmpty
            (Get-NpJournal $journal).IsComplete | Should -BeTrue
            Compare-NpState spec new -Include acme | Should -BeNullOrEmpty
        }

        It 'needs two panels, and belongs to the one that it was read from' {
            { Copy-NpClient acme -From spec -To spec -ErrorAction Stop } | Should -Throw -ErrorId 'ConflictingParameters*'
            { Copy-NpClient acme -To spec -ErrorAction Stop } | Should -Throw -ErrorId 'ConflictingParameters*'
            { Copy-NpClient acme -From spec -Panel spec -To new -ErrorAction Stop } | Should -Throw -ErrorId 'ConflictingParameters*'
            { Get-NpClient acme -Panel spec | Copy-NpClient -From new -To spec -ErrorAction Stop } | Should -Throw -ErrorId 'WrongPanel*'
            { Copy-NpClient acme -From spec -To nowhere -ErrorAction Stop } | Should -Throw -ErrorId 'NotConnected*'
            { Copy-NpClient nobody -From spec -To new -ErrorAction Stop } | Should -Throw -ErrorId 'NotFound*'
            & $writes $other | Should -Be $before
        }
    }
}

Describe 'A client of a panel with other servers' -Tag Seed, Sandbox {
    BeforeAll {
        $seed = Get-Content (Join-Path $PSScriptRoot '../../../src/Nodepoint.Sandbox/Contract/seed.json') -Raw | ConvertFrom-Json -AsHashtable
        $server = $seed.tables.server[0]
        $server.server_name = 'web.old.test'
        $server.config = $server.config -replace 'hostname=[^\n]*', 'hostname=web.old.test'
        $second = $server.Clone()
        $second.server_id = 2; $second.server_name = 'dns.old.test'
        foreach ($service in 'mail_server', 'web_server', 'file_server', 'db_server') { $second[$service] = 0 }
        $seed.tables.server = @($server, $second)
        $file = (Join-Path (Get-Item TestDrive:/).FullName seed.json)
        $seed | ConvertTo-Json -Depth 20 | Set-Content $file
        . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1') -SeedFile $file
        $other = Start-NpSandbox -Name copy
        $null = Connect-NpPanel $other.Uri -Credential $other.Credential -CertificatePin $other.CertificatePin -Name new -KeepDefault
        $null = New-NpClient newco 'New Co' new@newco.test -Password 'Cl-Pw-123!'
        $null = New-NpMailDomain newco.example -Client newco
        $null = New-NpMailbox info@newco.example -Password 'Mb-Pw-123!'
    }
    AfterAll {
        Get-NpPanel new | Disconnect-NpPanel
        $other | Stop-NpSandbox
        Stop-SpecPanel
    }

    It 'goes to those of -ServerMap, or to those with the same services' {
        Copy-NpClient newco -From spec -To new -ServerMap @{ 'web.old.test' = 'nowhere'; 'lost.old.test' = 'ispc.nodepoint.test' } -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        "$problem" | Should -BeLike "*names server 'nowhere', which panel 'new' does not have*"
        "$problem" | Should -BeLike "*names server 'lost.old.test', which panel 'spec' does not have*"
        Get-NpClient newco -Panel new -ErrorAction Ignore | Should -BeNullOrEmpty
        $lines = Copy-NpClient newco -From spec -To new -WarningVariable warnings -WarningAction SilentlyContinue
        $warnings | Where-Object { $_ -like "Server 'web.old.test' is not on panel 'new'*" } | Should -Not -BeNullOrEmpty
        $lines.Server | Should -Be 'ispc.nodepoint.test'
        $lines.Command | Should -BeLike '*root@web.old.test:*'
        Copy-NpClient newco -From spec -To new -ServerMap @{ 'web.old.test' = 'ispc.nodepoint.test'; 'dns.old.test' = 'ispc.nodepoint.test' } -Verify -WarningVariable none | Where-Object { $_ -is [Nodepoint.IspConfig.State.StateChange] } | Should -BeNullOrEmpty
        $none | Should -BeNullOrEmpty
    }

    It 'is not copied to a panel without a server for it, unless -ServerMap names one' {
        $seed.tables.server = @($second)
        $seed | ConvertTo-Json -Depth 20 | Set-Content $file
        $third = Start-NpSandbox -Name dns-only -Seed $file
        try {
            $null = Connect-NpPanel $third.Uri -Credential $third.Credential -CertificatePin $third.CertificatePin -Name dns-only -KeepDefault
            Copy-NpClient newco -From spec -To dns-only -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
            "$problem" | Should -BeLike "*No server of panel 'dns-only' has all services of 'web.old.test' (mail, web, dns, file, database). Choose one with -ServerMap @{ 'web.old.test' = 'dns.old.test' }.*"
            Get-NpClient newco -Panel dns-only -ErrorAction Ignore | Should -BeNullOrEmpty
        }
        finally {
            Get-NpPanel dns-only | Disconnect-NpPanel
            $third | Stop-NpSandbox
        }
    }

    It 'is copied to a panel whose server has all services' {
        $null = New-NpClient back 'Back' back@back.test -Password 'Cl-Pw-123!' -Panel new
        Copy-NpClient back -From new -To spec -WarningAction SilentlyContinue -ErrorVariable problem | Should -BeNullOrEmpty
        $problem | Should -BeNullOrEmpty
        (Get-NpClient back -Panel spec).Username | Should -Be back
    }
}

Describe 'A client of the other line of the panel' -Tag Sandbox {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1')
        . (Join-Path $PSScriptRoot '../Shared/RichPanel.ps1')
        $line = $env:NODEPOINT_SPEC_LINE -eq '3.3' ? '3.2' : '3.3'
        $other = $line -eq '3.3' ? (Start-NpSandbox -Name copy-line -PanelVersion 3.3) : (Start-NpSandbox -Name copy-line)
        $null = Connect-NpPanel $other.Uri -Credential $other.Credential -CertificatePin $other.CertificatePin -Name new -KeepDefault
        Set-RichPanel
        Remove-NpClient acme -Panel new -Confirm:$false
    }
    AfterAll {
        Get-NpPanel new | Disconnect-NpPanel
        $other | Stop-NpSandbox
        Stop-SpecPanel
    }

    It 'is copied: new columns have their defaults, and what only one line has is named' {
        $changes = Copy-NpClient acme -From spec -To new -Verify -WarningVariable warnings -WarningAction SilentlyContinue | Where-Object { $_ -is [Nodepoint.IspConfig.State.StateChange] }
        $changes | Should -BeNullOrEmpty
        # Disabled replication is a column of 3.3.
        "$warnings" | Should -BeLike ($line -eq '3.3' ? "*does not have these members, so they have their defaults on panel 'new': *NpMailbox Replicate*" : "*Panel 'new' does not have these members, so they are left out: *NpMailbox Replicate*")
        (Get-NpMailbox info@example.com -Panel new).Quota | Should -Be (Get-NpMailbox info@example.com -Panel spec).Quota
    }
}
