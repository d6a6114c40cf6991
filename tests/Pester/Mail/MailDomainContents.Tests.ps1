Describe 'The dependents of a mail domain' {
    BeforeAll { . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1') }
    BeforeEach {
        Reset-SpecPanel
        $null = Connect-SpecPanel
        $null = New-NpMailDomain example.com -Client acme
        $null = New-NpMailbox info@example.com -Password 'Mb-Pw-123!'
    }
    AfterAll { Stop-SpecPanel }

    It 'are removed too with -Recurse, to the last row' {
        $null = New-NpMailDomain other.example -Client acme
        $null = New-NpMailbox b@other.example -Password 'Mb-Pw-123!'
        $null = New-NpMailboxFilter lists '[list]' -Mailbox info@example.com -Action Move -Target Lists
        $null = New-NpMailAlias sales@example.com info@example.com
        $null = New-NpMailAlias away@other.example info@example.com
        $null = New-NpMailForward team@example.com a@example.org
        $null = New-NpMailForward press@other.example info@example.com
        $null = New-NpMailCatchAll example.com info@example.com
        $null = New-NpMailDomainAlias example.net example.com
        $null = New-NpMailingList news example.com -Email owner@example.com -GeneratePassword
        $null = New-NpMailFetch user imap.example.org -Mailbox info@example.com -SourcePassword x
        $null = New-NpSpamUser info@example.com -Policy Normal | New-NpSpamRule friend@example.org Allow
        $null = New-NpSpamUser '@example.com' -Policy Normal

        $problem = { Remove-NpMailDomain example.com -ErrorAction Stop } | Should -Throw -PassThru
        "$problem" | Should -BeLike '*2 mail aliases*1 mailbox*-Recurse*'
        Remove-NpMailDomain example.com -Recurse

        foreach ($functions in 'mail_user_filter', 'mail_mailinglist', 'mail_fetchmail', 'mail_spamfilter_user', 'mail_spamfilter_whitelist') { Invoke-NpApi "${functions}_get" @{ primary_id = -1 } | Should -BeNullOrEmpty -Because $functions }
        (Invoke-NpApi mail_user_get @{ primary_id = -1 }).email | Should -Be 'b@other.example'
        # A forward of another domain can have other destinations and stays, as on the panel's page.
        (Invoke-NpApi mail_forward_get @{ primary_id = -1 }).source | Should -Be 'press@other.example'
    }

    It 'of other domains whose names end alike stay' {
        $null = New-NpMailDomain sub.example.com -Client acme
        $null = New-NpMailbox a@sub.example.com -Password 'Mb-Pw-123!'
        Remove-NpMailDomain example.com -Recurse
        (Get-NpMailbox).Email | Should -Be 'a@sub.example.com'
    }

    It 'require -Recurse only if there are more than the spam users that the panel creates' {
        Set-NpMailDomain example.com -NewDomain renamed.example -WarningAction SilentlyContinue
        Remove-NpMailbox info@renamed.example
        @(Get-NpSpamUser).Email | Should -Be '@renamed.example'
        Remove-NpMailDomain renamed.example
        @(Get-NpSpamUser).Count | Should -Be 0
    }

    It 'keep their login names when the domain is renamed, with a warning' {
        Set-NpMailDomain example.com -NewDomain renamed.example -WarningVariable told -WarningAction SilentlyContinue
        "$told" | Should -BeLike '*login names*name@example.com*'
        # The line 3.3 renames the logins too.
        (Get-NpMailbox info@renamed.example).Login | Should -Be ($env:NODEPOINT_SPEC_LINE -eq '3.3' ? 'info@renamed.example' : 'info@example.com')
        Get-NpMailDomain renamed.example | Get-NpMailbox | ForEach-Object { Set-NpMailbox $_ -Login $_.Email }
        (Get-NpMailbox info@renamed.example).Login | Should -Be 'info@renamed.example'
    }
}
