Describe 'Databases and their users' {
    BeforeAll { . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1') }
    BeforeEach {
        Reset-SpecPanel
        $null = Connect-SpecPanel
        $null = New-NpWebsite shop.example -Client acme -BackupInterval Daily -BackupCopies 5
        $null = New-NpDatabaseUser shop -Client acme -Password 'Db-Pw-123!'
    }
    AfterAll { Stop-SpecPanel }

    It 'belong together: a user that does not exist or belongs to another client is refused, which the panel would accept' {
        Invoke-NpApi sites_database_add @{ client_id = 1; params = @{ server_id = 1; parent_domain_id = 1; type = 'mysql'; database_name = 'raw'; database_user_id = 99; database_quota = -1; active = 'y' } } | Should -Be 1
        { New-NpDatabase shop -Website shop.example -DatabaseUser 99 -ErrorAction Stop } | Should -Throw -ErrorId 'NotFound*'
        $null = New-NpDatabaseUser shop -Client small -Password 'Db-Pw-123!'
        { New-NpDatabase shop -Website shop.example -DatabaseUser c2shop -ErrorAction Stop } | Should -Throw '*different clients*'
        $null = New-NpDatabase shop -Website shop.example -DatabaseUser c1shop
        { Set-NpDatabase c1shop -ReadOnlyUser c2shop -ErrorAction Stop } | Should -Throw '*different clients*'
    }

    It 'are found from the website, and have its owner and backup settings' {
        $database = New-NpDatabase shop -Website shop.example -DatabaseUser c1shop -Quota 100MB
        $database.OwnerGroupId | Should -Be 2
        $database.BackupInterval | Should -Be 'Daily'
        $database.Quota | Should -Be 100MB
        (Invoke-NpApi sites_database_get @{ primary_id = $database.Id }).database_quota | Should -Be '100'
        (Get-NpWebsite shop.example | Get-NpDatabase).Name | Should -Be 'c1shop'
        (Get-NpDatabaseUser c1shop | Get-NpDatabase).Name | Should -Be 'c1shop'
    }

    It 'keep their backups when something else changes, and follow their website''s' {
        $null = New-NpDatabase shop -Website shop.example -DatabaseUser c1shop
        Set-NpDatabase c1shop -Quota 1GB
        (Get-NpDatabase c1shop).BackupInterval | Should -Be 'Daily'
        (Get-NpDatabase c1shop).BackupCopies | Should -Be 5
        Set-NpWebsite shop.example -BackupInterval Weekly -BackupCopies 3
        (Get-NpDatabase c1shop).BackupInterval | Should -Be 'Weekly'
        (Get-NpDatabase c1shop).BackupCopies | Should -Be 3
    }

    It 'warn that programs must be changed when a database is renamed' {
        $null = New-NpDatabase shop -Website shop.example -DatabaseUser c1shop
        Set-NpDatabase c1shop -NewName store -WarningVariable warnings -WarningAction SilentlyContinue
        "$warnings" | Should -BeLike '*c1store*'
        (Get-NpDatabase).Name | Should -Be 'c1store'
    }

    It 'accept a new user name with a warning, and the prefix stays' {
        Set-NpDatabaseUser c1shop -NewUsername store -WarningVariable warnings -WarningAction SilentlyContinue
        "$warnings" | Should -BeLike '*c1store*'
        (Get-NpDatabaseUser store).UsernamePrefix | Should -Be 'c1'
    }

    It 'stay on their server and in their charset' {
        $null = New-NpDatabase shop -Website shop.example -DatabaseUser c1shop -Charset Utf8mb4
        { Set-NpDatabase c1shop -Charset Latin1 -ErrorAction Stop } | Should -Throw '*character set*'
        { Set-NpDatabase c1shop -ServerId 2 -ErrorAction Stop } | Should -Throw '*another server*'
    }

    It 'keep a user that is in use from being removed, which on the panel leaves the database without one' {
        $null = New-NpDatabase shop -Website shop.example -DatabaseUser c1shop
        { Remove-NpDatabaseUser c1shop -ErrorAction Stop } | Should -Throw '*c1shop*Set-NpDatabase*'
        $null = New-NpDatabaseUser trap -Client acme -Password 'Db-Pw-123!'
        $trapped = New-NpDatabase trap -Website shop.example -DatabaseUser c1trap
        $null = Invoke-NpApi sites_database_user_delete @{ primary_id = $trapped.UserId }
        (Get-NpDatabase c1trap).UserId | Should -Be 0
        Remove-NpDatabase c1shop -Confirm:$false
        Remove-NpDatabaseUser c1shop
        @(Get-NpDatabaseUser).Count | Should -Be 0
    }

    It 'have users on every server: the panel''s own page says 0' {
        (Invoke-NpApi sites_database_user_get @{ primary_id = 1 }).server_id | Should -Be '0'
    }

    It 'show no password, though the panel returns its hash' {
        Get-NpDatabaseUser c1shop | Format-List * | Out-String | Should -Not -BeLike '*`**'
        (Get-NpDatabaseUser c1shop).Password | Should -BeNullOrEmpty
    }
}

Describe 'Disk usage and traffic of websites' {
    BeforeAll { . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1') }
    BeforeEach {
        Reset-SpecPanel
        $null = Connect-SpecPanel
        $null = New-NpWebsite shop.example -Client acme -DiskQuota 2GB
        $null = New-NpWebsite other.example -Client acme
        $null = New-NpWebsite small.example -Client small
        $null = New-NpDatabase shop -Website shop.example -Quota 100MB
    }
    AfterAll { Stop-SpecPanel }

    It 'are bytes' {
        $usage = Get-NpWebsite shop.example | Get-NpWebsiteUsage
        $usage.Domain | Should -Be 'shop.example'
        $usage.Quota | Should -Be 2GB
        $usage.Used | Should -Be 0
        $usage.HardLimit | Should -Be -1
        $database = Get-NpDatabaseUsage acme
        $database.Name | Should -Be 'c1shop'
        $database.Quota | Should -Be 100MB
        $database.Used | Should -BeOfType [long]
    }

    It 'are available for a client, a website and all clients, though the panel''s functions differ in this' {
        @(Invoke-NpApi quota_get_by_user @{ client_id = 0 }).Count | Should -Be 0
        @(Get-NpWebsiteUsage).Domain | Sort-Object | Should -Be @('other.example', 'shop.example', 'small.example')
        (Get-NpClient small | Get-NpWebsiteUsage).Domain | Should -Be 'small.example'
        @(Get-NpWebsiteTraffic).Count | Should -Be 3
        (Get-NpClient small | Get-NpWebsiteTraffic).Domain | Should -Be 'small.example'
        $traffic = Get-NpWebsite shop.example | Get-NpWebsiteTraffic -LastDays 7
        $traffic.Domain | Should -Be 'shop.example'
        $traffic.ThisMonth | Should -BeNullOrEmpty
        Get-NpFtpTraffic acme -WarningVariable said -WarningAction SilentlyContinue | Should -BeNullOrEmpty -Because 'the panel cannot tell it'
        @(Get-NpDatabaseUsage small).Count | Should -Be 0
        { Get-NpWebsiteUsage nobody -ErrorAction Stop } | Should -Throw -ErrorId 'NotFound*'
    }
}
