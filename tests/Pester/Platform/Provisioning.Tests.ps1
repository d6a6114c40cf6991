BeforeDiscovery { . (Join-Path $PSScriptRoot '../../Platform/Platform.ps1') }

Describe 'The sample that provisions a WordPress site' -Tag Sandbox {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1')
        . (Join-Path $PSScriptRoot '../../Platform/Platform.ps1')
        $script = (Resolve-Path (Join-Path $PSScriptRoot '../../../samples/provision-wordpress-site.ps1')).Path
        $before = $env:XDG_CONFIG_HOME
        $env:XDG_CONFIG_HOME = (New-Item -ItemType Directory (Join-Path (Get-Item TestDrive:/).FullName ([guid]::NewGuid()))).FullName

        # What the panel has, table by table, without its log of changes and the serials of zones.
        function Get-Tables {
            $tables = (Invoke-RestMethod "$($sandbox.Uri)sandbox/rows" -SkipCertificateCheck).tables
            foreach ($table in $tables.PSObject.Properties) {
                if ($table.Name -in 'sys_datalog', 'remote_session', 'sys_log') { continue }
                "$($table.Name) $($table.Value | ConvertTo-Json -Depth 9 -Compress)" -replace '"serial":"?\d+"?'
            }
        }
    }
    AfterAll {
        $env:XDG_CONFIG_HOME = $before
        Stop-SpecPanel
    }

    It 'talks to a whole platform, if its servers are installed' {
        if (-not $IsPlatformPossible) { Set-ItResult -Skipped -Because ($NoPlatform -join '; ') }
    }

    It 'says what is missing when the profile has no zone for sites, and exits with 1' {
        Reset-SpecPanel
        $null = Connect-SpecPanel
        Register-NpPanel spec $sandbox.Uri -CertificatePin $sandbox.CertificatePin
        Set-NpPlatform spec -MailHost mail.nodepoint.eu
        $tables = Get-Tables
        & $script shop.example shop1 -Client shop 2>&1 | Should -BeLike '*no zone for sites*Set-NpPlatform -SiteZone*'
        $LASTEXITCODE | Should -Be 1
        Get-Tables | Should -Be $tables
    }

    Context 'on a whole platform' -Skip:(-not $IsPlatformPossible) {
        BeforeAll {
            $platform = Start-TestPlatform
            Reset-SpecPanel
            $null = Connect-SpecPanel
            Register-NpPanel spec $sandbox.Uri -CertificatePin $sandbox.CertificatePin
            $profile = Get-TestPlatformProfile $platform
            Set-NpPlatform spec @profile -SiteZone nodepoint.eu -ReservedLabel www, mail
            # The platform's own zone is on the panel, with what the name servers have.
            $null = New-NpDnsZone nodepoint.eu ns1.nodepoint.eu -Mbox hostmaster.nodepoint.eu -Client acme
            Get-PlatformZoneText | ConvertFrom-NpZoneFile -Origin nodepoint.eu | Where-Object Type -ne SOA | New-NpDnsRecord nodepoint.eu -WarningAction SilentlyContinue | Out-Null
            $follower = Start-PlatformFollower $platform $sandbox.HttpUri $sandbox.Credential
            $given = @{ Server = $platform.Ns1.Name, $platform.Ns2.Name; CaCertificate = $platform.Authority.Path; TimeoutSec = 120; WarningAction = 'SilentlyContinue' }
            $tables = Get-Tables
        }
        AfterAll {
            Stop-PanelServer $follower
            Stop-TestPlatform $platform
        }

        It 'makes the customer, the domain, mail, and the name of the site, tries a challenge, and finds everything well' {
            $made = @(& $script shop.example shop1 -Client shop -CompanyName 'Shop GmbH' -Mailbox info, sales -StartSite { param($domain, $site) "started $site for $domain" } @given)
            $LASTEXITCODE | Should -Be 0 -Because ($made | Out-String)
            "$($made -like 'started*')" | Should -Be 'started shop1.nodepoint.eu for shop.example'
            @($made | Where-Object { $_ -is [Nodepoint.IspConfig.Platform.HostedDomains.HostedDomainStep] }).Action | Sort-Object -Unique | Should -Be Created
            @($made.Verdict -ne $null).Count | Should -BeGreaterThan 10
            (Get-NpDnsRecord nodepoint.eu shop1).Data | Should -Be $platform.Proxy.Address
            @(Get-NpMailbox *@shop.example).Count | Should -Be 2
            # The challenge was withdrawn.
            Get-NpDnsRecord shop.example '_acme-challenge*' -ErrorAction Ignore | Should -BeNullOrEmpty
        }

        It 'changes nothing when it is run again' {
            $made = Get-Tables
            $serials = (Get-NpDnsZone).Serial
            $again = @(& $script shop.example shop1 -Client shop -CompanyName 'Shop GmbH' -Mailbox info, sales @given)
            $LASTEXITCODE | Should -Be 0 -Because ($again | Out-String)
            Get-Tables | Should -Be $made
            (Get-NpDnsZone).Serial | Should -Be $serials
        }

        It 'leaves the panel as it was before when it is run with -Remove' {
            & $script shop.example shop1 -Client shop -Remove -Confirm:$false
            $LASTEXITCODE | Should -Be 0
            Get-Tables | Should -Be $tables
        }
    }
}
