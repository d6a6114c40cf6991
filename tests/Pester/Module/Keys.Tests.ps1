# A line touches what it names and nothing else: nothing is not everything, a text is a key, and all key columns of a row count.
Describe 'A key, a filter, or a reference' {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1')
        Reset-SpecPanel
        $null = Connect-SpecPanel
        $commands = Get-Command -Module Nodepoint -CommandType Cmdlet
        $common = [System.Management.Automation.Cmdlet]::CommonParameters + [System.Management.Automation.Cmdlet]::OptionalCommonParameters + 'Panel', 'ThrottleLimit'
        function Test-Reference([type] $Type) { $Type.IsGenericType -and $Type.GetGenericTypeDefinition() -eq [Nodepoint.IspConfig.Model.Reference`1] }
        # A value for a mandatory parameter; null for none.
        function Get-Filler([type] $Type) {
            if (Test-Reference $Type) { 1 }
            elseif ($Type -in [string], [string[]], [object]) { 'x' }
            elseif ($Type -in [long], [long[]], [int], [Nullable[long]], [Nullable[int]], [Nodepoint.IspConfig.Servers.ServerReference]) { 1 }
            elseif ($Type -eq [switch] -or $Type -in [bool], [Nullable[bool]]) { $true }
            elseif ($Type -eq [Nodepoint.PowerShell.Connection.PanelReference]) { 'spec' }
            elseif ($Type -eq [securestring]) { ConvertTo-SecureString x -AsPlainText -Force }
            elseif (($Type.IsEnum -and ($one = $Type)) -or (($one = [Nullable]::GetUnderlyingType($Type)) -and $one.IsEnum)) { $one.GetEnumValues()[0] }
        }
        # The arguments that the parameter's sets require besides it; null if none of them can be filled in.
        function Get-Others($Command, $Parameter) {
            foreach ($set in $Command.ParameterSets | Where-Object { $_.Name -ne 'Rows' -and $_.Parameters.Name -contains $Parameter.Name }) {
                $others = @{}
                foreach ($other in $set.Parameters | Where-Object { $_.IsMandatory -and $_.Name -ne $Parameter.Name }) { $others[$other.Name] = Get-Filler $other.ParameterType }
                if ($others.Values -notcontains $null) { return $others }
            }
        }
        function Get-ErrorId([scriptblock] $Script) {
            try { & $Script 2>&1 | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] } | Select-Object -First 1 -ExpandProperty FullyQualifiedErrorId }
            catch { $_.FullyQualifiedErrorId }
        }
    }
    AfterAll { Stop-SpecPanel }

    It 'with an empty value is an error, on every cmdlet' {
        $covered, $failures = 0, @()
        foreach ($command in $commands) {
            $panel = [Nodepoint.PowerShell.Bases.PanelCommand].IsAssignableFrom($command.ImplementingType)
            foreach ($parameter in $command.Parameters.Values | Where-Object { $panel -and $_.Name -notin $common }) {
                $isFilter = $command.Verb -eq 'Get' -and ($parameter.ParameterType -in [string], [string[]] -or $parameter.ParameterType.IsArray -and $parameter.ParameterType.GetElementType().IsEnum) -and
                    -not @($parameter.ParameterSets.Values | Where-Object IsMandatory)
                if (-not ($isFilter -or (Test-Reference $parameter.ParameterType))) { continue }
                $others = Get-Others $command $parameter
                if ($null -eq $others) { $failures += "$($command.Name) -$($parameter.Name): no arguments for a call"; continue }
                # No text is one of the names of an enumeration, and an empty list is no text.
                $isEnum = $parameter.ParameterType.IsArray -and $parameter.ParameterType.GetElementType().IsEnum
                foreach ($value in @(@{ is = $null }) + $(if (-not $isEnum) { @{ is = '' } }) + $(if ($parameter.ParameterType -ne [string]) { @{ is = @() } })) {
                    $arguments = $others + @{ $parameter.Name = $value.is }
                    $id = Get-ErrorId { & $command @arguments }
                    $covered++
                    if ($id -notlike 'NothingSpecified,*') { $failures += "$($command.Name) -$($parameter.Name) with '$($value.is)' ($(if ($null -eq $value.is) { 'null' } else { $value.is.GetType().Name })): $id" }
                }
            }
        }
        Write-Host "      $covered empty values of keys, filters, and references"
        $failures | Should -BeNullOrEmpty
        $covered | Should -BeGreaterThan 400
    }

    It 'from the pipeline with an empty value is an error, on every cmdlet that takes a key' {
        $covered, $failures = 0, @()
        foreach ($noun in [Nodepoint.IspConfig.Model.PanelNouns]::All | Where-Object CmdletNoun) {
            $key = $noun.Columns[$noun.KeyOrdinal].Member
            foreach ($verb in 'Get', 'Remove', 'Enable', 'Disable' | Where-Object { Get-Command "$_-$($noun.CmdletNoun)" -ErrorAction Ignore }) {
                foreach ($case in @{ name = 'null'; run = { $null | & "$verb-$($noun.CmdletNoun)" } }, @{ name = 'a row of null'; run = { [pscustomobject]@{ $key = $null } | & "$verb-$($noun.CmdletNoun)" } }, @{ name = 'a row of an empty text'; run = { [pscustomobject]@{ $key = '' } | & "$verb-$($noun.CmdletNoun)" } }) {
                    $id = Get-ErrorId $case.run
                    $covered++
                    if ($id -notlike 'NothingSpecified,*') { $failures += "$verb-$($noun.CmdletNoun), $($case.name): $id" }
                }
            }
        }
        Write-Host "      $covered empty values from the pipeline"
        $failures | Should -BeNullOrEmpty
        $covered | Should -BeGreaterThan 150
    }

    It 'of a client is not empty: a new record would silently belong to the administrator' {
        { New-NpMailDomain x.example -Client $null -ErrorAction Stop } | Should -Throw -ErrorId 'NothingSpecified,*' -ExpectedMessage '*-Client is specified*'
        { [pscustomobject]@{ Domain = 'x.example' } | New-NpMailDomain -Client { } -ErrorAction Stop } | Should -Throw -ErrorId 'ScriptBlockArgumentNoOutput,*'
        { [pscustomobject]@{ Domain = 'x.example' } | New-NpMailDomain -Client { $_.Owner } -ErrorAction Stop } | Should -Throw -ErrorId 'NothingSpecified,*'
        { [pscustomobject]@{ Domain = 'x.example' } | New-NpMailDomain -Client { '' } -ErrorAction Stop } | Should -Throw -ErrorId 'NothingSpecified,*'
        Get-NpMailDomain | Should -BeNullOrEmpty
        ([pscustomobject]@{ Domain = 'x.example'; Client = '' } | New-NpMailDomain).OwnerGroupId | Should -Be 1
    }

    It 'is not bound from a record of another noun, for all pairs of nouns' {
        $records = @{}
        foreach ($noun in [Nodepoint.IspConfig.Model.PanelNouns]::All | Where-Object CmdletNoun) { $records[$noun.CmdletNoun] = [System.Activator]::CreateInstance($noun.RecordType) }
        $records.NpDnsRecord = [Nodepoint.IspConfig.Dns.DnsRecord]::new()
        $covered, $failures = 0, @()
        foreach ($command in $commands | Where-Object { $_.Verb -in 'New', 'Set', 'Remove', 'Enable', 'Disable' -and $records.ContainsKey($_.Noun) -and $_.Noun -ne 'NpDnsRecord' }) {
            $own = @($records[$command.Noun].GetType()) + @($command.Parameters.Values | Where-Object { $_.Attributes.IsRow -contains $true } | ForEach-Object { $_.ParameterType.GetGenericArguments()[0] })
            foreach ($record in $records.Values | Where-Object { $_.GetType() -notin $own }) {
                $id = Get-ErrorId { $record | & $command }
                $covered++
                if ($id -notlike 'WrongObject,*') { $failures += "$($record.GetType().Name) | $($command.Name): $id" }
            }
        }
        Write-Host "      $covered pairs of a record and a cmdlet of another noun"
        $failures | Should -BeNullOrEmpty
        $covered | Should -BeGreaterThan 2000
    }

    It 'is not bound from a record of another noun in any cmdlet that takes a record by property name' {
        $records = @([Nodepoint.IspConfig.Model.PanelNouns]::All | Where-Object CmdletNoun | ForEach-Object { [System.Activator]::CreateInstance($_.RecordType) }) + [Nodepoint.IspConfig.Dns.DnsRecord]::new()
        $covered, $failures = 0, @()
        foreach ($command in $commands) {
            foreach ($parameter in $command.Parameters.Values | Where-Object { (Test-Reference $_.ParameterType) -and $_.ParameterSets.Values.ValueFromPipelineByPropertyName -contains $true }) {
                $attribute = $parameter.Attributes | Where-Object { $_.GetType().Name -like 'ReferenceInput*' }
                $others = Get-Others $command $parameter
                if ($command.Parameters.ContainsKey('GeneratePassword')) { $others.GeneratePassword = $true }
                if ($command.Name -eq 'Set-NpWebsiteCertificate') { $others.Ssl = $false }
                foreach ($record in $records | Where-Object { $_.GetType() -notin $parameter.ParameterType.GetGenericArguments()[0], $attribute.Except }) {
                    $id = Get-ErrorId { $record | & $command @others }
                    $covered++
                    if ($id -notlike 'WrongObject,*') { $failures += "$($record.GetType().Name) | $($command.Name): $id" }
                }
            }
        }
        Write-Host "      $covered records of other nouns"
        $failures | Should -BeNullOrEmpty
        $covered | Should -BeGreaterThan 1000
    }
}

Describe 'A key' {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1')
    }
    BeforeEach {
        Reset-SpecPanel
        $null = Connect-SpecPanel
    }
    AfterAll { Stop-SpecPanel }

    It 'that is a text of digits is not an ID: the error offers -Id' {
        $id = (Get-NpClient acme).Id
        { [pscustomobject]@{ Username = "$id" } | Remove-NpClient -Recurse -Confirm:$false -ErrorAction Stop } | Should -Throw -ErrorId 'NotFound,*' -ExpectedMessage "*-Id $id*"
        { Get-NpClient "$id" -ErrorAction Stop } | Should -Throw -ErrorId 'NotFound,*' -ExpectedMessage "*-Id $id*"
        { New-NpMailDomain x.example -Client "$id" -ErrorAction Stop } | Should -Throw -ErrorId 'NotFound,*'
        { Set-NpClient "$id" -City Jena -ErrorAction Stop } | Should -Throw -ErrorId 'NotFound,*'
        (Get-NpClient $id).Username | Should -Be acme
        (Get-NpClient -Id $id).Username | Should -Be acme
        (New-NpMailDomain x.example -Client $id).OwnerGroupId | Should -Be (Get-NpMailDomain -Client acme).OwnerGroupId
        Set-NpClient -Id $id -City Jena
        (Get-NpClient acme).City | Should -Be Jena
    }

    It 'of digits names the client that is called so, and New- warns of it' {
        $other = (Get-NpClient acme).Id
        $made = New-NpClient "$other" 'Digit Al' d@digits.example -GeneratePassword -WarningVariable warned -WarningAction SilentlyContinue
        "$warned" | Should -BeLike '*only digits*'
        (Get-NpClient "$other").Id | Should -Be $made.Id
        (Get-NpClient $other).Username | Should -Be acme
        [pscustomobject]@{ Username = "$other" } | Remove-NpClient -Confirm:$false
        Get-NpClient acme | Should -Not -BeNullOrEmpty
    }

    It 'is the whole stored name for Set- and Remove-, not the name without its prefix' {
        $null = New-NpWebsite a.example -Client acme
        $made = Get-NpWebsite a.example | New-NpDatabase -Name shop
        $made.Name | Should -Not -Be shop
        { Remove-NpDatabase shop -ErrorAction Stop } | Should -Throw -ErrorId 'NotFound,*'
        { Set-NpDatabase shop -Active $false -ErrorAction Stop } | Should -Throw -ErrorId 'NotFound,*'
        [pscustomobject]@{ Name = 'shop'; WebsiteId = $made.WebsiteId } | Remove-NpDatabase
        Get-NpDatabase | Should -BeNullOrEmpty
    }

    It 'counts together with the other key columns of a row' {
        $null = New-NpWebsite a.example -Client acme
        $null = New-NpWebsite b.example -Client small
        $mine = Get-NpWebsite a.example | New-NpWebFolder -Path /private
        $theirs = Get-NpWebsite b.example | New-NpWebFolder -Path /private
        $user = $theirs | New-NpWebFolderUser -Username bob -Password 'Wf-Pw-123!'
        { [pscustomobject]@{ FolderId = "$($mine.Id)"; Username = 'bob' } | Remove-NpWebFolderUser -ErrorAction Stop } | Should -Throw -ErrorId 'KeyMismatch,*' -ExpectedMessage '*FolderId*'
        { [pscustomobject]@{ FolderId = "$($mine.Id)"; Username = 'bob' } | Set-NpWebFolderUser -Active $false -ErrorAction Stop } | Should -Throw -ErrorId 'KeyMismatch,*'
        { [pscustomobject]@{ Id = "$($user.Id)"; Username = 'ann' } | Remove-NpWebFolderUser -ErrorAction Stop } | Should -Throw -ErrorId 'KeyMismatch,*' -ExpectedMessage '*bob*'
        { [pscustomobject]@{ Id = 'x'; Username = 'bob' } | Remove-NpWebFolderUser -ErrorAction Stop } | Should -Throw -ErrorId 'KeyMismatch,*'
        { [pscustomobject]@{ Path = '/private'; Website = 'a.example' } | Set-NpWebFolder -Active $false -ErrorAction Stop } | Should -Not -Throw
        @(Get-NpWebFolder | Where-Object Active).Id | Should -Be $theirs.Id
        Get-NpWebFolderUser | Export-Csv (Join-Path $TestDrive users.csv)
        Import-Csv (Join-Path $TestDrive users.csv) | Remove-NpWebFolderUser
        Get-NpWebFolderUser | Should -BeNullOrEmpty
    }

    It 'is found by ID from a row, but not by the ID of another kind of record' {
        $domain = New-NpMailDomain x.example -Client acme
        { $domain | Select-Object * | Remove-NpClient -Confirm:$false -ErrorAction Stop } | Should -Throw -ErrorId 'WrongObject,*'
        [pscustomobject]@{ Id = "$($domain.Id)" } | Set-NpMailDomain -RelayHost relay.example.org
        (Get-NpMailDomain x.example).RelayHost | Should -Be relay.example.org
        Remove-NpMailDomain -Id $domain.Id
        Get-NpMailDomain | Should -BeNullOrEmpty
    }

    It 'has % and _ as characters' {
        $null = New-NpMailDomain x.example -Client acme
        foreach ($name in 'c_d', 'cxd') { $null = New-NpMailbox "$name@x.example" -Password 'Mb-Pw-123!' }
        $null = New-NpMailFetch bob pop.example.org -Mailbox cxd@x.example -SourcePassword 'Fe-Pw-123!'
        Remove-NpMailbox c_d@x.example -Recurse
        (Get-NpMailFetch).Destination | Should -Be cxd@x.example
        (Get-NpMailbox).Email | Should -Be cxd@x.example
        Get-NpMailFetch -Mailbox cxd@x.example | Should -Not -BeNullOrEmpty
    }

    It 'keeps its case where the service does, and not in addresses' {
        $null = New-NpWebsite a.example -Client acme
        $upper, $lower = '/Private', '/private' | ForEach-Object { Get-NpWebsite a.example | New-NpWebFolder -Path $_ }
        Remove-NpWebFolder /private
        (Get-NpWebFolder).Id | Should -Be $upper.Id
        $null = New-NpMailDomain X.Example
        (Get-NpMailDomain x.EXAMPLE).Domain | Should -Be x.example
        $null = New-NpDnsZone x.example ns1.nodepoint.eu
        $null = New-NpDnsRecord x.example a TXT 'Key=Abc'
        Get-NpDnsRecord x.example -Value '*=abc*' | Should -BeNullOrEmpty
        Get-NpDnsRecord x.example -Value '*=Abc*' | Should -Not -BeNullOrEmpty
    }

    It 'counts together with every part of the natural key: enumerations, servers, and owners' {
        $null = New-NpMailAccessRule sp@example.org -Action Reject -Type Sender -Client acme
        { [pscustomobject]@{ Source = 'sp@example.org'; Type = 'Recipient'; Action = 'Allow' } | Remove-NpMailAccessRule -ErrorAction Stop } | Should -Throw -ErrorId 'KeyMismatch,*'
        { [pscustomobject]@{ Source = 'sp@example.org'; Type = 'Nonsense' } | Remove-NpMailAccessRule -ErrorAction Stop } | Should -Throw -ErrorId 'KeyMismatch,*'
        $null = New-NpMailAccessRule sp@example.org -Action Reject -Type Recipient -Client acme
        [pscustomobject]@{ Source = 'sp@example.org'; Type = 'Recipient' } | Remove-NpMailAccessRule
        (Get-NpMailAccessRule).Type | Should -Be Sender
        { [pscustomobject]@{ Source = 'sp@example.org'; ServerId = 9 } | Remove-NpMailAccessRule -ErrorAction Stop } | Should -Throw -ErrorId 'KeyMismatch,*'
        { [pscustomobject]@{ Source = 'sp@example.org'; Client = 'small' } | Remove-NpMailAccessRule -ErrorAction Stop } | Should -Throw -ErrorId 'KeyMismatch,*'
        [pscustomobject]@{ Source = 'sp@example.org'; Type = 'sender'; Client = 'acme'; ServerId = '1' } | Remove-NpMailAccessRule
        Get-NpMailAccessRule | Should -BeNullOrEmpty
        $null = New-NpServerIp 203.0.113.77
        { [pscustomobject]@{ IPAddress = '203.0.113.77'; ServerId = 9 } | Remove-NpServerIp -ErrorAction Stop } | Should -Throw -ErrorId 'KeyMismatch,*'
    }

    It 'counts together with the owner and the server, for every noun' {
        $covered, $failures = 0, @()
        foreach ($noun in [Nodepoint.IspConfig.Model.PanelNouns]::All | Where-Object CmdletNoun) {
            $type = $noun.RecordType
            $key = $noun.Columns[$noun.KeyOrdinal].Member
            foreach ($column in 'ServerId', 'OwnerGroupId' | Where-Object { $type.GetProperty($_) }) {
                if ($column -eq 'OwnerGroupId' -and -not $noun.IsOwned) { continue }
                $reference = [Nodepoint.PowerShell.Bases.PanelCommand].Assembly.GetType('Nodepoint.PowerShell.Rows.RowKey`1').MakeGenericType($type).GetMethod('Read').Invoke($null, @([pscustomobject]@{ $key = 'x'; $column = '77' }, $false))
                $conditions = @($reference.GetType().GetProperty('Conditions', [Reflection.BindingFlags]'NonPublic, Public, Instance').GetValue($reference))
                $covered++
                if ($conditions.Column -notcontains $column) { $failures += "$($noun.CmdletNoun): $column" }
            }
        }
        Write-Host "      $covered columns of rows"
        $failures | Should -BeNullOrEmpty
        $covered | Should -BeGreaterThan 50
    }

    It 'counts together with the parent, whether it is named by its key, its ID, or the parameter of New-' {
        $null = New-NpMailDomain x.example -Client acme
        $null = New-NpMailDomain y.example -Client small
        foreach ($address in 'i@x.example', 'i@y.example') { $null = New-NpMailbox $address -Password 'Mb-Pw-123!' }
        $null = New-NpMailFetch info imap.example.org -Mailbox i@x.example -SourcePassword 'Sr-Pw-123!'
        { [pscustomobject]@{ SourceUsername = 'info'; SourceServer = 'imap.example.org'; Mailbox = 'i@y.example' } | Remove-NpMailFetch -ErrorAction Stop } | Should -Throw -ErrorId 'KeyMismatch,*'
        { [pscustomobject]@{ SourceUsername = 'info'; Destination = 'i@y.example' } | Remove-NpMailFetch -ErrorAction Stop } | Should -Throw -ErrorId 'KeyMismatch,*'
        { Remove-NpMailFetch INFO -ErrorAction Stop } | Should -Throw -ErrorId 'NotFound,*'
        [pscustomobject]@{ SourceUsername = 'info'; SourceServer = 'imap.example.org'; Mailbox = 'i@x.example' } | Remove-NpMailFetch
        Get-NpMailFetch | Should -BeNullOrEmpty
    }

    It 'in a column ClientId is the ID of the owner of a new record' {
        $small = Get-NpClient small
        "Domain,ClientId`nd7.example,$($small.Id)" | ConvertFrom-Csv | New-NpMailDomain | Get-NpClient | ForEach-Object Username | Should -Be small
        [pscustomobject]@{ Domain = 'd8.example'; client_id = $small.Id } | New-NpMailDomain | Get-NpClient | ForEach-Object Username | Should -Be small
    }

    It 'of a database is enough without its prefix in a row that names the client' {
        $null = New-NpWebsite a.example -Client acme
        $null = Get-NpWebsite a.example | New-NpDatabase -Name shop
        { [pscustomobject]@{ Name = 'shop'; Client = 'small' } | Remove-NpDatabase -ErrorAction Stop } | Should -Throw
        [pscustomobject]@{ Name = 'shop'; Client = 'acme' } | Remove-NpDatabase
        Get-NpDatabase | Should -BeNullOrEmpty
    }

    It 'in a row without its column is an error that shows no other column' {
        $covered, $failures = 0, @()
        $row = [pscustomobject]@{ Unknown = 'x'; Password = 'Se-Cret-7!zz'; Kennwort = 'Se-Cret-7!zz'; PrivateKey = 'Se-Cret-7!zz' }
        foreach ($command in Get-Command -Module Nodepoint -CommandType Cmdlet | Where-Object { $_.Verb -in 'Get', 'Set', 'Remove', 'Enable', 'Disable', 'Restore', 'Test' -and [Nodepoint.PowerShell.Bases.PanelCommand].IsAssignableFrom($_.ImplementingType) }) {
            if (-not @($command.Parameters.Values | Where-Object { $_.ParameterSets.Values.ValueFromPipeline -contains $true -or $_.ParameterSets.Values.ValueFromPipelineByPropertyName -contains $true }) -or $command.Noun -in 'NpConfigValue', 'NpRecordPermission') { continue }
            # These take servers, websites, clients, and backups, but no rows with secrets.
            if ($command.Noun -in 'NpDatabaseUsage', 'NpWebsiteUsage', 'NpWebsiteTraffic', 'NpFtpTraffic', 'NpDataLog', 'NpJobQueue', 'NpPhpVersion', 'NpServerConfig', 'NpClientTemplateAssignment', 'NpDnsRecord', 'NpMailboxBackup', 'NpWebsiteBackup', 'NpSystemConfig', 'NpAcmeChallenge') { continue }
            $problems = $null
            try { $null = $row | & $command -ErrorVariable problems -ErrorAction SilentlyContinue -WarningAction SilentlyContinue } catch { $problems = @($_) }
            $covered++
            foreach ($problem in $problems) {
                $shown = @("$problem", "$($problem.CategoryInfo)", "$($problem.TargetObject)", ($problem.TargetObject | Format-List * | Out-String), "$($problem.ErrorDetails)") -join "`n"
                if ($shown -match 'Se-Cret') { $failures += "$($command.Name): $($problem.FullyQualifiedErrorId)" }
            }
        }
        Write-Host "      $covered cmdlets"
        $failures | Should -BeNullOrEmpty
        $covered | Should -BeGreaterThan 100
    }

    It 'is in the columns that the engine binds, in every cmdlet that looks for them itself' {
        $covered, $failures = 0, @()
        foreach ($command in Get-Command -Module Nodepoint -CommandType Cmdlet) {
            foreach ($parameter in $command.Parameters.Values) {
                $columns = @($parameter.Attributes | Where-Object { $_.GetType().Name -like 'ReferenceInput*' }).Columns | Where-Object { $_ }
                if (-not $columns) { continue }
                $covered++
                if (Compare-Object $columns (@($parameter.Name) + $parameter.Aliases)) { $failures += "$($command.Name) -$($parameter.Name): $columns" }
            }
        }
        $failures | Should -BeNullOrEmpty
        $covered | Should -BeGreaterThan 10
    }

    It 'is not taken from an object that is about another record, such as usage or a panel' {
        $null = New-NpMailDomain z.example -Client acme
        $null = New-NpDnsZone z.example ns1.nodepoint.eu -Client acme
        $null = New-NpWebsite z.example -Client acme
        $objects = @(Get-NpDkim z.example; Get-NpWebsiteCertificate z.example; Get-NpClient acme | Get-NpWebsiteUsage; Get-NpPanel spec; Get-NpServer)
        $objects.Count | Should -BeGreaterThan 4
        $covered, $failures = 0, @()
        foreach ($object in $objects) {
            $about = switch ($object.GetType().Name) { 'DkimStatus' { 'NpMailDomain' } 'WebsiteCertificate' { 'NpWebsite' } 'WebsiteUsage' { 'NpWebsite' } }
            foreach ($command in Get-Command -Module Nodepoint -CommandType Cmdlet | Where-Object { $_.Verb -in 'Set', 'Remove', 'Enable', 'Disable', 'New' -and $_.ImplementingType.BaseType.IsGenericType -and $_.Noun -ne $about }) {
                # A website is the parent of these.
                if ($about -and $command.Verb -eq 'New' -and @($command.Parameters.Values | Where-Object { $_.Attributes.IsRow -contains $true -and "Np$($_.ParameterType.GetGenericArguments()[0].Name)" -eq $about })) { continue }
                $problem = $null
                try { $null = $object | & $command -WhatIf -ErrorAction SilentlyContinue -ErrorVariable problem 6>$null } catch { $problem = @($_) }
                $covered++
                if ("$(@($problem)[0].FullyQualifiedErrorId)" -notmatch '^(WrongObject|InputObjectNotBound|WrongPanel),') { $failures += "$($object.GetType().Name) | $($command.Name): $(@($problem)[0].FullyQualifiedErrorId)" }
            }
        }
        Write-Host "      $covered pairs of an object and a cmdlet"
        $failures | Should -BeNullOrEmpty
        $covered | Should -BeGreaterThan 300
        Get-NpDkim z.example | Get-NpMailDomain | ForEach-Object Domain | Should -Be z.example
        { Get-NpDkim z.example | Get-NpMailbox -ErrorAction Stop } | Should -Throw -ErrorId 'InputObjectNotBound,*'
    }

    It 'of the DNS record named * is written `*, and a bare * asks before it removes all' {
        $null = New-NpDnsZone x.example ns1.nodepoint.eu
        foreach ($name in '*', 'www', 'mail') { $null = New-NpDnsRecord x.example $name A 192.0.2.1 }
        @(Get-NpDnsRecord x.example '*').Count | Should -Be 3
        (Get-NpDnsRecord x.example '`*').Name | Should -Be '*'
        # Nobody can answer here.
        $preference = $global:ConfirmPreference
        $global:ConfirmPreference = 'High'
        try { { Get-NpDnsRecord x.example '*' | Remove-NpDnsRecord -ErrorAction Stop } | Should -Throw }
        finally { $global:ConfirmPreference = $preference }
        @(Get-NpDnsRecord x.example).Count | Should -Be 3
        foreach ($all in '**', '*.x.example.', '*[a-z*]*') {
            $global:ConfirmPreference = 'High'
            try { { Get-NpDnsRecord x.example $all | Remove-NpDnsRecord -ErrorAction Stop } | Should -Throw -Because $all }
            finally { $global:ConfirmPreference = $preference }
        }
        @(Get-NpDnsRecord x.example '*a*').Name | Should -Be mail -Because 'the pattern is for the name in the zone'
        Get-NpDnsRecord x.example '`*' | Remove-NpDnsRecord
        Get-NpDnsRecord x.example '*' | Remove-NpDnsRecord -Confirm:$false
        Get-NpDnsRecord x.example | Should -BeNullOrEmpty
    }
}
