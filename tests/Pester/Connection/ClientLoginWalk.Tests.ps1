# Runs every cmdlet that works on a panel, and every function, in a client's session against what belongs to somebody else.
BeforeDiscovery {
    $nouns = Get-ChildItem (Join-Path $PSScriptRoot '../Shared/Nouns') -Filter *.ps1 | Sort-Object Name | ForEach-Object { & $_.FullName }
    $ofNouns = $nouns.Noun | ForEach-Object { "New-$_", "Get-$_", "Set-$_", "Remove-$_" }
    # The scenes of the other cmdlets, with the names of the client meadow in place of those that they are about.
    $scenes = & (Join-Path $PSScriptRoot '../Shared/CommandScenes.ps1') | Where-Object Command -notin $ofNouns | Group-Object { $_.Command } | ForEach-Object {
        @{ Command = $_.Name; Do = "$($_.Group[0].Run)" -replace 'shop\.example|\bexample\.com', 'meadow.example.net' -replace '\bacme\b', 'meadow' -replace '(-Np\w+Backup) 1\b', '$1 4' -replace ' -Panel spec \|', ' |' -replace '(Compare-NpDnsZone \$zoneFile)', '$1 | Where-Object Action -ne Add' }
    }
    $scenes += @{ Command = 'Set-NpRecordPermission'; Do = 'Set-NpRecordPermission -Table dns_soa -IdColumn id -Id 2 -Client orchard -Confirm:$false' }
    $scenes += @{ Command = 'Test-NpPanel'; Do = 'Test-NpPanel' }
    $functions = & { if (-not (Get-Module Nodepoint)) { Import-Module (Join-Path $PSScriptRoot '../../../artifacts/Nodepoint/Nodepoint.psd1') }; Get-NpApiFunction } | Where-Object Name -notin login, logout |
        Group-Object { ($_.Name -split '_')[0..1] -join '_' } | ForEach-Object { @{ Prefix = $_.Name; All = $_.Group } }
}

