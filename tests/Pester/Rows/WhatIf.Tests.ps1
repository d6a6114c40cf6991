# -WhatIf tells the truth: the errors of the real run, the changes of the real run, and rows that see the rows before them.
Describe 'With -WhatIf' -Tag Seed {
    BeforeAll {
        $file = & (Join-Path $PSScriptRoot '../Shared/SeedWithTemplates.ps1') (Join-Path ([IO.Path]::GetTempPath()) "seed-$([guid]::NewGuid()).json")
        . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1') -SeedFile $file
        # What -WhatIf says, a line for each row, and the IDs of the errors.
        function Show-Plan([scriptblock] $Line) {
            $all = & $Line 2>&1 4>&1
            @($all | ForEach-Object {
                if ($_ -is [Management.Automation.ErrorRecord]) { ($_.FullyQualifiedErrorId -split ',')[0] }
                elseif ($_ -is [Management.Automation.VerboseRecord] -and $_.Message -notlike 'Performing the operation*') { $_.Message }
            })
        }
        # The line with -WhatIf, and then without: the ID of the error of each row, empty for a row without one.
        function Compare-Errors([string] $Line) {
            $ids = foreach ($whatIf in ' -WhatIf', ' -Confirm:$false') {
                $errors = @()
                # In this scope, where the variable with the errors is.
                $null = . ([scriptblock]::Create("$Line$whatIf -ErrorAction SilentlyContinue -ErrorVariable +errors -WarningAction SilentlyContinue"))
                (@($errors | Where-Object { $_ -is [Management.Automation.ErrorRecord] } | ForEach-Object { ($_.FullyQualifiedErrorId -split ',')[0] }) -join ' ')
            }
            $ids
        }
    }
    BeforeEach {
        Reset-SpecPanel
        $null = Connect-SpecPanel
        $null = New-NpMailDomain z.example -Client acme
        $null = New-NpMailDomain old.example -Client acme
        $null = New-NpMailDomain new.example -Client acme
        $null = New-NpMailbox info@z.example -Password 'Mb-Pw-123!'
        $null = New-NpMailbox f@z.example -Password 'Mb-Pw-123!'
        $null = New-NpDnsZone z.example ns1.nodepoint.eu -Client acme
        $null = New-NpWebsite w.example -Client acme
    }
    AfterAll {
        Stop-SpecPanel
        Remove-Item $file
    }

    It 'a row has the error of the real run: <Line>' -ForEach @(
        @{ Line = 'New-NpMailAlias info@z.example -Destination f@z.example'; Id = 'Duplicate' }
        @{ Line = 'New-NpMailbox ''c%d@z.example'' -Password (ConvertTo-SecureString Mb-Pw-123! -AsPlainText)'; Id = 'Validation' }
        @{ Line = 'Set-NpMailbox info@z.example -Login ''a%b'''; Id = 'Validation' }
        @{ Line = 'Set-NpMailbox info@z.example -Login f@z.example'; Id = 'Duplicate' }
        @{ Line = 'Set-NpMailbox info@z.example -NewEmail f@z.example'; Id = 'Duplicate' }
        @{ Line = 'Set-NpMailDomain old.example -NewDomain new.example'; Id = 'Duplicate' }
        @{ Line = 'Set-NpClient acme -NewUsername small'; Id = 'Duplicate' }
        @{ Line = 'Set-NpClient acme -NewUsername admin'; Id = 'Duplicate' }
        @{ Line = 'New-NpWebAliasDomain w.example -Website w.example'; Id = 'Duplicate' }
        @{ Line = 'New-NpWebAliasDomain www.w.example -Website w.example'; Id = 'Duplicate' }
        @{ Line = 'New-NpWebsite w.example -Client small'; Id = 'Duplicate' }
        @{ Line = 'Set-NpClientPassword acme -Password x'; Id = 'InvalidPassword' }
        @{ Line = 'Set-NpClientPassword nope -Password (ConvertTo-SecureString Mb-Pw-123! -AsPlainText)'; Id = 'NotFound' }
        @{ Line = 'Restore-NpWebsiteBackup -Id 99'; Id = 'NotFound' }
        @{ Line = 'Remove-NpWebsiteBackup -Id 99'; Id = 'NotFound' }
        @{ Line = 'Restore-NpMailboxBackup -Id 99'; Id = 'NotFound' }
        @{ Line = 'Remove-NpMailboxBackup -Id 99'; Id = 'NotFound' }
        @{ Line = 'Set-NpConfigValue scripts nope x -Mode Update'; Id = 'NotFound' }
        @{ Line = 'Remove-NpConfigValue scripts nope'; Id = 'NotFound' }
        @{ Line = 'Remove-NpClientTemplateAssignment acme 2'; Id = 'NotFound' }
        @{ Line = 'New-NpClientTemplateAssignment acme 99'; Id = 'NotFound' }
        @{ Line = 'New-NpClientTemplateAssignment acme 1'; Id = 'InvalidReference' }
        @{ Line = 'Update-NpDnsSerial nope.example'; Id = 'NotFound' }
        @{ Line = 'Set-NpDnssec nope.example'; Id = 'NotFound' }
        @{ Line = 'Set-NpDkim nope.example'; Id = 'NotFound' }
        @{ Line = 'Remove-NpDkim nope.example'; Id = 'NotFound' }
        @{ Line = 'Set-NpDkim nope.example -Rotate -Selector s1 -Server 127.0.0.1:9'; Id = 'NotFound' }
        @{ Line = 'Set-NpDkim nope.example -RemoveExpired'; Id = 'NotFound' }
        @{ Line = 'Set-NpMailClientRecord nope.example -MailHost mail.nodepoint.eu'; Id = 'NotFound' }
        @{ Line = 'Set-NpSpf nope.example -Add mx'; Id = 'NotFound' }
        @{ Line = 'Remove-NpSpf nope.example'; Id = 'NotFound' }
        @{ Line = 'Set-NpDmarc nope.example -Policy None'; Id = 'NotFound' }
        @{ Line = 'Remove-NpDmarc nope.example'; Id = 'NotFound' }
        @{ Line = 'Set-NpServerConfig 9 mail relayhost x'; Id = 'NotFound' }
        @{ Line = 'Set-NpServerConfig 1 mail nope x'; Id = 'NotFound' }
        @{ Line = 'Set-NpSystemConfig mail nope x'; Id = 'NotFound' }
        @{ Line = 'Set-NpRecordPermission (Get-NpMailDomain z.example) -Client nope'; Id = 'NotFound' }
        @{ Line = 'Set-NpRecordPermission (Get-NpMailDomain z.example) -UserPermission rx'; Id = 'InvalidPermissions' }
    ) {
        Compare-Errors $Line | Should -Be $Id, $Id
    }

    It 'rows see the rows before them: <Name>' -ForEach @(
        @{ Name = 'two removals'; Ids = 'NotFound'; Line = '''old.example'', ''old.example'' | Remove-NpMailDomain' }
        @{ Name = 'a removal and a change'; Ids = 'NotFound'; Line = '[pscustomobject]@{ Domain = ''old.example''; NewDomain = ''a.example'' }, [pscustomobject]@{ Domain = ''old.example''; NewDomain = ''b.example'' } | Set-NpMailDomain' }
        @{ Name = 'a chain of renames'; Ids = 'NotFound'; Line = '[pscustomobject]@{ Username = ''small''; NewUsername = ''tiny'' }, [pscustomobject]@{ Username = ''small''; City = ''Jena'' }, [pscustomobject]@{ Username = ''tiny''; City = ''Ulm'' } | Set-NpClient' }
        @{ Name = 'two renames onto one name'; Ids = 'Duplicate'; Line = '[pscustomobject]@{ Domain = ''old.example''; NewDomain = ''a.example'' }, [pscustomobject]@{ Domain = ''new.example''; NewDomain = ''a.example'' } | Set-NpMailDomain' }
        @{ Name = 'names that change hands'; Ids = ''; Line = '[pscustomobject]@{ Domain = ''old.example''; NewDomain = ''a.example'' }, [pscustomobject]@{ Domain = ''new.example''; NewDomain = ''old.example'' } | Set-NpMailDomain -ThrottleLimit 1' }
        @{ Name = 'two additions'; Ids = 'Duplicate'; Line = '[pscustomobject]@{ Domain = ''twice.example'' }, [pscustomobject]@{ Domain = ''twice.example'' } | New-NpMailDomain' }
        @{ Name = 'two additions of an alias, which the panel would accept'; Ids = 'Duplicate'; Line = '[pscustomobject]@{ Source = ''a@z.example''; Destination = ''f@z.example'' }, [pscustomobject]@{ Source = ''a@z.example''; Destination = ''f@z.example'' } | New-NpMailAlias' }
        @{ Name = 'DNS records'; Ids = 'Duplicate Duplicate'; Line = '[pscustomobject]@{ Zone = ''z.example''; Name = ''c''; Type = ''CNAME''; Value = ''w.example.'' }, [pscustomobject]@{ Zone = ''z.example''; Name = ''c''; Type = ''A''; Value = ''192.0.2.1'' }, [pscustomobject]@{ Zone = ''z.example''; Name = ''c''; Type = ''CNAME''; Value = ''w.example.'' } | New-NpDnsRecord -ThrottleLimit 1' }
        @{ Name = 'values of scripts'; Ids = 'Duplicate'; Line = '[pscustomobject]@{ Group = ''s''; Name = ''a''; Value = 1 }, [pscustomobject]@{ Group = ''s''; Name = ''a''; Value = 2 } | Set-NpConfigValue -Mode Add' }
        @{ Name = 'assignments'; Ids = 'Duplicate'; Line = '''acme'', ''acme'' | New-NpClientTemplateAssignment -Template 2' }
    ) {
        Compare-Errors $Line | Should -Be $Ids, $Ids
    }

    It 'the second change of a value starts where the first one ends' {
        $plan = Show-Plan { [pscustomobject]@{ Email = 'info@z.example'; Quota = '1GB' }, [pscustomobject]@{ Email = 'info@z.example'; Quota = '5GB' } | Set-NpMailbox -WhatIf -Verbose }
        $plan[0] | Should -BeLike '*Quota from * to 1 GB'
        $plan[1] | Should -BeLike '*Quota from 1 GB to 5 GB'
        $plan = Show-Plan { [pscustomobject]@{ Zone = 'z.example' }, [pscustomobject]@{ Zone = 'z.example.' } | Update-NpDnsSerial -WhatIf -Verbose }
        ($plan[0] -split ' to ')[1] | Should -Be (($plan[1] -split ' from ')[1] -split ' to ')[0]
    }

    It 'many rows are planned as if they were run one after another' {
        $rows = 1..60 | ForEach-Object { [pscustomobject]@{ Email = "u$_@z.example"; Password = 'Mb-Pw-123!' } }
        $errors = @()
        $null = @($rows; $rows) | New-NpMailbox -WhatIf -ThrottleLimit 8 -ErrorAction SilentlyContinue -ErrorVariable errors
        @($errors | Where-Object FullyQualifiedErrorId -like 'Duplicate*').Count | Should -Be 60
        Get-NpMailbox u*@z.example | Should -BeNullOrEmpty
    }

    It 'what changes nothing says so' {
        Show-Plan { Remove-NpDkim new.example -WhatIf -Verbose } | Should -BeLike '*Change nothing*'
        Set-NpDnssec z.example
        Show-Plan { Set-NpDnssec z.example -Enabled $true -WhatIf -Verbose } | Should -BeLike '*Change nothing*'
        Show-Plan { Set-NpDnssec z.example -Enabled $false -WhatIf -Verbose } | Should -BeLike '*Turn off*'
        Show-Plan { New-NpMailDomain z.example -Client acme -SkipExisting -WhatIf -Verbose } | Should -Contain 'mail domain z.example: Change nothing, because it exists already'
        Set-NpConfigValue scripts color red
        Show-Plan { Set-NpConfigValue scripts color red -WhatIf -Verbose } | Should -BeLike '*Change nothing*'
        $url = (Get-NpSystemConfig mail | Where-Object Name -eq webmail_url).Value
        Show-Plan { Set-NpSystemConfig mail webmail_url $url -WhatIf -Verbose } | Should -BeLike '*Change nothing*'
    }

    It 'a change is shown from what to what' {
        Set-NpConfigValue scripts color red
        Show-Plan { Set-NpConfigValue scripts color blue -WhatIf -Verbose } | Should -Be "value scripts/color: Set the value from 'red' to 'blue'"
        Show-Plan { Set-NpConfigValue scripts api_password blue -WhatIf -Verbose } | Should -Not -BeLike '*blue*'
        Show-Plan { Set-NpSystemConfig mail webmail_url /x -WhatIf -Verbose } | Should -BeLike "*mail.webmail_url from '*' to '/x'"
        Show-Plan { Set-NpServerConfig 1 mail relayhost x -WhatIf -Verbose } | Should -BeLike "*mail.relayhost from '' to 'x'"
        Show-Plan { Get-NpMailDomain z.example | Set-NpRecordPermission -UserPermission r -WhatIf -Verbose } | Should -BeLike "*UserPermission from 'riud' to 'r'"
        Show-Plan { Set-NpDkim z.example -Selector s2 -WhatIf -Verbose } | Should -BeLike '*DKIM key with selector s2*publish TXT record s2._domainkey.z.example*'
        Set-NpDkim z.example -Selector s1
        Show-Plan { Set-NpDkim z.example -Selector s2 -WhatIf -Verbose } | Should -BeLike '*selector from s1 to s2*'
        Show-Plan { Update-NpDnsSerial z.example -WhatIf -Verbose } | Should -Match 'serial from \d+ to \d+$'
        $null = New-NpMailFetch them mx.example -Destination info@z.example -SourcePassword (ConvertTo-SecureString 'Mb-Pw-123!' -AsPlainText)
        Show-Plan { Get-NpMailFetch them | Set-NpMailFetch -Destination f@z.example -WhatIf -Verbose } | Should -BeLike "*Destination from 'info@z.example' to 'f@z.example'"
    }

    It 'the record is named as it is now' {
        $null = New-NpClient 2 -ContactName Two -Email two@example.com -Password (ConvertTo-SecureString 'Mb-Pw-123!' -AsPlainText) -WarningAction SilentlyContinue
        $second = (Get-NpClient -Id 2).Username
        Show-Plan { Remove-NpClient 2 -WhatIf -Verbose } | Should -BeLike "client $second (ID 2): *"
        Show-Plan { Remove-NpClient '2' -WhatIf -Verbose } | Should -BeLike 'client 2: *'
        $record = New-NpDnsRecord z.example www A 192.0.2.1
        Show-Plan { Remove-NpDnsRecord -Id $record.Id -WhatIf -Verbose } | Should -Be "DNS record www.z.example. A 192.0.2.1 in zone z.example (ID $($record.Id)): Remove"
        $zone = Get-NpDnsZone z.example
        Show-Plan { Update-NpDnsSerial $zone.Id -WhatIf -Verbose } | Should -BeLike "zone z.example. (ID $($zone.Id)): *"
        Show-Plan { Disable-NpMailDomain (Get-NpMailDomain old.example).Id -WhatIf -Verbose } | Should -BeLike 'mail domain old.example (ID *): Disable'
        $read = Get-NpMailDomain old.example
        Set-NpMailDomain old.example -NewDomain renamed.example
        Show-Plan { $read | Set-NpMailDomain -RelayHost mx.example -WhatIf -Verbose } | Should -BeLike 'mail domain renamed.example (ID *, read as old.example): *'
    }

    It 'dependents are counted by kind' {
        1..8 | ForEach-Object { $null = New-NpMailbox "m$_@new.example" -Password 'Mb-Pw-123!' }
        $null = New-NpMailAlias a@new.example m1@new.example
        Show-Plan { Remove-NpMailDomain new.example -Recurse -WhatIf -Verbose } | Should -BeLike '*: 1 mail alias, 8 mailboxes'
        { Remove-NpMailDomain new.example -ErrorAction Stop } | Should -Throw '*1 mail alias, 8 mailboxes*-Recurse*'
        Show-Plan { Remove-NpMailDomain z.example -Recurse -WhatIf -Verbose } | Should -BeLike '*mailbox info@z.example*mailbox f@z.example*'
    }
}
