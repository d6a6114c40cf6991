Describe 'Fetched accounts' {
    BeforeAll { . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1') }
    BeforeEach {
        Reset-SpecPanel
        $null = Connect-SpecPanel
        $null = New-NpMailDomain example.com -Client acme
        $null = New-NpMailbox info@example.com -Password 'Mb-Pw-123!'
    }
    AfterAll { Stop-SpecPanel }

    It 'follow their mailbox and hide their password, which the panel returns in plain text' {
        $fetch = Get-NpMailbox info@example.com | New-NpMailFetch user imap.example.org -SourcePassword 'Src-Pw-123!'
        $fetch.OwnerGroupId | Should -Be (Get-NpMailbox info@example.com).OwnerGroupId
        $row = Invoke-NpApi mail_fetchmail_get @{ primary_id = $fetch.Id }
        $row.source_password, $row.type, $row.server_id | Should -Be @('Src-Pw-123!', 'imapssl', '1')
        (Get-NpMailFetch user | Format-List * | Out-String) | Should -Not -BeLike '*Src-Pw*'
    }

    It 'for a mailbox that does not exist are stored by the panel; the cmdlet refuses them' {
        $null = Invoke-NpApi mail_fetchmail_add @{ client_id = 1; params = @{ server_id = 1; type = 'pop3'; source_server = 'pop.example.org'; source_username = 'u'; source_password = 'x'; source_delete = 'n'; source_read_all = 'y'; destination = 'nobody@example.com'; active = 'y' } }
        { New-NpMailFetch user imap.example.org -Mailbox nobody@example.com -SourcePassword x -ErrorAction Stop } | Should -Throw -ErrorId 'NotFound*'
    }

    It 'do not fetch the same mail repeatedly' {
        { New-NpMailFetch user imap.example.org -Mailbox info@example.com -SourcePassword x -FetchRead $true -ErrorAction Stop } | Should -Throw -ExpectedMessage '*again every time*'
        (New-NpMailFetch user imap.example.org -Mailbox info@example.com -SourcePassword x -FetchRead $true -DeleteFetched $true).FetchRead | Should -BeTrue
        { Set-NpMailFetch user -DeleteFetched $false -ErrorAction Stop } | Should -Throw -ExpectedMessage '*again every time*'
    }

    It 'of one user at one server exist once for a mailbox' {
        $null = New-NpMailbox anna@example.com -Password 'Mb-Pw-123!'
        $null = New-NpMailFetch user imap.example.org -Mailbox info@example.com -SourcePassword x
        { New-NpMailFetch user imap.example.org -Mailbox info@example.com -SourcePassword x -ErrorAction Stop } | Should -Throw -ErrorId 'Duplicate*'
        $null = New-NpMailFetch user imap.example.org -Mailbox anna@example.com -SourcePassword x
        @(Get-NpMailFetch user).Count | Should -Be 2
        (Get-NpMailFetch -Mailbox anna@example.com).Destination | Should -Be 'anna@example.com'
    }

    It 'are named when their mailbox is to be removed' {
        $null = New-NpMailFetch user imap.example.org -Mailbox info@example.com -SourcePassword x
        { Remove-NpMailbox info@example.com -ErrorAction Stop } | Should -Throw -ExpectedMessage '*fetched account user*'
        Remove-NpMailbox info@example.com -Recurse
        @(Get-NpMailFetch).Count | Should -Be 0
    }
}
