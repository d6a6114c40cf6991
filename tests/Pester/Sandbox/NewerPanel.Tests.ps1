# Start-NpSandbox -PanelVersion 3.3: what differs from the recorded line 3.2.
Describe 'A panel of the line 3.3' -Tag Sandbox {
    BeforeAll {
        if (-not (Get-Module Nodepoint)) { Import-Module (Join-Path $PSScriptRoot '../../../artifacts/Nodepoint/Nodepoint.psd1') }
        $sandbox = Start-NpSandbox newer -PanelVersion 3.3
        $null = Connect-NpPanel $sandbox.Uri -Credential $sandbox.Credential -CertificatePin $sandbox.CertificatePin -Name newer -KeepDefault
        function Get-Raw([string] $Function, $Record) { Invoke-NpApi $Function @{ primary_id = $Record.Id } -Panel newer }
        $client = New-NpClient newer -ContactName Newer -Email newer@example.com -GeneratePassword -Panel newer
    }
    AfterAll {
        Get-NpPanel newer | Disconnect-NpPanel
        $sandbox | Stop-NpSandbox
    }

    It 'reports its version' { "$((Test-NpPanel -Panel newer).Version)" | Should -BeLike '3.3*' }

    It 'has the columns of the line' {
        $row = Invoke-NpApi client_get @{ client_id = $client.Id } -Panel newer
        $row.PSObject.Properties.Name | Should -Contain limit_database_postgresql
        $row.PSObject.Properties.Name | Should -Not -Contain agb
    }

    It 'delivers mail locally unless it is told otherwise' {
        $domain = New-NpMailDomain newer.example -Client newer -Panel newer
        $domain.LocalDelivery | Should -BeTrue
        (Get-Raw mail_domain_get $domain).local_delivery | Should -Be y
        $domain = New-NpMailDomain away.example -Client newer -LocalDelivery $false -Panel newer
        $domain.LocalDelivery | Should -BeFalse
        (Get-Raw mail_domain_get $domain).local_delivery | Should -Be n
        Set-NpMailDomain away.example -RelayHost relay.example.net -Panel newer
        (Get-NpMailDomain away.example -Panel newer).LocalDelivery | Should -BeFalse
        Set-NpMailDomain away.example -LocalDelivery $true -Panel newer
        (Get-Raw mail_domain_get $domain).local_delivery | Should -Be y
    }

    It 'replicates mailboxes unless it is told otherwise' {
        $box = New-NpMailbox box@newer.example -GeneratePassword -Panel newer
        $box.Replicate | Should -BeTrue
        $box | Set-NpMailbox -Replicate $false
        (Get-Raw mail_user_get $box).disablereplicator | Should -Be y
        (Get-NpMailbox box@newer.example -Panel newer).Replicate | Should -BeFalse
    }

    It 'gives a new client as many PostgreSQL databases as its page does, and not 0' {
        $client.PostgreSqlDatabaseLimit | Should -Be -1
        (Invoke-NpApi client_get @{ client_id = $client.Id } -Panel newer).limit_database_postgresql | Should -Be -1
        Set-NpClient newer -PostgreSqlDatabaseLimit 1 -Panel newer
        $read = Get-NpClient newer -Panel newer
        $read.PostgreSqlDatabaseLimit, $read.AgreedTerms, $read.AgreedPrivacy | Should -Be 1, $null, $null
        (Get-NpClientUsage newer -Panel newer | Where-Object Parameter -eq PostgreSqlDatabaseLimit).Limit | Should -Be 1
    }

    It 'does not have the terms of the recorded line, and says so' {
        { Set-NpClient newer -AgreedTerms $true -Panel newer -ErrorAction Stop } | Should -Throw -ErrorId 'NotOnThisPanel*' -ExpectedMessage "*-AgreedTerms*panel 'newer' (ISPConfig 3.3*"
        { New-NpClient another -ContactName A -Email a@example.com -GeneratePassword -AgreedPrivacy $true -Panel newer -ErrorAction Stop } | Should -Throw -ErrorId 'NotOnThisPanel*'
        Get-NpClient another -Panel newer -ErrorAction Ignore | Should -BeNullOrEmpty
    }

    It 'has PostgreSQL databases, which count against a limit of their own' {
        $site = New-NpWebsite shop.newer.example -Client newer -Panel newer
        $user = New-NpDatabaseUser pg -Password 'Db-Pw-123!' -Client newer -Panel newer
        $database = New-NpDatabase pg -Website $site.Domain -DatabaseUser $user.Username -Type PostgreSql -Panel newer
        $database.Type | Should -Be PostgreSql
        (Get-Raw sites_database_get $database).type | Should -Be postgresql
        { New-NpDatabase more -Website $site.Domain -Type PostgreSql -EnforceLimit -Panel newer -ErrorAction Stop } | Should -Throw '*1 of 1 PostgreSQL databases*'
        (New-NpDatabase my -Website $site.Domain -EnforceLimit -Panel newer).Type | Should -Be MySql
        { Set-NpDatabase $database.Name -Type MySql -Panel newer -ErrorAction Stop } | Should -Throw -ErrorId 'ChangeNotAllowed*'
    }

    It 'stores a database password for each kind of server, and none of an earlier password' {
        $user = New-NpDatabaseUser hashes -Password 'Db-Pw-123!' -Client newer -Panel newer
        $row = Get-Raw sites_database_user_get $user
        $row.database_password | Should -Match '^\*[0-9A-F]{40}$'
        $row.database_password_sha2 | Should -Match '^\$A\$005\$.{63}$'
        $row.database_password_postgres | Should -Match '^SCRAM-SHA-256\$4096:'
        Set-NpDatabaseUser $user.Username -Password 'Db-Pw-456!' -Panel newer
        $changed = Get-Raw sites_database_user_get $user
        foreach ($column in 'database_password', 'database_password_sha2', 'database_password_postgres') { $changed.$column | Should -Not -Be $row.$column }
        Set-NpDatabaseUser $user.Username -PasswordHash '*2470C0C06DEE42FD1618BB99005ADCA2EC9D1E19' -Panel newer
        $hashed = Get-Raw sites_database_user_get $user
        $hashed.database_password, $hashed.database_password_sha2, $hashed.database_password_postgres | Should -Be '*2470C0C06DEE42FD1618BB99005ADCA2EC9D1E19', '', ''
        { Set-NpDatabaseUser $user.Username -PostgreSqlPasswordHash 'Db-Pw-789!' -Panel newer -ErrorAction Stop } | Should -Throw -ErrorId 'PasswordHashNotSupported*'
    }

    It 'finds a zone only by its whole name' {
        $zone = New-NpDnsZone newer.example -Ns ns1.example.net -Client newer -Panel newer
        Invoke-NpApi dns_zone_get_id @{ origin = 'newer.example' } -Panel newer | Should -Be $zone.Id
        { Invoke-NpApi dns_zone_get_id @{ origin = 'newer.exam' } -Panel newer -ErrorAction Stop } | Should -Throw '*There is no such zone*'
    }

    It 'still answers the cmdlets for what a client owns' {
        $null = New-NpMailbox info@newer.example -GeneratePassword -Panel newer
        Set-NpClient newer -City Ghent -PassThru -Panel newer | ForEach-Object City | Should -Be Ghent
        (Get-NpMailbox info@newer.example -Panel newer).Client | Should -Be newer
        Remove-NpClient newer -Recurse -Confirm:$false -Panel newer
        Get-NpMailDomain newer.example -Panel newer -ErrorAction Ignore | Should -BeNullOrEmpty
    }
}

