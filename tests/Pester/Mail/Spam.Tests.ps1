Describe 'Spam policies, users and rules' {
    BeforeAll { . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1') }
    BeforeEach {
        Reset-SpecPanel
        $null = Connect-SpecPanel
        $null = New-NpMailDomain example.com -Client acme
        $null = New-NpMailbox info@example.com -Password 'Mb-Pw-123!'
    }
    AfterAll { Stop-SpecPanel }

    It 'have numbers with fractions, and switches' {
        $policy = New-NpSpamPolicy Strict -RspamdTagLevel 6.5 -RspamdKillLevel '12.25' -ModifySubject $true
        $row = Invoke-NpApi mail_policy_get @{ primary_id = $policy.Id }
        $row.rspamd_spam_tag_level, $row.rspamd_spam_kill_level, $row.spam_modifies_subj, $row.virus_lover | Should -Be @('6.50', '12.25', 'Y', 'N')
        (Get-NpSpamPolicy Strict).RspamdTagLevel | Should -Be 6.5
        Set-NpSpamPolicy Strict -RspamdKillLevel 15
        (Get-NpSpamPolicy Strict).RspamdKillLevel | Should -Be 15
        (Get-NpSpamPolicy Strict).ModifySubject | Should -BeTrue
    }

    It 'a level that is not a number is stored as 0 by the panel; the cmdlet refuses it' {
        $null = Invoke-NpApi mail_policy_add @{ client_id = 0; params = @{ policy_name = 'Text'; spam_kill_level = 'abc' } }
        (Get-NpSpamPolicy Text).KillLevel | Should -Be 0
        { New-NpSpamPolicy Other -KillLevel abc -ErrorAction Stop } | Should -Throw
        (New-NpSpamPolicy Other -KillLevel '7,5').KillLevel | Should -Be 7.5
    }

    It 'a policy in use is not removed' {
        $null = New-NpSpamPolicy Strict
        $null = New-NpSpamUser info@example.com -Policy Strict
        { Remove-NpSpamPolicy Strict -ErrorAction Stop } | Should -Throw -ExpectedMessage '*info@example.com*'
        { Remove-NpSpamPolicy Strict -Recurse -ErrorAction Stop } | Should -Throw -ExpectedMessage '*info@example.com*'
        Get-NpSpamUser -Policy Strict | Set-NpSpamUser -Policy 0
        Remove-NpSpamPolicy Strict
        (Get-NpSpamUser info@example.com).PolicyId | Should -Be 0
    }

    It 'a user needs an existing policy and a name' {
        $user = New-NpSpamUser -LocalPart info -Domain example.com -Policy Normal
        $user.FullName | Should -Be 'info@example.com'
        $user.PolicyId | Should -Be (Get-NpSpamPolicy Normal).Id
        $null = Invoke-NpApi mail_spamfilter_user_update @{ client_id = 0; primary_id = $user.Id; params = @{ policy_id = 99; priority = 50 } }
        { New-NpSpamUser anna@example.com -Policy 99 -ErrorAction Stop } | Should -Throw -ErrorId 'NotFound*'
        { New-NpSpamUser anna@example.com -Priority 50 -ErrorAction Stop } | Should -Throw -ExpectedMessage '*1 to 10*'
    }

    It 'a user can stand for a whole mail domain' {
        (New-NpSpamUser '@example.com' -Policy Normal).OwnerGroupId | Should -Be (Get-NpMailDomain example.com).OwnerGroupId
        { New-NpSpamUser '@nowhere.example' -ErrorAction Stop } | Should -Throw -ErrorId 'NotFound*'
    }

    It 'a user that exists is an SQL error of the panel; the cmdlet names the existing one' {
        $null = New-NpSpamUser info@example.com
        $problem = { New-NpSpamUser info@example.com -ErrorAction Stop } | Should -Throw -ErrorId 'Duplicate*' -PassThru
        "$problem" | Should -BeLike '*exists already*'
    }

    It 'rules allow and reject senders, and can be changed from one to the other' {
        $user = New-NpSpamUser info@example.com
        $null = $user | New-NpSpamRule friend@example.org Allow
        $null = $user | New-NpSpamRule foes.example Reject
        (Invoke-NpApi mail_spamfilter_whitelist_get @{ primary_id = 2 }).wb | Should -Be 'B'
        (Get-NpSpamRule '@foes.example').Action | Should -Be 'Reject'
        Set-NpSpamRule friend@example.org -Action Reject
        (Invoke-NpApi mail_spamfilter_blacklist_get @{ primary_id = 1 }).wb | Should -Be 'B'
        { $user | New-NpSpamRule friend@example.org Allow -ErrorAction Stop } | Should -Throw -ErrorId 'Duplicate*'
        (Get-NpMailbox info@example.com | Get-NpSpamUser | Get-NpSpamRule).Count | Should -Be 2
    }

    It 'a rule for a user that does not exist is stored by the panel; the cmdlet refuses it' {
        $null = Invoke-NpApi mail_spamfilter_whitelist_add @{ client_id = 1; params = @{ server_id = 1; wb = 'W'; rid = 99; email = 'a@example.org'; priority = 5; active = 'y' } }
        { New-NpSpamRule a@example.org Allow -SpamUser 99 -ErrorAction Stop } | Should -Throw -ErrorId 'NotFound*'
    }

    It 'a user is removed with its rules' {
        $null = New-NpSpamUser info@example.com | New-NpSpamRule friend@example.org Allow
        { Remove-NpSpamUser info@example.com -ErrorAction Stop } | Should -Throw -ExpectedMessage '*friend@example.org*'
        Remove-NpSpamUser info@example.com -Recurse
        @(Get-NpSpamRule).Count | Should -Be 0
    }

    It 'are removed with the mailbox without -Recurse, as on the panel''s page' {
        $null = New-NpSpamUser info@example.com | New-NpSpamRule friend@example.org Allow
        (Remove-NpMailbox info@example.com -Verbose 4>&1 | Out-String) | Should -BeLike '*spam user info@example.com was removed too*'
        @(Get-NpSpamUser; Get-NpSpamRule).Count | Should -Be 0
    }
}