Describe 'In the session of a client, nothing of somebody else is shown or changed by' -Tag Seed {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../Shared/UsedPanel.ps1')
        $tried = [Collections.Generic.HashSet[string]]::new()
        # The file of the scenes about zone files: other records than those of the zone.
        $zoneFile = Join-Path $TestDrive meadow.example.net.zone
        Set-Content $zoneFile '$ORIGIN meadow.example.net.', '$TTL 3600', '@ SOA ns1.example.net. hostmaster.example.net. 1 7200 900 1209600 3600', '@ NS ns1.example.net.', 'other A 192.0.2.66'
        $names = 'meadow|pier\.|harbor|solo|grove|acme|status\.example'
        function Get-Rows { Invoke-RestMethod "$($sandbox.Uri)sandbox/rows" -SkipCertificateCheck | ForEach-Object tables }
        function Get-Text { (Invoke-WebRequest "$($sandbox.Uri)sandbox/rows" -SkipCertificateCheck).Content }
        function Get-Foreign($Rows) {
            foreach ($table in $Rows.PSObject.Properties | Where-Object Name -ne sys_datalog) {
                foreach ($row in $table.Value | Where-Object { "$($_.sys_groupid)" -ne '6' -or "$($_ | ConvertTo-Json -Depth 3)" -match 'meadow' }) { "$($table.Name) $($row | ConvertTo-Json -Compress -Depth 3)" }
            }
        }
        function Set-Scene {
            Reset-SpecPanel
            $null = Connect-SpecPanel
            $credential = [pscredential]::new('orchard', (ConvertTo-SecureString 'Orchard-Pw-23!' -AsPlainText -Force))
            $null = Connect-NpPanel $sandbox.Uri -Credential $credential -CertificatePin $sandbox.CertificatePin -Name orchard -ClientLogin -WarningAction SilentlyContinue
            $script:text = Get-Text
            $script:foreign = Get-Foreign (Get-Rows)
        }
        # What an attempt shows of somebody else's; nothing if it is kept away from it.
        function Test-Attempt([string] $Command, [string] $What, [scriptblock] $Do) {
            $null = $tried.Add($Command)
            $shown = @(try { & $Do 2>$null 3>$null 6>$null } catch { })
            $text = "$($shown | ConvertTo-Json -Depth 5 -WarningAction SilentlyContinue)"
            # What the public DNS says about a domain that was typed is no secret.
            if ($Command -eq 'Test-NpMailDomain') { $text = $text -replace 'meadow\.example\.net' }
            if ($text -match $names) { "$What shows $($Matches[0])" }
            if ($shown | Where-Object { $_.OwnerGroupId -gt 1 -and $_.OwnerGroupId -ne 6 }) { "$What shows a record of somebody else" }
        }
        # What the attempts before have changed of somebody else's.
        function Test-Rows {
            if ((Get-Text) -ceq $text) { return }
            $changed = Compare-Object $foreign @(Get-Foreign (Get-Rows)) | ForEach-Object { "$($_.SideIndicator) $($_.InputObject)" }
            if ($changed) { "They change $($changed -join ' ')" }
            Set-Scene
        }
        function Get-Model([string] $Noun) { @([Nodepoint.IspConfig.Model.PanelNouns]::All | Where-Object CmdletNoun -eq $Noun)[0] }
        Set-Scene
    }
    AfterAll {
        [Console]::Out.WriteLine("coverage: $($tried.Count) cmdlets were tried in a client's session on what belongs to somebody else")
        Get-NpPanel orchard | Disconnect-NpPanel
        Stop-SpecPanel
    }

    It 'the cmdlets of <Noun>' -ForEach $nouns {
        $others = @(& "Get-$Noun" -Panel spec | Where-Object { (Get-Model $Noun).IsOwned ? $_.OwnerGroupId -gt 1 -and $_.OwnerGroupId -ne 6 : $_.Id -ne 5 -or $Noun -ne 'NpClient' })
        # Only orchard has these in seed-2.json, so that nothing of somebody else can be named.
        if ($Noun -notin 'NpWebSubdomain', 'NpWebVhostSubdomain') { $others | Should -Not -BeNullOrEmpty }
        else { $others = [pscustomobject]@{ Id = 3 } | Add-Member ScriptMethod ToString { 'meadow.example.net' } -Force -PassThru }
        $theirs = @{}
        foreach ($name in $New.Keys) { $theirs[$name] = $New[$name] -is [string] ? ($New[$name] -replace 'shop\.example|\bexample\.com', 'meadow.example.net' -replace '\bacme\b', 'meadow') : $New[$name] }
        $problems = @(
            Test-Attempt "Get-$Noun" 'Reading all' { & "Get-$Noun" }
            Test-Attempt "Get-$Noun" 'Reading *' { & "Get-$Noun" '*' }
            if ((Get-Command "Get-$Noun").Parameters.ContainsKey('Client')) { Test-Attempt "Get-$Noun" 'Reading those of meadow' { & "Get-$Noun" -Client meadow } }
            foreach ($other in $others | Select-Object -First 2) {
                $key, $id = "$other", $other.Id
                Test-Attempt "Get-$Noun" "Reading ID $id" { & "Get-$Noun" -Id $id }
                Test-Attempt "Get-$Noun" "Reading '$key'" { & "Get-$Noun" $key }
                foreach ($target in @{ Id = $id }, @{ Identity = $key }) {
                    Test-Attempt "Set-$Noun" "Changing $($target.Values)" { & "Set-$Noun" @target @Change -Confirm:$false }
                    Test-Attempt "Remove-$Noun" "Removing $($target.Values)" { & "Remove-$Noun" @target -Confirm:$false }
                    if ((Get-Command "Remove-$Noun").Parameters.ContainsKey('Recurse')) { Test-Attempt "Remove-$Noun" "Removing all of $($target.Values)" { & "Remove-$Noun" @target -Recurse -Confirm:$false } }
                    foreach ($verb in 'Enable', 'Disable') {
                        if (Get-Command "$verb-$Noun" -ErrorAction Ignore) { Test-Attempt "$verb-$Noun" "$verb of $($target.Values)" { & "$verb-$Noun" @target -Confirm:$false } }
                    }
                }
            }
            Test-Attempt "New-$Noun" 'Adding for a client that does not exist here' { & "New-$Noun" @New -Confirm:$false }
            Test-Attempt "New-$Noun" 'Adding to what belongs to meadow' { & "New-$Noun" @theirs -Confirm:$false }
            Test-Rows
        )
        $problems | Should -BeNullOrEmpty
    }

    It '<Command>: <Do>' -ForEach $scenes {
        $problems = @(
            Test-Attempt $Command $Do ([scriptblock]::Create($Do))
            Test-Rows
        )
        $problems | Should -BeNullOrEmpty
    }

    It 'Invoke-NpApi with functions that begin with <Prefix>' -ForEach $functions {
        # What each parameter has to be to reach something of the client meadow.
        $theirs = @{
            client_id = 6; reseller_id = 3; group_id = 7; sys_groupid = 7; sys_userid = 7; primary_id = 2; zone_id = 2; site_id = 3; domain_id = 2; username = 'meadow'; user = 'meadow'; ftp_user = 'meadowftp'
            domain = 'meadow.example.net'; origin = 'meadow.example.net'; customer_no = 'C6'; new_password = 'Np-Pw-789!'; password = 'Np-Pw-789!'; status = 'inactive'; algo = 'ECDSAP256SHA256'; action_type = 'backup_delete'
            params = @{ sys_userid = 6; sys_groupid = 6; zone = 2; parent_domain_id = 3; mailuser_id = 4; email = 'info@meadow.example.net'; source = 'x@meadow.example.net'; domain = 'meadow.example.net'; active = 'n'; server_id = 1 }
            tablename = 'dns_soa'; index_field = 'id'; index_value = 2; permissions = @{ sys_userid = 6; sys_groupid = 6 }; template_id = 2; assigned_template_id = 2; datalog_id = 1; tstamp = 1; newer = $true; server_id = 1
            section = 'mail'; key = 'maildir_path'; value = '/tmp'; group = 'interface'; name = 'x'; session_id = $null
        }
        $problems = @(
            foreach ($function in $All) {
                $name, $with = $function.Name, @{}
                foreach ($parameter in $function.Parameters.Name | Where-Object { $_ -and $_ -ne 'session_id' }) { $with[$parameter] = $theirs[$parameter] }
                $reads = if ($name -like '*_get') { @(-1, '2 OR 1=1', @{}, @{ sys_groupid = 7 }) } else { @('4 OR 1=1') }
                if ($name -like '*_backup') { $with.primary_id = 4 }
                $id = @($with.Keys | Where-Object { $_ -in 'primary_id', 'client_id', 'zone_id', 'site_id', 'domain_id' } | Sort-Object { $_ -ne 'primary_id' })[0]
                Test-Attempt Invoke-NpApi "$name as meadow" { Invoke-NpApi $name $with -Confirm:$false }
                Test-Attempt Invoke-NpApi "$name -Raw as meadow" { Invoke-NpApi $name $with -Raw -Confirm:$false }
                foreach ($read in $reads | Where-Object { $id }) {
                    $other = $with.Clone()
                    $other[$id] = $read
                    Test-Attempt Invoke-NpApi "$name with $id = $($read | ConvertTo-Json -Compress)" { Invoke-NpApi $name $other -Confirm:$false }
                }
            }
            Test-Rows
        )
        $problems | Should -BeNullOrEmpty
    }

    It 'any cmdlet: all of them were tried' {
        # These are about connections, and about the list of functions that the module has.
        $without = 'Connect-NpPanel', 'Disconnect-NpPanel', 'Get-NpPanel', 'Register-NpPanel', 'Unregister-NpPanel', 'Get-NpPlatform', 'Set-NpPlatform', 'Test-NpService', 'Get-NpApiFunction'
        @(Get-Command -Module Nodepoint | Where-Object { $_.Parameters.ContainsKey('Panel') -and $_.Name -notin $without -and $_.Name -notin $tried }).Name | Should -BeNullOrEmpty -Because 'tests/Pester/Shared/CommandScenes.ps1 needs a scene for each of them'
    }
}

