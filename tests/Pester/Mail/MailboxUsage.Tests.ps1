Describe 'The usage of mailboxes' {
    BeforeAll { . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1') }
    BeforeEach {
        Reset-SpecPanel
        $null = Connect-SpecPanel
        $null = New-NpMailDomain example.com -Client acme
        $null = New-NpMailbox info@example.com -Password 'Mb-Pw-123!'
    }
    AfterAll { Stop-SpecPanel }

    It 'is in bytes, by address, client, mail domain and mailbox' {
        Set-NpMailbox info@example.com -Quota 1GB
        $null = New-NpMailbox big@example.com -Password 'Mb-Pw-123!'
        $usage = Get-NpMailboxUsage info@example.com
        $usage.Quota | Should -Be 1GB
        $usage.Used | Should -BeOfType [long]
        $usage.Free | Should -Be 1GB
        $usage.Percent | Should -Be 0
        (Get-NpMailboxUsage big@example.com).Quota | Should -Be -1
        (Get-NpMailboxUsage big@example.com).Percent | Should -BeNullOrEmpty
        (Get-NpClient acme | Get-NpMailboxUsage).Email | Should -Be @('big@example.com', 'info@example.com')
        (Get-NpMailDomain example.com | Get-NpMailboxUsage).Count | Should -Be 2
        (Get-NpMailbox info@example.com | Get-NpMailboxUsage).Email | Should -Be 'info@example.com'
        (Get-NpMailboxUsage -Client acme 'in*').Email | Should -Be 'info@example.com'
    }

    It 'of all clients is the default, though the panel then returns nothing' {
        $null = New-NpMailDomain other.example -Client small
        $null = New-NpMailbox a@other.example -Password 'Mb-Pw-123!'
        Invoke-NpApi mailquota_get_by_user @{} | Should -BeNullOrEmpty
        (Get-NpMailboxUsage).Email | Should -Be @('a@other.example', 'info@example.com')
    }

    It 'of a mailbox without a client is not available, and the error says what to do' {
        Set-NpMailbox info@example.com -Client acme
        $null = New-NpMailDomain admin.example
        $null = New-NpMailbox a@admin.example -Password 'Mb-Pw-123!'
        { Get-NpMailboxUsage a@admin.example -ErrorAction Stop } | Should -Throw -ExpectedMessage '*-Client*'
        { Get-NpMailboxUsage nobody@example.com -ErrorAction Stop } | Should -Throw -ErrorId 'NotFound*'
    }
}
