Describe 'Mail domains' {
    BeforeAll { . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1') }
    BeforeEach {
        Reset-SpecPanel
        $null = Connect-SpecPanel
        $null = New-NpMailDomain plum.test -Client acme
        $null = New-NpMailbox one@plum.test -Password 'Mb-Pw-123!'
        $null = New-NpMailAlias al@plum.test one@plum.test
    }
    AfterAll { Stop-SpecPanel }

    It 'belong to the client that was named' {
        (Get-NpClient acme | Get-NpMailDomain).Domain | Should -Be 'plum.test'
        Get-NpClient small | Get-NpMailDomain | Should -BeNullOrEmpty
    }

    It 'lose the domain of every mailbox when they are updated without the module' {
        $null = Invoke-NpApi mail_domain_update @{ client_id = 1; primary_id = (Get-NpMailDomain plum.test).Id; params = @{ active = 'n' } }
        (Invoke-NpApi mail_user_get @{ primary_id = 1 }).email | Should -Be 'one@'
    }

    It 'change without any harm to mailboxes and aliases' {
        Set-NpMailDomain plum.test -RelayHost relay.example.com
        Set-NpMailDomain plum.test -Active $false
        $box = Get-NpMailbox one@plum.test
        $box.Email | Should -Be 'one@plum.test'
        $box.Maildir | Should -Be '/var/vmail/plum.test/one'
        (Get-NpMailAlias al@plum.test).Destination | Should -Be 'one@plum.test'
        $domain = Get-NpMailDomain plum.test
        $domain.Active | Should -BeFalse
        $domain.RelayHost | Should -Be 'relay.example.com'
    }

    It 'move to a new owner with everything in them' {
        $null = New-NpMailDomain other.test -Client acme
        $null = New-NpMailForward far@other.test one@plum.test
        $null = New-NpMailForward fwd@plum.test someone@elsewhere.example
        $null = New-NpMailCatchAll plum.test one@plum.test
        $null = New-NpMailDomainAlias prune.test plum.test
        $null = New-NpMailingList news plum.test -Email one@plum.test -Password 'List-Pw-123!'
        $null = New-NpMailFetch remote pop.example.com -Destination one@plum.test -SourcePassword 'Fetch-Pw-1!'
        $null = New-NpMailboxFilter Spam spam -Mailbox one@plum.test -Target Junk
        $null = New-NpSpamUser one@plum.test
        $null = New-NpSpamRule bad@spam.example Reject -SpamUser one@plum.test
        $before = Get-NpMailbox one@plum.test
        $wanted = Get-NpMailDomain plum.test

        $plan = Set-NpMailDomain plum.test -Client small -WhatIf -Verbose 4>&1
        "$plan" | Should -BeLike '*owner from client acme to client small*change too: * mailbox*1 mail alias*1 catch-all*1 mailing list*the owner stays the same of: mail forward far@other.test*'
        (Get-NpMailDomain plum.test).Client | Should -Be acme

        Set-NpMailDomain plum.test -Client small -WarningVariable warnings -WarningAction SilentlyContinue
        "$warnings" | Should -BeLike '*keep theirs: mail forward far@other.test*'
        foreach ($noun in 'Mailbox', 'MailAlias', 'MailCatchAll', 'MailDomainAlias', 'MailingList', 'MailFetch', 'MailboxFilter', 'SpamUser', 'SpamRule') {
            @(& "Get-Np$noun" -Client acme) | Should -BeNullOrEmpty -Because $noun
            @(& "Get-Np$noun" -Client small).Count | Should -BeGreaterThan 0 -Because $noun
        }
        (Get-NpMailForward -Client small).Source | Should -Be 'fwd@plum.test'
        (Get-NpMailForward -Client acme).Source | Should -Be 'far@other.test'
        $after = Get-NpMailbox one@plum.test
        foreach ($member in 'Email', 'Login', 'Maildir', 'Quota', 'CustomFilter', 'Active') { $after.$member | Should -Be $before.$member -Because $member }
        $stored = Get-NpMailDomain plum.test
        foreach ($member in 'Domain', 'Active', 'Dkim', 'DkimSelector', 'RelayHost') { $stored.$member | Should -Be $wanted.$member -Because $member }
    }

    It 'do not move and get a new name at once' {
        { Set-NpMailDomain plum.test -Client small -NewDomain pear.test -ErrorAction Stop } | Should -Throw -ErrorId 'MoveNotAllowed*'
        (Get-NpMailDomain plum.test).Client | Should -Be acme
    }

    It 'stay with their owner when something else is changed' {
        $before = (Get-NpMailDomain plum.test).OwnerGroupId
        Set-NpMailDomain plum.test -RelayHost relay.example.com
        (Get-NpMailDomain plum.test).OwnerGroupId | Should -Be $before
        Set-NpMailDomain plum.test -Client small
        (Get-NpClient small | Get-NpMailDomain).Domain | Should -Be 'plum.test'
    }

    It 'require a valid DKIM key, where the panel would accept any text or none' {
        $id = Invoke-NpApi mail_domain_add @{ client_id = 0; params = @{ server_id = 1; domain = 'nokey.test'; active = 'y'; dkim = 'y'; dkim_selector = 'default' } }
        (Get-NpMailDomain -Id $id).Dkim | Should -BeTrue
        { New-NpMailDomain signed.test -Dkim $true -ErrorAction Stop } | Should -Throw -ExpectedMessage '*Set-NpDkim*'
        { New-NpMailDomain signed.test -Dkim $true -DkimPrivateKey garbage -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidDkimKey*'
        $null = New-NpMailDomain signed.test
        { Set-NpMailDomain signed.test -Dkim $true -ErrorAction Stop } | Should -Throw -ExpectedMessage '*Set-NpDkim*'
        $key = New-NpDkimKey
        Set-NpMailDomain signed.test -Dkim $true -DkimPrivateKey $key.PrivateKey
        (Get-NpMailDomain signed.test).DkimPublicKey | Should -Be $key.PublicKey
        (Get-NpDkim signed.test).Bits | Should -Be 2048
        $null = Invoke-NpApi mail_domain_update @{ client_id = 0; primary_id = $id; params = @{ domain = 'nokey.test'; server_id = 1; dkim = 'y'; dkim_private = 'garbage'; dkim_selector = 'default' } }
        Set-NpMailDomain nokey.test -Dkim $false
        (Get-NpMailDomain nokey.test).Dkim | Should -BeFalse
        { Set-NpMailDomain nokey.test -Dkim $true -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidDkimKey*'
    }

    It 'stay with their owner whatever column is set by name, where one column would move them on the panel' {
        $domain = New-NpMailDomain mine.test -Client acme
        $null = Invoke-NpApi mail_domain_update @{ client_id = 0; primary_id = $domain.Id; params = @{ domain = 'mine.test'; server_id = 1; client_group_id = 3 } }
        (Get-NpMailDomain mine.test).OwnerGroupId | Should -Be 3
        { Set-NpMailDomain mine.test -AdditionalField @{ client_group_id = 2 } } | Should -Throw -ExpectedMessage '*-Client*'
        (Get-NpMailDomain mine.test).OwnerGroupId | Should -Be 3
    }

    It 'send nothing when nothing differs' {
        (Set-NpMailDomain plum.test -Active $true -Verbose 4>&1 | Out-String) | Should -BeLike '*nothing was sent*'
    }

    It 'are not removed while mailboxes exist, which the error names' {
        $problem = { Get-NpMailDomain plum.test | Remove-NpMailDomain -ErrorAction Stop } | Should -Throw -PassThru
        "$problem" | Should -BeLike '*one@plum.test*'
        Get-NpMailDomain plum.test | Should -Not -BeNullOrEmpty
    }

    It 'are removed with their mailboxes and aliases with -Recurse' {
        Remove-NpMailDomain plum.test -Recurse
        @(Get-NpMailbox).Count | Should -Be 0
        @(Get-NpMailAlias).Count | Should -Be 0
    }

    It 'are disabled and enabled without other changes' {
        (Disable-NpMailDomain plum.test -PassThru).Active | Should -BeFalse
        (Enable-NpMailDomain plum.test -PassThru).Active | Should -BeTrue
        (Get-NpMailbox one@plum.test).Maildir | Should -Be '/var/vmail/plum.test/one'
    }

    It 'are refused if they exist, and skipped with -SkipExisting' {
        { New-NpMailDomain plum.test -ErrorAction Stop } | Should -Throw -ErrorId 'Duplicate*'
        (New-NpMailDomain plum.test -Client acme -SkipExisting).Id | Should -Be (Get-NpMailDomain plum.test).Id
    }
}