Describe 'In the session of a reseller, a record stays with its client after' -Tag Seed {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../Shared/UsedPanel.ps1')
        $tried = @{}
        function Get-Owner([string] $Noun, [long] $Id) {
            $model = @([Nodepoint.IspConfig.Model.PanelNouns]::All | Where-Object CmdletNoun -eq $Noun)[0]
            $raw = Invoke-NpApi "$($model.Functions)_get" @{ $model.ReadParameter = $Id } -Panel spec
            "$($raw.sys_userid)/$($raw.sys_groupid)"
        }
    }
    AfterAll {
        [Console]::Out.WriteLine("coverage: records of $($tried.Count) nouns were changed in a reseller's session")
        Get-NpPanel grove | Disconnect-NpPanel
        Stop-SpecPanel
    }

    It 'a change of the cmdlets of <Noun>' -ForEach ($nouns | Where-Object Noun -notin NpClient, NpServerIp) {
        Reset-SpecPanel
        $null = Connect-SpecPanel
        $null = Connect-Client grove 'Grove-Pw-21!'
        $record = @(& "Get-$Noun" -Panel spec | Where-Object OwnerGroupId -in 6, 7)[0]
        $record | Should -Not -BeNullOrEmpty -Because 'seed-2.json has a record of orchard or meadow'
        $before = Get-Owner $Noun $record.Id
        $problems = @(& "Set-$Noun" -Id $record.Id @Change -Panel grove -Confirm:$false -WarningAction SilentlyContinue 2>&1 | Where-Object { $_ -is [Management.Automation.ErrorRecord] })
        Get-Owner $Noun $record.Id | Should -Be $before
        $problems | Should -BeNullOrEmpty
        foreach ($verb in 'Disable', 'Enable') {
            if (-not (Get-Command "$verb-$Noun" -ErrorAction Ignore)) { continue }
            & "$verb-$Noun" -Id $record.Id -Panel grove -Confirm:$false -ErrorAction Stop
            Get-Owner $Noun $record.Id | Should -Be $before
        }
        $tried[$Noun] = $true
    }
}
