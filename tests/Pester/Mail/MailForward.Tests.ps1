Describe 'Forwards' {
    BeforeAll { . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1') }
    BeforeEach {
        Reset-SpecPanel
        $null = Connect-SpecPanel
        $null = New-NpMailDomain example.com -Client acme
    }
    AfterAll { Stop-SpecPanel }

    It 'send mail to several addresses' {
        $null = New-NpMailForward team@example.com anna@example.org, bo+work@example.org
        (Get-NpMailForward team@example.com).Destination | Should -Be @('anna@example.org', 'bo+work@example.org')
    }

    It 'change one thing and nothing else' {
        $null = New-NpMailForward away@example.com a@example.org
        Set-NpMailForward away@example.com -Active $false
        $forward = Get-NpMailForward away@example.com
        $forward.Active | Should -BeFalse
        $forward.Destination | Should -Be 'a@example.org'
        $forward.Type | Should -Be 'forward'
    }

    It 'refuse a target that is not an address, which the panel would accept' {
        $null = Invoke-NpApi mail_forward_add @{ client_id = 1; params = @{ server_id = 1; source = 'x@example.com'; destination = 'nonsense'; type = 'forward'; active = 'y' } }
        { New-NpMailForward y@example.com nonsense -ErrorAction Stop } | Should -Throw
    }

    It 'and aliases that lead nowhere or to themselves are stored by the panel; the cmdlets refuse them' {
        $null = Invoke-NpApi mail_forward_add @{ client_id = 1; params = @{ server_id = 1; source = 'x@example.com'; destination = ''; type = 'forward'; active = 'y' } }
        { New-NpMailForward y@example.com y@example.com -ErrorAction Stop } | Should -Throw -ExpectedMessage '*itself*'
        { New-NpMailForward y@example.com '' -ErrorAction Stop } | Should -Throw
        { New-NpMailAlias y@example.com y@example.com -ErrorAction Stop } | Should -Throw -ExpectedMessage '*itself*'
    }

    It 'read their targets from a CSV cell' {
        [pscustomobject]@{ source = 'csv@example.com'; destination = 'a@example.org; b@example.org' } | New-NpMailForward | Out-Null
        @((Get-NpMailForward csv@example.com).Destination).Count | Should -Be 2
    }

    It 'are removed with their mail domain' {
        $null = New-NpMailForward team@example.com anna@example.org
        { Remove-NpMailDomain example.com -ErrorAction Stop } | Should -Throw -ExpectedMessage '*team@example.com*'
        Remove-NpMailDomain example.com -Recurse
        @(Get-NpMailForward).Count | Should -Be 0
    }
}
