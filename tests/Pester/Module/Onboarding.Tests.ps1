Describe 'The sample that imports a list of customers' {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1')
        $script = Join-Path $PSScriptRoot '../../../samples/onboard-customers.ps1'
        $first = & $script -ErrorVariable problems -ErrorAction SilentlyContinue
        $objects = @(Get-NpClient; Get-NpDnsZone; Get-NpDnsZone | Get-NpDnsRecord; Get-NpMailDomain; Get-NpMailbox; Get-NpMailAlias)
    }
    AfterAll { Stop-SpecPanel }

    It 'creates client, zone, mail domain, mailboxes and aliases of every valid row' {
        @(Get-NpClient).Count | Should -Be 20
        @(Get-NpDnsZone).Count | Should -Be 18
        @(Get-NpMailDomain).Count | Should -Be 18
        @(Get-NpMailbox).Count | Should -Be 36
        @(Get-NpMailAlias).Count | Should -Be 18
    }

    It 'publishes DKIM for every domain' {
        @(Get-NpMailDomain | Get-NpDkim | Where-Object Published).Count | Should -Be 18
    }

    It 'stores umlauts in names and punycode in domains' {
        (Get-NpClient baeckerei).CompanyName | Should -Be 'Bäckerei Müßig'
        (Get-NpDnsZone 'xn--*').Origin | Should -BeLike 'xn--*.example.'
    }

    It 'names the two invalid rows by their line' {
        ($problems | Out-String) | Should -BeLike '*line 10*'
        ($problems | Out-String) | Should -BeLike '*line 16*'
    }

    It 'changes nothing when it is run again, and says so' {
        $second = & (Join-Path $PSScriptRoot '../../../samples/onboard-customers.ps1') -ErrorAction SilentlyContinue
        "$($second[-1])" | Should -Be 'Everything exists already. Nothing was changed.'
        @(Get-NpClient; Get-NpDnsZone; Get-NpDnsZone | Get-NpDnsRecord; Get-NpMailDomain; Get-NpMailbox; Get-NpMailAlias).Count | Should -Be $objects.Count
    }
}
