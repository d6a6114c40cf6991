Describe 'Filters of mailboxes' {
    BeforeAll { . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1') }
    BeforeEach {
        Reset-SpecPanel
        $null = Connect-SpecPanel
        $null = New-NpMailDomain example.com -Client acme
        $null = New-NpMailbox info@example.com -Password 'Mb-Pw-123!'
    }
    AfterAll { Stop-SpecPanel }

    It 'are compiled into the mailbox by the panel' {
        Get-NpMailbox info@example.com | New-NpMailboxFilter lists '[list]' -Action Move -Target Lists | Out-Null
        (Get-NpMailbox info@example.com).CustomFilter | Should -BeLike '*fileinto "Lists"*'
        Set-NpMailboxFilter lists -Active $false
        (Get-NpMailbox info@example.com).CustomFilter | Should -Not -BeLike '*fileinto*'
    }

    It 'stay in force when one value changes: the panel creates the script from the request, so the cmdlet sends all values' {
        $filter = New-NpMailboxFilter lists '[list]' -Mailbox info@example.com -Action Move -Target Lists
        $null = Invoke-NpApi mail_user_filter_update @{ client_id = 0; primary_id = $filter.Id; params = @{ target = 'Archive' } }
        (Get-NpMailbox info@example.com).CustomFilter | Should -BeLike '*"Lists"*'
        Set-NpMailboxFilter lists -Target Old
        (Get-NpMailbox info@example.com).CustomFilter | Should -BeLike '*"Old"*'
        (Get-NpMailbox info@example.com).CustomFilter | Should -Not -BeLike '*"Lists"*'
    }

    It 'belong to the owner of their mailbox, and several mailboxes can have one of the same name' {
        $null = New-NpMailbox anna@example.com -Password 'Mb-Pw-123!'
        $made = Get-NpMailDomain example.com | Get-NpMailbox | New-NpMailboxFilter -Name spam -SearchTerm '***' -Action Delete
        @($made).Count | Should -Be 2
        $made[0].OwnerGroupId | Should -Be (Get-NpMailDomain example.com).OwnerGroupId
        { Remove-NpMailboxFilter spam -ErrorAction Stop } | Should -Throw -ExpectedMessage '*2 mailbox filter*Specify the ID*'
        Get-NpMailbox anna@example.com | Get-NpMailboxFilter spam | Remove-NpMailboxFilter
        (Get-NpMailboxFilter spam).MailboxId | Should -Be (Get-NpMailbox info@example.com).Id
    }

    It 'with unknown values are stored by the panel; the cmdlets show the values and refuse to create such filters' {
        $null = Invoke-NpApi mail_user_filter_add @{ client_id = 1; params = @{ mailuser_id = 1; rulename = 'odd'; source = 'bogus'; op = 'bogus'; searchterm = 'x'; action = 'bogus'; target = ''; active = 'y' } }
        $odd = Get-NpMailboxFilter odd
        $odd.Source, $odd.Operator, $odd.Action | ForEach-Object { "$_" } | Should -Be @('Other', 'Other', 'Other')
        Set-NpMailboxFilter odd -Active $false
        (Invoke-NpApi mail_user_filter_get @{ primary_id = 1 }).action | Should -Be 'bogus'
        { New-NpMailboxFilter x y -Mailbox info@example.com -Action Other -ErrorAction Stop } | Should -Throw
    }

    It 'with a quotation mark break the script of the panel; the cmdlet refuses them' {
        $null = Invoke-NpApi mail_user_filter_add @{ client_id = 1; params = @{ mailuser_id = 1; rulename = 'quote'; source = 'Subject'; op = 'contains'; searchterm = 'a"] { } #'; action = 'keep'; target = ''; active = 'y' } }
        (Get-NpMailbox info@example.com).CustomFilter | Should -BeLike '*a"*'
        { New-NpMailboxFilter quote2 'a"b' -Mailbox info@example.com -Action Keep -ErrorAction Stop } | Should -Throw -ExpectedMessage '*quotation mark*'
    }

    It 'stay in force when the mailbox gets custom Sieve rules, which would replace them on the panel' {
        $null = New-NpMailboxFilter lists '[list]' -Mailbox info@example.com -Action Move -Target Lists
        Set-NpMailbox info@example.com -CustomFilter 'keep;'
        (Get-NpMailbox info@example.com).CustomFilter | Should -BeLike '*fileinto "Lists"*keep;*'
        $null = Invoke-NpApi mail_user_update @{ client_id = 0; primary_id = 1; params = @{ custom_mailfilter = 'keep;' } }
        (Get-NpMailbox info@example.com).CustomFilter | Should -Not -BeLike '*fileinto*'
    }

    It 'do not move to another mailbox, because the panel would leave them in force in the first' {
        $null = New-NpMailbox anna@example.com -Password 'Mb-Pw-123!'
        $null = New-NpMailboxFilter lists '[list]' -Mailbox info@example.com -Action Move -Target Lists
        { Set-NpMailboxFilter lists -Mailbox anna@example.com -ErrorAction Stop } | Should -Throw -ExpectedMessage '*another mailbox*'
    }

    It 'are left behind when the panel deletes a mailbox; the cmdlet refuses or removes them too' {
        $null = New-NpMailboxFilter lists '[list]' -Mailbox info@example.com -Action Move -Target Lists
        { Remove-NpMailbox info@example.com -ErrorAction Stop } | Should -Throw -ExpectedMessage '*mailbox filter lists*'
        Remove-NpMailbox info@example.com -Recurse
        Invoke-NpApi mail_user_filter_get @{ primary_id = -1 } | Should -BeNullOrEmpty
        $null = New-NpMailbox info@example.com -Password 'Mb-Pw-123!'
        $null = New-NpMailboxFilter lists '[list]' -Mailbox info@example.com -Action Move -Target Lists
        $null = Invoke-NpApi mail_user_delete @{ primary_id = (Get-NpMailbox info@example.com).Id }
        @(Invoke-NpApi mail_user_filter_get @{ primary_id = -1 }).Count | Should -Be 1
    }

    It 'for a size, a header and a regular expression are created' {
        $box = Get-NpMailbox info@example.com
        $null = $box | New-NpMailboxFilter big 10m -Source Size -Action Move -Target Big
        $null = $box | New-NpMailboxFilter flagged 'X-Spam-Flag: YES' -Source Header -Operator Is -Action Move -Target Junk
        $null = $box | New-NpMailboxFilter odd '^\[(a|b)\]' -Operator Regex -Action Keep
        $sieve = (Get-NpMailbox info@example.com).CustomFilter
        $sieve | Should -BeLike '*size :over 10m*'
        $sieve | Should -BeLike '*x-spam-flag*'
    }
}
