Describe 'DKIM' {
    BeforeAll { . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1') }
    BeforeEach {
        Reset-SpecPanel
        $null = Connect-SpecPanel
        $null = New-NpDnsZone example.com ns1.nodepoint.eu -Client acme
        $null = New-NpMailDomain example.com -Client acme
        $null = New-NpMailbox info@example.com -Password 'Mb-Pw-123!'
    }
    AfterAll { Stop-SpecPanel }

    It 'sets the key of the mail domain and publishes its record in the zone' {
        Set-NpDkim example.com -Selector 2026a
        $domain = Get-NpMailDomain example.com
        $domain.Dkim | Should -BeTrue
        $domain.DkimSelector | Should -Be '2026a'
        $record = Get-NpDnsRecord example.com 2026a._domainkey TXT
        $record.Value | Should -BeLike 'v=DKIM1;*p=MII*'
        $state = Get-NpDkim example.com
        $state.Published | Should -BeTrue
        $state.Bits | Should -Be 2048
        (Get-NpMailbox info@example.com).Maildir | Should -Be '/var/vmail/example.com/info'
    }

    It 'changes nothing the second time' {
        Set-NpDkim example.com -Selector 2026a
        $before = Get-NpDnsZone example.com
        Set-NpDkim example.com -Selector 2026a
        (Get-NpDnsZone example.com).Serial | Should -Be $before.Serial
        @(Get-NpDnsRecord example.com -Type TXT).Count | Should -Be 1
    }

    It 'is not set if its record cannot be published' {
        $null = New-NpMailDomain nozone.test
        { Set-NpDkim nozone.test -ErrorAction Stop } | Should -Throw -ErrorId 'NotFound*'
        (Get-NpMailDomain nozone.test).Dkim | Should -BeFalse
        (Set-NpDkim nozone.test -NoRecord -PassThru).Enabled | Should -BeTrue
    }

    It 'accepts an existing key and refuses garbage, which the panel would accept' {
        $key = New-NpDkimKey 2026b
        Set-NpDkim example.com -Selector 2026b -PrivateKey $key.PrivateKey
        (Get-NpDnsRecord example.com 2026b._domainkey TXT).Value | Should -Be $key.RecordValue
        { Set-NpDkim example.com -PrivateKey 'garbage' -ErrorAction Stop } | Should -Throw
        { Set-NpDkim example.com -Selector 'Not Lower' -ErrorAction Stop } | Should -Throw
    }

    It 'tells what receivers find wrong with the record: <says>' -TestCases @(
        @{ change = 'v=DKIM1; h=sha1; '; says = '*h=sha1*does not allow sha256*' }
        @{ change = 'v=DKIM1; t=y; '; says = '*the flag y*testing*' }
        @{ change = 'v=DKIM1; s=tlsrpt; '; says = '*do not use the key for mail*' }
        @{ change = 'v=DKIM1; k=dsa; '; says = "*the key type 'dsa'*" }
    ) {
        param($change, $says)
        Set-NpDkim example.com -Selector s1
        (Get-NpDkim example.com).Problems | Should -BeNullOrEmpty
        $record = Get-NpDnsRecord example.com s1._domainkey TXT
        $record | Set-NpDnsRecord -Value ($record.Value -replace '^v=DKIM1; t=s; ', $change) -Force -WarningAction SilentlyContinue
        $found = (Get-NpDkim example.com).Problems
        $found[0] | Should -BeLike "The record $says"
    }

    It 'has another key in the zone than on the mail domain, and says so' {
        Set-NpDkim example.com -Selector s1
        Get-NpDnsRecord example.com s1._domainkey TXT | Set-NpDnsRecord -Value (New-NpDkimKey).RecordValue
        $state = Get-NpDkim example.com
        $state.Published | Should -BeFalse
        $state.Problems | Should -BeLike '*another key than the mail domain*'
    }

    It 'is removed together with its record' {
        Set-NpDkim example.com
        Remove-NpDkim example.com
        (Get-NpMailDomain example.com).Dkim | Should -BeFalse
        @(Get-NpDnsRecord example.com -Type TXT).Count | Should -Be 0
    }

    It 'never shows the private key' {
        Set-NpDkim example.com
        (Get-NpMailDomain example.com | Format-List * | Out-String) | Should -Not -BeLike '*PRIVATE KEY*'
    }
}