Describe 'A panel without the columns of 3.3' -Tag Recorded {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1')
        $null = New-NpMailDomain example.com -Client acme
        $null = New-NpMailbox info@example.com -GeneratePassword
        $null = New-NpWebsite shop.example -Client acme
        $null = New-NpDatabaseUser shop -Password 'Db-Pw-123!' -Client acme
    }
    AfterAll { Stop-SpecPanel }

    It 'shows no value for them' {
        (Get-NpMailDomain example.com).LocalDelivery, (Get-NpMailbox info@example.com).Replicate, (Get-NpClient acme).PostgreSqlDatabaseLimit | Should -Be $null, $null, $null
        (Get-NpClientUsage acme).Parameter | Should -Not -Contain PostgreSqlDatabaseLimit
        (Get-NpClient acme).AgreedTerms | Should -Not -BeNullOrEmpty
    }

    It 'refuses <Do>, and names its version' -ForEach @(
        @{ Do = 'New-NpMailDomain example.net -Client acme -LocalDelivery $false'; Parameter = 'LocalDelivery' }
        @{ Do = 'Set-NpMailDomain example.com -LocalDelivery $false'; Parameter = 'LocalDelivery' }
        @{ Do = 'New-NpMailbox sales@example.com -GeneratePassword -Replicate $false'; Parameter = 'Replicate' }
        @{ Do = 'Set-NpMailbox info@example.com -Replicate $true'; Parameter = 'Replicate' }
        @{ Do = 'Set-NpClient acme -PostgreSqlDatabaseLimit 5'; Parameter = 'PostgreSqlDatabaseLimit' }
        @{ Do = 'New-NpClient more -ContactName More -Email more@example.com -GeneratePassword -PostgreSqlDatabaseLimit 5'; Parameter = 'PostgreSqlDatabaseLimit' }
        @{ Do = 'New-NpDatabase pg -Website shop.example -Type PostgreSql'; Parameter = 'Type' }
        @{ Do = 'Set-NpDatabaseUser (Get-NpDatabaseUser).Username -Sha2PasswordHash ("`$A`$005`$" + "a" * 63)'; Parameter = 'Sha2PasswordHash' }
    ) {
        $problem = { & ([scriptblock]::Create($Do + ' -ErrorAction Stop')) } | Should -Throw -ErrorId 'NotOnThisPanel*' -PassThru
        "$problem" | Should -BeLike "*-$Parameter*panel 'spec' (ISPConfig 3.2*"
    }

    It 'refuses them with -WhatIf too' {
        { Set-NpMailDomain example.com -LocalDelivery $false -WhatIf -ErrorAction Stop } | Should -Throw -ErrorId 'NotOnThisPanel*'
    }

    It 'gets no hashes that it has no columns for' {
        $raw = Invoke-NpApi sites_database_user_get @{ primary_id = (Get-NpDatabaseUser).Id }
        $raw.PSObject.Properties.Name | Should -Not -Contain database_password_sha2
        $raw.database_password | Should -Match '^\*[0-9A-F]{40}$'
    }
}
