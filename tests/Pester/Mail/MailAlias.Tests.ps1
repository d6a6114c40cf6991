Describe 'Aliases' {
    BeforeAll { . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1') }
    BeforeEach {
        Reset-SpecPanel
        $null = Connect-SpecPanel
        $null = New-NpMailDomain example.com -Client acme
        $null = New-NpMailbox info@example.com -Password 'Mb-Pw-123!'
    }
    AfterAll { Stop-SpecPanel }

    It 'move only to an existing mail domain, which the panel does not check' {
        $null = New-NpMailDomain plain.example -Client acme
        $null = New-NpMailAlias moving@plain.example info@example.org
        { Set-NpMailAlias moving@plain.example -NewSource moving@nowhere.example -ErrorAction Stop } | Should -Throw -ErrorId 'NotFound*'
        $null = Invoke-NpApi mail_alias_update @{ client_id = 0; primary_id = (Get-NpMailAlias moving@plain.example).Id; params = @{ source = 'moving@nowhere.example'; type = 'alias' } }
        (Get-NpMailAlias moving@nowhere.example -ErrorAction SilentlyContinue).Source | Should -Be 'moving@nowhere.example'
    }

    It 'are distinguished from forwards, though the panel keeps both in one table' {
        $null = New-NpMailAlias sales@example.com info@example.com
        $null = New-NpMailForward away@example.com a@example.org, b@example.org
        @(Get-NpMailAlias).Source | Should -Be 'sales@example.com'
        $forward = Get-NpMailForward
        $forward.Source | Should -Be 'away@example.com'
        $forward.Destination | Should -Be @('a@example.org', 'b@example.org')
    }

    It 'are not duplicated, which the panel would accept' {
        $null = New-NpMailAlias sales@example.com info@example.com
        { New-NpMailAlias sales@example.com info@example.com -ErrorAction Stop } | Should -Throw -ErrorId 'Duplicate*'
        $null = New-NpMailAlias sales@example.com info@example.com -SkipExisting
        @(Get-NpMailAlias).Count | Should -Be 1
    }

    It 'are not duplicated by two rows of one file either, with -ThrottleLimit <_>' -ForEach 1, 2, 8, 'Auto' {
        $rows = 1..4 | ForEach-Object { [pscustomobject]@{ Source = 'sales@example.com'; Destination = 'info@example.com' } }
        $made = $rows | New-NpMailAlias -ThrottleLimit $_ -ErrorVariable bad -ErrorAction SilentlyContinue
        @($made).Count | Should -Be 1
        @($bad | Where-Object FullyQualifiedErrorId -like 'Duplicate*').Count | Should -Be 3
        @($rows | New-NpMailAlias -SkipExisting).Id | Select-Object -Unique | Should -Be $made.Id
        @(Get-NpMailAlias).Count | Should -Be 1
    }

    It 'belong to the owner of their mail domain' {
        $null = New-NpMailAlias sales@example.com info@example.com
        (Get-NpClient acme | Get-NpMailAlias).Source | Should -Be 'sales@example.com'
    }

    It 'change one thing and nothing else' {
        $null = New-NpMailAlias sales@example.com info@example.com
        Set-NpMailAlias sales@example.com -AllowSendAs $false
        $alias = Get-NpMailAlias sales@example.com
        $alias.AllowSendAs | Should -BeFalse
        $alias.Active | Should -BeTrue
        $alias.Destination | Should -Be 'info@example.com'
    }

    It 'refuse a domain that does not exist, which the panel would accept' {
        { New-NpMailAlias a@nowhere.test info@example.com -ErrorAction Stop } | Should -Throw -ErrorId 'NotFound*'
    }

    It 'are removed' {
        $null = New-NpMailAlias sales@example.com info@example.com
        Get-NpMailAlias sales@example.com | Remove-NpMailAlias
        @(Get-NpMailAlias).Count | Should -Be 0
    }
}
