Describe 'The login of a client' -Tag Seed {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../Shared/UsedPanel.ps1')
        function Set-Scene {
            Reset-SpecPanel
            $null = Connect-SpecPanel
            $null = Connect-Client orchard 'Orchard-Pw-23!'
            $null = Connect-Client grove 'Grove-Pw-21!'
        }
        # What the administrator sees of a record, before and after a change.
        function Get-Raw([string] $Function, [long] $Id) { Invoke-NpApi $Function @{ primary_id = $Id } -Panel spec | ConvertTo-Json }
        Set-Scene
    }
    BeforeEach { Set-Scene }
    AfterAll {
        Get-NpPanel | Where-Object Name -in orchard, grove | Disconnect-NpPanel
        Stop-SpecPanel
    }

    It 'says once what such a session could do on the panel' {
        $credential = [pscredential]::new('orchard', (ConvertTo-SecureString 'Orchard-Pw-23!' -AsPlainText -Force))
        $null = Connect-NpPanel $sandbox.Uri -Credential $credential -CertificatePin $sandbox.CertificatePin -Name orchard -ClientLogin -KeepDefault -WarningVariable said -WarningAction SilentlyContinue
        @($said).Count | Should -Be 1
        "$said" | Should -BeLike "*logged in as a client*limited to what belongs to the client*"
        (Get-NpPanel orchard).IsClientLogin | Should -BeTrue
    }

    It 'reads what belongs to the client, and nothing else' {
        (Get-NpMailbox -Panel orchard).Id | Should -Be 1, 2, 3
        (Get-NpDnsZone -Panel orchard).Id | Should -Be 1
        (Get-NpWebsite -Panel orchard).Id | Should -Be 1, 2
        (Get-NpMailDomain -Panel orchard).Domain | Should -Be orchard.example.com
        (Get-NpFtpUser -Panel orchard).OwnerGroupId | Select-Object -Unique | Should -Be 6
        { Get-NpMailbox -Id 4 -Panel orchard -ErrorAction Stop } | Should -Throw -ErrorId 'NotFound*'
    }

    It 'names the client as the owner of its records' {
        (Get-NpMailbox -Id 1 -Panel orchard).Client | Should -Be orchard
    }

    It 'adds, changes, and removes records of the client' {
        $made = New-NpMailbox new@orchard.example.com -Password 'Mb-Pw-123!' -Panel orchard
        $made.OwnerGroupId | Should -Be 6
        $made | Set-NpMailbox -DisplayName 'New'
        (Get-NpMailbox -Id $made.Id).Name | Should -Be 'New'
        $made | Remove-NpMailbox -Confirm:$false
        Get-NpMailbox new@orchard.example.com -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
    }

    It 'does not add to what belongs to somebody else' -ForEach @(
        @{ What = 'a mailbox in a foreign mail domain'; Do = { New-NpMailbox x@meadow.example.net -Password 'Mb-Pw-123!' -Panel orchard -ErrorAction Stop } }
        @{ What = 'a record in a foreign zone'; Do = { New-NpDnsRecord -Zone meadow.example.net -Name evil -Type A -Value 192.0.2.66 -Panel orchard -ErrorAction Stop } }
        @{ What = 'an FTP user in a foreign website'; Do = { New-NpFtpUser -Website meadow.example.net -Username evil -Password 'Ft-Pw-123!' -Panel orchard -ErrorAction Stop } }
        @{ What = 'by ID'; Do = { Invoke-NpApi dns_a_add @{ client_id = 5; params = @{ server_id = 1; zone = 2; name = 'evil'; type = 'A'; data = '192.0.2.66'; aux = 0; ttl = 3600; active = 'Y' } } -Panel orchard -ErrorAction Stop } }
        @{ What = 'by address'; Do = { Invoke-NpApi mail_forward_add @{ client_id = 5; params = @{ server_id = 1; source = 'evil@meadow.example.net'; destination = 'a@example.org'; type = 'forward'; active = 'y' } } -Panel orchard -ErrorAction Stop } }
    ) {
        $before = Invoke-RestMethod "$($sandbox.HttpUri)sandbox/rows" -ErrorAction SilentlyContinue
        $Do | Should -Throw
        foreach ($id in 16..20) { Invoke-NpApi dns_a_get @{ primary_id = $id } | Should -BeNullOrEmpty }
        Get-NpMailbox x@meadow.example.net -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        Get-NpMailForward evil@meadow.example.net -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
    }

    It 'does not change what belongs to somebody else: <_>' -ForEach @(
        'dns_zone_set_status', 'mail_domain_set_status', 'dns_zone_set_dnssec'
    ) {
        $reader = $_ -replace '_set_.*', '_get'
        $before = Get-Raw $reader 2
        { Invoke-NpApi $_ @{ client_id = 6; primary_id = 2; status = 'inactive'; algo = 'ECDSAP256SHA256' } -Panel orchard -ErrorAction Stop } | Should -Throw -ErrorId 'NotOwn*'
        Get-Raw $reader 2 | Should -Be $before
    }

    It 'refuses what the panel answers for all clients: <Function>' -ForEach @(
        @{ Function = 'client_get_by_username'; With = @{ username = 'admin' } }
        @{ Function = 'client_get_by_customer_no'; With = @{ customer_no = 'x' } }
        @{ Function = 'client_get_all'; With = @{} }
        @{ Function = 'client_get'; With = @{ client_id = -1 } }
        @{ Function = 'mail_user_get'; With = @{ primary_id = -1 } }
        @{ Function = 'mail_user_get_all_by_client'; With = @{ client_id = 6 } }
        @{ Function = 'sites_database_get_all_by_user'; With = @{ client_id = 6 } }
        @{ Function = 'dns_rr_get_all_by_zone'; With = @{ zone_id = 2 } }
        @{ Function = 'mail_domain_get_by_domain'; With = @{ domain = 'meadow.example.net' } }
        @{ Function = 'mail_user_backup_list'; With = @{} }
        @{ Function = 'sites_web_domain_backup_list'; With = @{} }
        @{ Function = 'sites_web_domain_backup'; With = @{ primary_id = 4; action_type = 'backup_restore' } }
        @{ Function = 'mail_user_backup'; With = @{ primary_id = 4; action_type = 'backup_delete_mail' } }
        @{ Function = 'sys_datalog_get'; With = @{ datalog_id = 1 } }
        @{ Function = 'config_value_get'; With = @{ group = 'a'; name = 'b' } }
        @{ Function = 'quota_get_by_user'; With = @{ client_id = 6 } }
        @{ Function = 'trafficquota_get_by_user'; With = @{} }
        @{ Function = 'client_change_password'; With = @{ client_id = 6; new_password = 'x' } }
        @{ Function = 'client_add'; With = @{ reseller_id = 0; params = @{ username = 'more'; contact_name = 'More'; email = 'more@example.com'; password = 'Cl-Pw-123!' } } }
        @{ Function = 'client_delete'; With = @{ client_id = 6 } }
        @{ Function = 'client_delete'; With = @{ client_id = 5 } }
        @{ Function = 'client_delete_everything'; With = @{ client_id = 6 } }
        @{ Function = 'system_config_set'; With = @{ section = 'misc'; key = 'maintenance_mode'; value = 'y' } }
        @{ Function = 'server_config_set'; With = @{ server_id = 1; section = 'mail'; key = 'x'; value = 'y' } }
        @{ Function = 'update_record_permissions'; With = @{ tablename = 'remote_user'; index_field = 'remote_userid'; index_value = 1; permissions = @{ sys_userid = 6 } } }
        @{ Function = 'dns_zone_delete'; With = @{ primary_id = '4 OR 1=0' } }
        @{ Function = 'client_delete'; With = @{ client_id = '6 OR 1=1' } }
    ) {
        { Invoke-NpApi $Function $With -Panel orchard -ErrorAction Stop } | Should -Throw -ErrorId 'NotOwn*'
    }

    It 'lists only its own backups' {
        (Get-NpMailboxBackup -Panel orchard).Email | Select-Object -Unique | Should -BeLike '*@orchard.example.com'
        (Get-NpWebsiteBackup -Panel orchard).WebsiteId | Sort-Object -Unique | Should -BeIn 1, 2, 8, 9
        @(Get-NpWebsiteBackup -Panel orchard).Count | Should -BeGreaterThan 0
    }

    It 'does not show settings and templates, which are the administrator''s' {
        { Get-NpSystemConfig misc -Panel orchard -ErrorAction Stop } | Should -Throw -ErrorId 'NotOwn*'
        { Get-NpServerConfig 1 -Panel orchard -ErrorAction Stop } | Should -Throw -ErrorId 'NotOwn*'
        Get-NpClientTemplate -Panel orchard | Should -BeNullOrEmpty
        (Get-NpSpamPolicy -Panel orchard).Name | Should -Contain Normal
        (Get-NpSpamPolicy -Panel orchard).Name | Should -Not -Contain 'Policy of meadow.example.net'
    }

    It 'is tested like any other' {
        $test = Test-NpPanel -Panel orchard
        $test.Ok | Should -BeTrue
        $test.Advice | Should -BeNullOrEmpty
    }

    It 'shows its own usage and traffic' {
        (Get-NpWebsiteUsage -Panel orchard).WebsiteId | Should -Be 1, 2
        (Get-NpMailboxUsage -Panel orchard).OwnerGroupId | Select-Object -Unique | Should -Be 6
        (Get-NpWebsiteTraffic -Panel orchard).WebsiteId | Should -BeIn 1, 2, 8, 9
    }

    It 'ends with the client: afterwards the panel would take it for the administrator' {
        Invoke-NpApi client_delete @{ client_id = 5 } -Confirm:$false | Out-Null
        { Get-NpClient -Panel orchard -ErrorAction Stop } | Should -Throw -ErrorId 'SessionEnded*'
    }

    It 'of a reseller leaves the records of its clients with them: <Noun>' -ForEach @(
        @{ Noun = 'NpMailbox'; Id = 1; Reader = 'mail_user_get'; With = @{ DisplayName = 'Changed' } }
        @{ Noun = 'NpMailDomain'; Id = 1; Reader = 'mail_domain_get'; With = @{ RelayHost = 'relay.example.org' } }
        @{ Noun = 'NpFtpUser'; Id = 1; Reader = 'sites_ftp_user_get'; With = @{ Active = $false } }
        @{ Noun = 'NpDnsZone'; Id = 1; Reader = 'dns_zone_get'; With = @{ Ttl = 7200 } }
        @{ Noun = 'NpWebsite'; Id = 1; Reader = 'sites_web_domain_get'; With = @{ SsiEnabled = $true } }
    ) {
        if (-not (Get-Command "Set-$Noun").Parameters.ContainsKey(@($With.Keys)[0])) { $With = @{ Active = $false } }
        & "Set-$Noun" -Id $Id @With -Panel grove -ErrorAction Stop -WarningAction SilentlyContinue
        $raw = Invoke-NpApi $Reader @{ primary_id = $Id }
        $raw.sys_groupid, $raw.sys_userid | Should -Be '6', '6'
    }

    It 'of a reseller leaves the zone with its client when a record is changed' {
        New-NpDnsRecord -Zone orchard.example.com -Name more -Type A -Value 192.0.2.7 -Panel grove -ErrorAction Stop
        (Invoke-NpApi dns_zone_get @{ primary_id = 1 }).sys_groupid | Should -Be '6'
        (Get-NpDnsRecord -Zone orchard.example.com -Name more).OwnerGroupId | Should -Be 6
    }

    It 'of a reseller adds records for its clients' {
        (New-NpMailDomain added.example -Client orchard -Panel grove).OwnerGroupId | Should -Be 6
        (Invoke-NpApi mail_domain_get @{ primary_id = @{ domain = 'added.example' } }).sys_groupid | Should -Be '6'
        { New-NpMailDomain other.example -Client pier -Panel grove -ErrorAction Stop } | Should -Throw
        Get-NpMailDomain other.example -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
    }
}
