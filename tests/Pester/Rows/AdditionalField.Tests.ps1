# Columns of a newer panel, as users see them. NewerPanelTests checks what is sent.
Describe 'Columns without a parameter' {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1')
        $null = New-NpMailDomain example.com -Client acme
    }
    AfterAll { Stop-SpecPanel }

    It 'are kept when they are read' {
        (Get-NpClient acme).AdditionalFields['limit_domainmodule'] | Should -Be '0'
        (Get-NpClient acme).AdditionalFields.Keys | Should -Not -Contain 'password'
    }

    It 'can be set with New- and Set-, with other parameters or alone' {
        $made = New-NpMailDomain other.example -AdditionalField @{ bright = $true } -RelayHost relay.example.org
        $made.AdditionalFields['bright'] | Should -Be 'y'
        (Get-NpMailDomain other.example).RelayHost | Should -Be 'relay.example.org'
        (Set-NpMailDomain example.com -AdditionalField @{ bright = 'n' } -Verbose 4>&1 | Out-String) | Should -BeLike '*bright changed*'
        (Get-NpMailDomain example.com).Domain | Should -Be 'example.com'
    }

    It 'are refused if a parameter exists for the column, which the error names' {
        { New-NpMailDomain third.example -AdditionalField @{ relay_host = 'x' } } | Should -Throw -ErrorId 'InvalidColumn*' -ExpectedMessage '*-RelayHost*'
        { Set-NpMailDomain example.com -AdditionalField @{ active = 'n' } } | Should -Throw -ExpectedMessage '*-Active*'
    }

    It 'are refused if the panel sets them or they cannot be columns' -TestCases @(
        @{ column = 'sys_groupid' }
        @{ column = '_primary_id' }
        @{ column = 'a; DROP TABLE client' }
        @{ column = 'x' * 65 }
        @{ column = '' }
    ) {
        param($column)
        { Set-NpMailDomain example.com -AdditionalField @{ $column = '1' } } | Should -Throw -ErrorId 'InvalidColumn*'
    }
}
