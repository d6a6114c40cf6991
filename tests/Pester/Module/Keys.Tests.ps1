# A line touches what it names and nothing else: nothing is not everything, a text is a key, and all key columns of a row count.
Describe 'A key, a filter, or a reference' {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1')
        Reset-SpecPanel
        $null = Connect-SpecPanel
        $commands = Get-Command -Module Nodepoint -CommandType Cmdlet
        $common = [System.Management.Automation.Cmdlet]::CommonParameters + [System.Management.Automation.Cmdlet]::OptionalCommonParameters + 'Panel', 'ThrottleLimit'
        function Test-Reference([type] $Type) { $Type.IsGenericType -and $Type.GetGenericTypeDefinition() -eq [Nodepoint.IspConfig.Model.Reference`1] }
        # A value for a mandatory parameter; null if there is none.
        function Get-Filler([type] $Type) {
            if (Test-Reference $Type) { 1 }
            elseif ($Type -in [string], [string[]], [object]) { 'x' }
            elseif ($Type -in [long], [long[]], [int], [Nullable[long]], [Nullable[int]], [Nodepoint.IspConfig.Servers.ServerReference]) { 1 }
            elseif ($Type -eq [switch] -or $Type -in [bool], [Nullable[bool]]) { $true }
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
        Get-NpDnsRecord x.example '`*' | Remove-NpDnsRecord
        Get-NpDnsRecord x.example '*' | Remove-NpDnsRecord -Confirm:$false
        Get-NpDnsRecord x.example | Should -BeNullOrEmpty
    }
}
