Describe 'Mailing lists' {
    BeforeAll { . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1') }
    BeforeEach {
        Reset-SpecPanel
        $null = Connect-SpecPanel
        $null = New-NpMailDomain example.com -Client acme
        $null = New-NpMailbox info@example.com -Password 'Mb-Pw-123!'
    }
    AfterAll { Stop-SpecPanel }

    It 'never show their password, which the panel returns in plain text' {
        $list = New-NpMailingList news example.com -Email owner@example.com -Password 'Ml-Pw-123!'
        (Invoke-NpApi mail_mailinglist_get @{ primary_id = $list.Id }).password | Should -Be 'Ml-Pw-123!'
        (Get-NpMailingList news | Format-List * | Out-String) | Should -Not -BeLike '*Ml-Pw*'
        (Get-NpMailingList news).Password | Should -BeNullOrEmpty
    }

    It 'can have a generated password, which can be changed' {
        (New-NpMailingList news example.com -Email owner@example.com -GeneratePassword).GeneratedPassword.Length | Should -BeGreaterThan 11
        Set-NpMailingList news -Password 'New-Pw-123!'
        (Invoke-NpApi mail_mailinglist_get @{ primary_id = 1 }).password | Should -Be 'New-Pw-123!'
    }

    It 'are refused without a password and in a domain that does not exist, which the panel would accept' {
        $null = Invoke-NpApi mail_mailinglist_add @{ client_id = 1; params = @{ server_id = 1; domain = 'nowhere.example'; listname = 'any'; email = 'owner@example.com'; password = '' } }
        { New-NpMailingList news example.com -Email owner@example.com -ErrorAction Stop } | Should -Throw -ExpectedMessage '*-GeneratePassword*'
        { New-NpMailingList news nowhere.example -Email owner@example.com -GeneratePassword -ErrorAction Stop } | Should -Throw -ErrorId 'NotFound*'
    }

    It 'are refused at an address in use' {
        { New-NpMailingList info example.com -Email owner@example.com -GeneratePassword -ErrorAction Stop } | Should -Throw -ExpectedMessage '*mailbox*'
        $null = New-NpMailForward team@example.com a@example.org
        { New-NpMailingList team example.com -Email owner@example.com -GeneratePassword -ErrorAction Stop } | Should -Throw -ExpectedMessage '*forward*'
    }

    It 'are not renamed' {
        $null = New-NpMailingList news example.com -Email owner@example.com -GeneratePassword
        { Set-NpMailingList news -NewName letters -ErrorAction Stop } | Should -Throw -ExpectedMessage '*Create a new list*'
    }
}
