# Start-NpSandbox -Demo.
Describe 'Start-NpSandbox -Demo' -Tag Sandbox {
    BeforeAll {
        if (-not (Get-Module Nodepoint)) { Import-Module (Join-Path $PSScriptRoot '../../../artifacts/Nodepoint/Nodepoint.psd1') }
        $sandbox = Start-NpSandbox demo -Demo
        $null = Connect-NpPanel $sandbox.Uri -Credential $sandbox.Credential -CertificatePin $sandbox.CertificatePin -Name demo
    }
    AfterAll {
        Get-NpPanel demo* | Disconnect-NpPanel
        $sandbox | Stop-NpSandbox
    }

    It 'contains clients, a reseller with a client, and their records' {
        (Get-NpClient).Username | Should -Contain 'kornblume'
        (Get-NpClient werft).ResellerId | Should -Be (Get-NpClient hafen).Id
        (Get-NpMailDomain kornblume.example).Dkim | Should -BeTrue
        Get-NpClient acme | Get-NpWebsite | Get-NpFtpUser | Should -Not -BeNullOrEmpty
        Get-NpClientTemplate Basic | Should -Not -BeNullOrEmpty
        Get-NpWebsiteBackup | Should -Not -BeNullOrEmpty
        Get-NpMailboxBackup | Should -Not -BeNullOrEmpty
    }

    It 'shows usage near and over quota, and traffic' {
        @(Get-NpMailboxUsage | Where-Object Percent -gt 100).Email | Should -Be 'orders@kornblume.example'
        @(Get-NpWebsiteUsage | Where-Object Percent -gt 90).Domain | Should -Contain 'shop.example'
        @(Get-NpDatabaseUsage | Where-Object Percent -gt 100).Count | Should -Be 1
        (Get-NpWebsiteTraffic -Website shop.example).ThisMonth | Should -BeGreaterThan 1GB
    }

    It 'has a remote user with few permissions' {
        $sandbox.LimitedUserName | Should -Be 'npdns'
        $null = Connect-NpPanel $sandbox.Uri -Credential $sandbox.LimitedCredential -CertificatePin $sandbox.CertificatePin -Name demo-few
        Get-NpDnsZone nodepoint.eu -Panel demo-few | Should -Not -BeNullOrEmpty
        { Get-NpMailbox -Panel demo-few -ErrorAction Stop } | Should -Throw '*npdns*'
    }

    It 'shows a generated password in the table' {
        $made = New-NpMailbox eva@example.com -GeneratePassword -Panel demo
        ($made | Out-String -Width 80) | Should -BeLike "*$($made.GeneratedPassword)*"
    }

    It 'keeps its data in a file, but refuses a seed' {
        $file = Join-Path (Get-Item TestDrive:/).FullName demo.db
        $kept = Start-NpSandbox kept -Demo -Data $file
        $null = Connect-NpPanel $kept.Uri -Credential $kept.Credential -CertificatePin $kept.CertificatePin -Name demo-kept
        $null = New-NpMailDomain kept.example -Panel demo-kept
        Disconnect-NpPanel demo-kept
        $kept | Stop-NpSandbox
        $kept = Start-NpSandbox kept -Demo -Data $file
        $null = Connect-NpPanel $kept.Uri -Credential $kept.Credential -CertificatePin $kept.CertificatePin -Name demo-kept
        Get-NpMailDomain kept.example -Panel demo-kept | Should -Not -BeNullOrEmpty
        $kept | Stop-NpSandbox
        { Start-NpSandbox -Demo -Seed $file } | Should -Throw
    }
}
