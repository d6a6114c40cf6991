Describe 'A PHP version' {
    BeforeAll { . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1') }
    BeforeEach {
        Reset-SpecPanel
        $null = Connect-SpecPanel
    }
    AfterAll { Stop-SpecPanel }

    It 'is found by its name on the site''s server, or refused with the list' {
        $versions = @(Get-NpPhpVersion)
        $null = New-NpWebsite shop.example -Client acme
        { Set-NpWebsite shop.example -PhpVersion 1.0 -ErrorAction Stop } | Should -Throw '*fits no PHP version*'
        foreach ($version in $versions) {
            Set-NpWebsite shop.example -PhpVersion $version.Name
            (Get-NpWebsite shop.example).PhpVersionId | Should -Be $version.Id
        }
        Set-NpWebsite shop.example -PhpVersion Default
        (Get-NpWebsite shop.example).PhpVersionId | Should -Be 0
    }
}
