# An object belongs to the panel it was read from. Panel a has the records of each noun; panel b is connected last and is the default.
BeforeDiscovery {
    $nouns = Get-ChildItem (Join-Path $PSScriptRoot '../Shared/Nouns') -Filter *.ps1 | Sort-Object Name | ForEach-Object { & $_.FullName }
}

Describe 'An object of a panel' -Tag Sandbox {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1')
        $a, $b = (Start-NpSandbox origin-a), (Start-NpSandbox origin-b)
        function Connect-Both {
            foreach ($one in $a, $b) { $null = Connect-NpPanel $one.Uri -Credential $one.Credential -CertificatePin $one.CertificatePin -Name $one.Name }
        }
        function Set-Scene([scriptblock] $Setup) {
            $a, $b | Reset-NpSandbox
            Connect-Both
            if (-not $Setup) { return }
            $null = Connect-NpPanel -Name origin-a
            $null = & $Setup
            $null = Connect-NpPanel -Name origin-b
        }
        # The error ID of a command; empty if it had no error.
        function Get-Problem([scriptblock] $Command) {
            $null = & $Command -ErrorAction SilentlyContinue -ErrorVariable problems 2>$null
            "$(@($problems)[0].FullyQualifiedErrorId)" -replace ',.*'
        }
    }
    AfterAll {
        Get-NpPanel origin-* | Disconnect-NpPanel
        $a, $b | Stop-NpSandbox
        $null = Connect-SpecPanel
        Stop-SpecPanel
    }

    Context '<Noun>' -ForEach $nouns {
        BeforeAll {
            Set-Scene $Setup
            $made = & "New-$Noun" @New -Panel origin-a
            $read = & "Get-$Noun" -Id $made.Id -Panel origin-a
            $status = @('Enable', 'Disable' | Where-Object { Get-Command "$_-$Noun" -ErrorAction Ignore })
        }

        It 'is refused by the cmdlets that would change or remove it on another panel' {
            foreach ($record in $made, $read) {
                Get-Problem { [CmdletBinding()] param() $record | & "Set-$Noun" @Change -Panel origin-b } | Should -Be 'WrongPanel'
                Get-Problem { [CmdletBinding()] param() & "Set-$Noun" $record @Change -Panel origin-b } | Should -Be 'WrongPanel'
                Get-Problem { [CmdletBinding()] param() $record | & "Remove-$Noun" -Recurse -Confirm:$false -Panel origin-b } | Should -Be 'WrongPanel'
                Get-Problem { [CmdletBinding()] param() $record | & "Remove-$Noun" -WhatIf -Panel origin-b } | Should -Be 'WrongPanel'
                foreach ($verb in $status) { Get-Problem { [CmdletBinding()] param() $record | & "$verb-$Noun" -Panel origin-b } | Should -Be 'WrongPanel' }
                Get-Problem { [CmdletBinding()] param() $record | Set-NpRecordPermission -UserPermission riud -Panel origin-b } | Should -Be 'WrongPanel'
            }
        }

        It 'is changed, disabled, enabled and removed on its own panel, though another is the default' {
            $changed = $read | & "Set-$Noun" @Change -PassThru -WarningAction SilentlyContinue
            $changed.Id | Should -Be $read.Id
            foreach ($verb in $status) { ($changed | & "$verb-$Noun" -PassThru -WarningAction SilentlyContinue).Id | Should -Be $read.Id }
            & "Get-$Noun" -Id $read.Id -Panel origin-a | & "Remove-$Noun" -Recurse -Confirm:$false -WarningAction SilentlyContinue
            Get-Problem { [CmdletBinding()] param() & "Get-$Noun" -Id $read.Id -Panel origin-a } | Should -Be 'NotFound'
        }
    }

    It 'says which panel it is about, for every parameter of every cmdlet that accepts one' {
        Set-Scene
        $library = [AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -eq 'Nodepoint.IspConfig' } | Select-Object -First 1
        $base = $library.GetType('Nodepoint.IspConfig.Model.PanelObject')
        $origin = $library.GetType('Nodepoint.IspConfig.Model.PanelOrigin')
        $hidden = [Reflection.BindingFlags]'NonPublic, Instance'
        $data = @{}
        foreach ($row in Get-ChildItem (Join-Path $PSScriptRoot '../Shared/Nouns') -Filter *.ps1 | ForEach-Object { & $_.FullName }) { $data[$row.Noun] = $row.New }
        $connection = (Get-NpPanel origin-a).Connection
        function New-Foreign([type] $Type) {
            if ($Type -eq $base) { $Type = [Nodepoint.IspConfig.Mail.MailDomain] }
            $object = switch ($Type.Name) {
                'Server' { return Get-NpServer ispc* -Panel origin-a }
                'WebsiteBackup' { [Nodepoint.IspConfig.Sites.WebsiteBackup]::new(1, 1, 'x', 'Files', [datetimeoffset]::Now, 'x', 1, 'x', $false, 1) }
                'MailboxBackup' { [Nodepoint.IspConfig.Mail.MailboxBackup]::new(1, 1, 'x@y.example', [datetimeoffset]::Now, 1) }
                default { $Type::new() }
            }
            if ($base.IsAssignableFrom($Type)) {
                $base.GetProperty('Id').SetValue($object, [long]1)
                $base.GetProperty('ReadFrom', $hidden).SetValue($object, [Activator]::CreateInstance($origin, [object[]]@($connection)))
            }
            else { $Type.GetProperty('Nodepoint.IspConfig.Model.IPanelResult.Origin', $hidden).SetValue($object, [Activator]::CreateInstance($origin, [object[]]@($connection))) }
            $object
        }
        # Values for what else is mandatory.
        $zoneFile = Join-Path $TestDrive x.example.zone
        '$ORIGIN x.example.', '$TTL 3600', '@ SOA ns1.nodepoint.eu. hostmaster 1 7200 540 604800 3600', '@ NS ns1.nodepoint.eu.' | Set-Content $zoneFile
        $record = New-Foreign $base
        $fill = @{ To = 'origin-a'; Type = 'A'; Value = '192.0.2.1'; Action = 'Delete'; Password = 'Np-Pw-1234!'; Function = 'client_get'; Section = 'mail'; Name = 'x'; Template = 'x'; Table = 'x'; IdColumn = 'x'; LetsEncrypt = $true; Client = 'acme'; Enabled = $true; UserPermission = 'r'; LocalPart = 'x'; Record = $record; Path = $zoneFile }
        $tried = 0
        $missed = foreach ($command in Get-Command -Module Nodepoint -CommandType Cmdlet | Where-Object { $_.Parameters['Panel'] }) {
            foreach ($parameter in $command.Parameters.Values | Where-Object Name -ne 'InputObject') {
                $type = $parameter.ParameterType
                if ($type.IsGenericType -and $type.Name -eq 'Reference`1') { $type = $type.GetGenericArguments()[0] }
                elseif ($type.Name -eq 'ServerReference') { $type = [Nodepoint.IspConfig.Servers.Server] }
                elseif (-not $base.IsAssignableFrom($type) -and $type.Name -notin 'WebsiteBackup', 'MailboxBackup') { continue }
                $given = @{ Panel = 'origin-b'; $parameter.Name = (New-Foreign $type) }
                $set = @($command.ParameterSets | Where-Object { $_.Name -ne 'Rows' -and $parameter.Name -in $_.Parameters.Name } | Sort-Object { @($_.Parameters | Where-Object IsMandatory).Count })[0]
                $known = $data[($command.Name -replace '^New-')]
                foreach ($other in $set.Parameters | Where-Object { -not $given.ContainsKey($_.Name) }) {
                    if ($command.Verb -eq 'New' -and $known -and $known.ContainsKey($other.Name)) { $given[$other.Name] = $known[$other.Name] }
                    elseif ($other.IsMandatory -or ($command.Verb -ne 'Get' -and $other.Name -in 'LetsEncrypt', 'UserPermission', 'Password')) {
                        $given[$other.Name] = if ($fill.ContainsKey($other.Name)) { $fill[$other.Name] } elseif ($other.ParameterType -in [long], [int], [long[]]) { 1 } elseif ($other.ParameterType.IsEnum) { $other.ParameterType.GetEnumNames()[0] } else { 'x.example' }
                    }
                }
                # A Set cmdlet needs a change.
                if ($command.Verb -eq 'Set') { foreach ($change in @{ AdditionalField = @{ newer_column = 'x' } }, @{ Ttl = 600 }, @{ Value = 'x' }, @{ All = 'Fail' }, @{ Policy = 'None' }) { if ($command.Parameters.ContainsKey("$($change.Keys)") -and -not $given.ContainsKey("$($change.Keys)")) { $given += $change; break } } }
                if ('WhatIf' -in $command.Parameters.Keys) { $given.WhatIf = $true }
                $tried++
                $problem = $null
                try { $null = & $command @given -ErrorAction SilentlyContinue -ErrorVariable problem 3>$null 6>$null }
                catch { $problem = $_ }
                if ("$(@($problem)[0].FullyQualifiedErrorId)" -notlike 'WrongPanel,*') { "$($command.Name) -$($parameter.Name): $(@($problem)[0].FullyQualifiedErrorId) $(@($problem)[0])" }
            }
        }
        $missed -join "`n" | Should -BeNullOrEmpty
        $tried | Should -BeGreaterThan 200
        Write-Information "Tried $tried parameters." -InformationAction Continue
    }

    It 'is removed on its panel and not the one with the same number on the default panel' {
        Set-Scene
        $null = New-NpMailDomain first.example -Client acme -Panel origin-a
        $null = New-NpMailDomain other.example -Client acme -Panel origin-b
        Get-NpMailDomain first.example -Panel origin-a | Remove-NpMailDomain -Recurse -Confirm:$false
        Get-NpMailDomain -Panel origin-a | Should -BeNullOrEmpty
        (Get-NpMailDomain -Panel origin-b).Domain | Should -Be 'other.example'
    }

    It 'is the parent of new records on its panel' {
        Set-Scene
        $client = Get-NpClient acme -Panel origin-a
        $site = New-NpWebsite shop.example -Client $client
        $null = $site | New-NpFtpUser -Username web -Password 'Ft-Pw-123!'
        $null = New-NpMailDomain shop.example -Client $client
        $null = [pscustomobject]@{ Email = 'info@shop.example'; MailDomain = 'ignored' } | New-NpMailbox -Password 'Mb-Pw-123!' -Panel origin-a
        $zone = New-NpDnsZone shop.example ns1.nodepoint.eu -Client $client
        $null = $zone | New-NpDnsRecord -Name www -Type A -Value 192.0.2.1
        ($zone | Update-NpDnsSerial -PassThru).Serial | Should -BeGreaterThan $zone.Serial
        ($zone | Get-NpDnsRecord).Name | Should -Be 'www'
        $null = Get-NpMailDomain shop.example -Panel origin-a | Set-NpDkim -Selector s1
        (Get-NpMailDomain shop.example -Panel origin-a | Get-NpDkim).Published | Should -BeTrue
        foreach ($noun in 'Website', 'FtpUser', 'MailDomain', 'Mailbox', 'DnsZone') {
            @(& "Get-Np$noun" -Panel origin-b) | Should -BeNullOrEmpty -Because $noun
            @(& "Get-Np$noun" -Panel origin-a).Count | Should -Be 1 -Because $noun
        }
    }

    It 'is read again from its panel' {
        Set-Scene
        foreach ($one in 'origin-a', 'origin-b') { $null = New-NpMailDomain same.example -Client acme -Panel $one }
        Set-NpMailDomain same.example -RelayHost relay.example.org -Panel origin-a
        $read = Get-NpMailDomain same.example -Panel origin-a
        ($read | Get-NpMailDomain).RelayHost | Should -Be 'relay.example.org'
        ($read | Get-NpMailDomain -Panel origin-b).RelayHost | Should -BeNullOrEmpty -Because 'the records of two panels can be compared'
        { [pscustomobject]@{ Active = $true } | Get-NpMailDomain -ErrorAction Stop } | Should -Throw
    }

    It 'that is not a record belongs to its panel too: usage, DKIM, certificates, settings, values and backups' {
        Set-Scene
        $client = Get-NpClient acme -Panel origin-a
        $null = New-NpMailDomain mail.example -Client $client
        $null = New-NpDnsZone mail.example ns1.nodepoint.eu -Client $client
        $null = New-NpMailbox info@mail.example -Password 'Mb-Pw-123!' -Panel origin-a
        $null = New-NpWebsite web.example -Client $client
        $null = Set-NpConfigValue scripts color blue -Panel origin-a
        $tried = @(
            @{ Get = { Get-NpMailboxUsage info@mail.example -Panel origin-a }; To = { $item | Set-NpMailbox -Quota 5GB -WhatIf @panel }, { $item | Remove-NpMailbox -WhatIf @panel } }
            @{ Get = { Get-NpDkim mail.example -Panel origin-a }; To = { $item | Set-NpDkim -NoRecord -WhatIf @panel }, { $item | Set-NpDkim -RemoveExpired -WhatIf @panel }, { $item | Set-NpMailClientRecord -MailHost mail.nodepoint.eu -WhatIf @panel }, { $item | Remove-NpDkim -WhatIf @panel } }
            @{ Get = { Get-NpSpf mail.example -Panel origin-a }; To = { $item | Set-NpSpf -Add mx -WhatIf @panel }, { $item | Remove-NpSpf -WhatIf @panel } }
            @{ Get = { Get-NpDmarc mail.example -Panel origin-a }; To = { $item | Set-NpDmarc -Policy None -WhatIf @panel }, { $item | Remove-NpDmarc -WhatIf @panel } }
            @{ Get = { Get-NpWebsiteCertificate web.example -Panel origin-a }; To = { $item | Set-NpWebsiteCertificate -LetsEncrypt $true -Ssl $true -WhatIf @panel }, { $item | Remove-NpWebsite -WhatIf @panel }, { $item | Disable-NpWebsite -WhatIf @panel } }
            @{ Get = { Get-NpServerConfig 1 mail -Panel origin-a | Select-Object -First 1 }; To = @({ $item | Set-NpServerConfig -WhatIf @panel }) }
            @{ Get = { Get-NpSystemConfig mail -Panel origin-a | Select-Object -First 1 }; To = @({ $item | Set-NpSystemConfig -WhatIf @panel }) }
            @{ Get = { Get-NpConfigValue scripts color -Panel origin-a }; To = { $item | Set-NpConfigValue -WhatIf @panel }, { $item | Remove-NpConfigValue -WhatIf @panel } }
        )
        $wrong = foreach ($one in $tried) {
            foreach ($step in $one.To) {
                $item = & $one.Get
                if ($null -eq $item) { "$($one.Get) returned nothing"; continue }
                $panel = @{ Panel = 'origin-b' }
                $id = Get-Problem { [CmdletBinding()] param() . $step }
                if ($id -ne 'WrongPanel') { "$step on another panel: $id" }
                $panel = @{}
                $id = Get-Problem { [CmdletBinding()] param() . $step }
                if ($id) { "$step on its own panel: $id" }
            }
        }
        $wrong -join "`n" | Should -BeNullOrEmpty
        $backup = [Nodepoint.IspConfig.Sites.WebsiteBackup]::new(1, 1, 'x', 'Files', [datetimeoffset]::Now, 'x', 1, 'x', $false, 1)
        $backup | ConvertTo-Json | Should -Not -BeLike '*Origin*'
    }

    It 'is copied to another panel by New-' {
        Set-Scene
        $null = New-NpMailDomain first.example -Client acme -Panel origin-a
        (Get-NpMailDomain first.example -Panel origin-a | New-NpMailDomain -Panel origin-b).Domain | Should -Be 'first.example'
        (Get-NpMailDomain -Panel origin-b).Domain | Should -Be 'first.example'
    }

    It 'can stand in one pipeline with objects of other panels, each on its own' {
        Set-Scene
        foreach ($one in 'origin-a', 'origin-b') { $null = New-NpMailDomain "$one.example" -Client acme -Panel $one }
        $told = ('origin-a', 'origin-b' | ForEach-Object { Get-NpMailDomain -Panel $_ }) | Disable-NpMailDomain -PassThru
        $told.Domain | Should -Be 'origin-a.example', 'origin-b.example'
        $told.Active | Should -Be $false, $false
        { New-NpMailbox x@origin-a.example -Password 'Mb-Pw-123!' -ErrorAction Stop } | Should -Throw -ErrorId 'NotFound,*'
        { $null = New-NpWebsite s.example -Client (Get-NpClient acme -Panel origin-a) -Panel origin-b -ErrorAction Stop } | Should -Throw '*-Client ''acme'' was read from panel ''origin-a'', but -Panel is ''origin-b''*' -ErrorId 'WrongPanel,*'
    }

    It 'is not written to the journal of another panel' {
        Set-Scene
        $journal = Join-Path (Get-Item TestDrive:/).FullName origin.jsonl
        foreach ($one in 'origin-a', 'origin-b') { $null = New-NpMailDomain "$one.example" -Client acme -Panel $one }
        $problem = Get-Problem { [CmdletBinding()] param() 'origin-a', 'origin-b' | ForEach-Object { Get-NpMailDomain -Panel $_ } | Disable-NpMailDomain -Journal $journal }
        $problem | Should -Be 'WrongPanel'
        (Get-NpMailDomain -Panel origin-b).Active | Should -BeTrue
    }

    It 'has no panel when it comes from JSON, CSV or Clixml, and is then on the default panel' {
        Set-Scene
        $null = New-NpMailDomain first.example -Client acme -Panel origin-a
        $null = New-NpMailDomain first.example -Client acme -Panel origin-b
        $read = Get-NpMailDomain -Panel origin-a
        $file = Join-Path (Get-Item TestDrive:/).FullName domain.xml
        $read | Export-Clixml $file
        $read | ConvertTo-Json | ConvertFrom-Json | Set-NpMailDomain -RelayHost json.example.org -Panel origin-b
        (Get-NpMailDomain -Panel origin-b).RelayHost | Should -Be 'json.example.org'
        $read | ConvertTo-Csv | ConvertFrom-Csv | Select-Object Domain | Set-NpMailDomain -RelayHost csv.example.org
        (Get-NpMailDomain -Panel origin-b).RelayHost | Should -Be 'csv.example.org'
        Import-Clixml $file | Select-Object Domain | Set-NpMailDomain -RelayHost xml.example.org
        (Get-NpMailDomain -Panel origin-b).RelayHost | Should -Be 'xml.example.org'
        (Get-NpMailDomain -Panel origin-a).RelayHost | Should -BeNullOrEmpty
    }

    It 'shows nothing of its panel' {
        Set-Scene
        $null = New-NpMailDomain first.example -Client acme -Panel origin-a
        $null = New-NpMailDomain first.example -Client acme -Panel origin-b
        $one, $other = (Get-NpMailDomain -Panel origin-a), (Get-NpMailDomain -Panel origin-b)
        $one.PSObject.Properties.Name | Should -Not -Contain 'ReadFrom'
        ($one | Format-List * -Force | Out-String) + ($one | ConvertTo-Json) + ($one | ConvertTo-Csv | Out-String) | Should -Not -Match 'origin-a|ReadFrom'
        $one.Equals($one) | Should -BeTrue
        ($one | ConvertTo-Json) | Should -Be ($other | ConvertTo-Json)
        $one.Equals((Get-NpMailDomain -Panel origin-a)) | Should -BeTrue
    }

    It 'uses another connection to its panel after its own was closed, and is an error without one' {
        Set-Scene
        $null = New-NpMailDomain first.example -Client acme -Panel origin-a
        $read = Get-NpMailDomain -Panel origin-a
        Disconnect-NpPanel origin-a
        { $read | Remove-NpMailDomain -Confirm:$false -ErrorAction Stop } | Should -Throw '*origin-a*not connected any more*' -ErrorId 'NotConnected,*'
        $null = Connect-NpPanel $a.Uri -Credential $a.Credential -CertificatePin $a.CertificatePin -Name again -KeepDefault
        $read | Remove-NpMailDomain -Confirm:$false
        Get-NpMailDomain -Panel again | Should -BeNullOrEmpty
        Disconnect-NpPanel again
    }

    It 'is enough to work on its panel when there is no default panel' {
        Set-Scene
        $null = New-NpMailDomain first.example -Client acme -Panel origin-a
        $read = Get-NpMailDomain -Panel origin-a
        Disconnect-NpPanel
        $read | Remove-NpMailDomain -Confirm:$false
        Get-NpMailDomain -Panel origin-a | Should -BeNullOrEmpty
        { 'x.example' | Remove-NpMailDomain -Confirm:$false -ErrorAction Stop } | Should -Throw -ErrorId 'NotConnected,*'
    }
}
