Describe 'Mailboxes' {
    BeforeAll { . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1') }
    BeforeEach {
        Reset-SpecPanel
        $null = Connect-SpecPanel
        $null = New-NpMailDomain example.com -Client acme
    }
    AfterAll { Stop-SpecPanel }

    It 'get the values that the panel''s pages would set' {
        $null = New-NpMailbox info@example.com -Password 'Mb-Pw-123!' -Quota 1GB
        $row = Invoke-NpApi mail_user_get @{ primary_id = 1 }
        $row.postfix | Should -Be 'y'
        $row.maildir | Should -Be '/var/vmail/example.com/info'
        $row.homedir | Should -Be '/var/vmail'
        $row.uid | Should -Be '5000'
        $row.login | Should -Be 'info@example.com'
        $row.quota | Should -Be '1073741824'
        $row.sys_groupid | Should -Be '2'
    }

    It 'have sizes in bytes and -1 for unlimited' {
        $null = New-NpMailbox a@example.com -Password 'Mb-Pw-123!' -Quota Unlimited
        (Get-NpMailbox a@example.com).Quota | Should -Be -1
        (Invoke-NpApi mail_user_get @{ primary_id = 1 }).quota | Should -Be '0'
        Set-NpMailbox a@example.com -Quota 500MB
        (Get-NpMailbox a@example.com).Quota | Should -Be 524288000
    }

    It 'change one thing and nothing else' {
        $null = New-NpMailbox a@example.com -Password 'Mb-Pw-123!' -Name 'Änne' -Quota 1GB -Pop3 $false
        $before = Get-NpMailbox a@example.com
        Get-NpMailbox a@example.com | Set-NpMailbox -Imap:$false
        $after = Get-NpMailbox a@example.com
        $after.Imap | Should -BeFalse
        foreach ($member in 'Login', 'Name', 'Quota', 'Pop3', 'Smtp', 'Receive', 'Maildir', 'Junk', 'OwnerGroupId') { $after.$member | Should -Be $before.$member }
    }

    It 'come from a CSV file with either header' {
        Set-Content TestDrive:/boxes.csv @'
email,password,quota,disableimap
a@example.com,Mb-Pw-123!,1GB,
b@example.com,Mb-Pw-123!,,
'@
        Set-Content TestDrive:/more.csv @'
Email,Password,Quota,Imap
c@example.com,Mb-Pw-123!,500MB,no
'@
        Import-Csv TestDrive:/boxes.csv | New-NpMailbox | Out-Null
        Import-Csv TestDrive:/more.csv | New-NpMailbox | Out-Null
        @(Get-NpMailbox '*@example.com' | Sort-Object Email).Email | Should -Be @('a@example.com', 'b@example.com', 'c@example.com')
        (Get-NpMailbox b@example.com).Quota | Should -Be -1
        (Get-NpMailbox c@example.com).Imap | Should -BeFalse
    }

    It 'sort and select by typed members' {
        1..5 | ForEach-Object { [pscustomobject]@{ Email = "u$_@example.com"; Quota = "${_}GB"; Password = 'Mb-Pw-123!' } } | New-NpMailbox -ThrottleLimit 8 | Out-Null
        @(Get-NpMailbox '*@example.com' | Sort-Object Quota -Descending | Select-Object -First 2).Email | Should -Be @('u5@example.com', 'u4@example.com')
    }

    It 'are refused in a domain that does not exist' {
        { New-NpMailbox a@nowhere.test -Password 'Mb-Pw-123!' -ErrorAction Stop } | Should -Throw -ErrorId 'NotFound*' -ExpectedMessage '*nowhere.test*'
    }

    It 'are refused at the address of an alias, which the panel would accept' {
        $null = New-NpMailbox a@example.com -Password 'Mb-Pw-123!'
        $null = New-NpMailAlias b@example.com a@example.com
        { New-NpMailbox b@example.com -Password 'Mb-Pw-123!' -ErrorAction Stop } | Should -Throw -ExpectedMessage '*alias*'
    }

    It 'are refused at the address of a forward, and vice versa, which the panel would accept' {
        $null = New-NpMailForward b@example.com a@example.org
        { New-NpMailbox b@example.com -Password 'Mb-Pw-123!' -ErrorAction Stop } | Should -Throw -ExpectedMessage '*forward*'
        $null = New-NpMailbox a@example.com -Password 'Mb-Pw-123!'
        $null = Invoke-NpApi mail_forward_add @{ client_id = 1; params = @{ server_id = 1; source = 'a@example.com'; destination = 'a@example.org'; type = 'forward'; active = 'y' } }
        { New-NpMailForward a@example.com b@example.org -ErrorAction Stop } | Should -Throw -ExpectedMessage '*mailbox*'
    }

    It 'are renamed with login, folder and all that leads to them, which the panel would leave at the old address' {
        $null = New-NpMailbox old@example.com -Password 'Mb-Pw-123!'
        $null = New-NpMailbox other@example.com -Password 'Mb-Pw-123!'
        $null = New-NpMailAlias sales@example.com old@example.com
        $null = New-NpMailFetch user imap.example.org -Mailbox old@example.com -SourcePassword x
        $null = New-NpSpamUser old@example.com
        (Set-NpMailbox old@example.com -NewEmail new@example.com -WhatIf -Verbose 4>&1 | Out-String) | Should -BeLike '*redirect to the new address*sales@example.com*'
        Set-NpMailbox old@example.com -NewEmail new@example.com -WarningVariable told -WarningAction SilentlyContinue
        $box = Get-NpMailbox new@example.com
        $box.Login | Should -Be 'new@example.com'
        $box.Maildir | Should -Be '/var/vmail/example.com/new'
        (Get-NpMailAlias sales@example.com).Destination | Should -Be 'new@example.com'
        (Get-NpMailFetch user).Destination | Should -Be 'new@example.com'
        (Get-NpSpamUser).Email | Should -Be 'new@example.com'
        "$told" | Should -BeLike '*mail alias sales@example.com*'
        $null = Invoke-NpApi mail_user_update @{ client_id = 0; primary_id = (Get-NpMailbox other@example.com).Id; params = @{ email = 'moved@example.com' } }
        (Get-NpMailbox moved@example.com).Login | Should -Be 'other@example.com'
    }

    It 'accept a new address in any case, where the panel does not find its domain in capitals' {
        $box = New-NpMailbox old@example.com -Password 'Mb-Pw-123!'
        { Invoke-NpApi mail_user_update @{ client_id = 0; primary_id = $box.Id; params = @{ email = 'new@EXAMPLE.com' } } -ErrorAction Stop } | Should -Throw
        Set-NpMailbox old@example.com -NewEmail New@EXAMPLE.com
        (Get-NpMailbox NEW@example.com).Email | Should -Be 'new@example.com'
    }

    It 'keep what leads to them when the panel refuses the new address' {
        $null = New-NpMailbox old@example.com -Password 'Mb-Pw-123!'
        $null = New-NpMailbox taken@example.com -Password 'Mb-Pw-123!'
        $null = New-NpMailAlias sales@example.com old@example.com
        { Set-NpMailbox old@example.com -NewEmail taken@example.com -ErrorAction Stop } | Should -Throw -ExpectedMessage '*A mailbox with this address already exists*'
        (Get-NpMailAlias sales@example.com).Destination | Should -Be 'old@example.com'
    }

    It 'are refused without a password, which the panel would accept' {
        { New-NpMailbox a@example.com -ErrorAction Stop } | Should -Throw -ExpectedMessage '*-GeneratePassword*'
        (New-NpMailbox a@example.com -GeneratePassword).GeneratedPassword.Length | Should -BeGreaterThan 11
    }

    It 'explain why the panel refuses them, without the password' {
        $problem = { New-NpMailbox a@example.com -Password 'weak' -ErrorAction Stop } | Should -Throw -PassThru
        $problem.FullyQualifiedErrorId | Should -BeLike 'InvalidPassword*'
        "$problem" | Should -Not -BeLike '*weak_password*'
    }

    It 'refuse <why>, for the row only' -TestCases @(
        @{ why = 'a bad address'; row = @{ Email = 'no address'; Password = 'Mb-Pw-123!' } }
        @{ why = 'a missing column'; row = @{ Mail = 'a@example.com'; Password = 'Mb-Pw-123!' } }
        @{ why = 'a plus address'; row = @{ Email = 'a+b@example.com'; Password = 'Mb-Pw-123!' } }
        @{ why = 'an invalid size'; row = @{ Email = 'a@example.com'; Quota = 'much'; Password = 'Mb-Pw-123!' } }
        @{ why = 'an invalid switch'; row = @{ Email = 'a@example.com'; Imap = 'perhaps'; Password = 'Mb-Pw-123!' } }
        @{ why = '300 characters of garbage'; row = @{ Email = ('#' * 300); Password = 'Mb-Pw-123!' } }
    ) {
        param($why, $row)
        $rows = @([pscustomobject]$row; [pscustomobject]@{ Email = 'good@example.com'; Password = 'Mb-Pw-123!' })
        $made = $rows | New-NpMailbox -ErrorVariable bad -ErrorAction SilentlyContinue
        $made.Email | Should -Be 'good@example.com'
        @($bad).Count | Should -Be 1
        "$bad" | Should -Not -BeLike '*Mb-Pw*'
        "$bad".Length | Should -BeLessThan 500
    }

    It 'page' {
        1..5 | ForEach-Object { [pscustomobject]@{ Email = "u$_@example.com"; Password = 'Mb-Pw-123!' } } | New-NpMailbox -ThrottleLimit 1 | Out-Null
        @(Get-NpMailbox -First 2 -Skip 1).Email | Should -Be @('u2@example.com', 'u3@example.com')
    }

    It 'are removed, and with -WhatIf they stay' {
        $null = New-NpMailbox a@example.com -Password 'Mb-Pw-123!'
        Remove-NpMailbox a@example.com -WhatIf
        Get-NpMailbox a@example.com | Should -Not -BeNullOrEmpty
        Get-NpMailbox a@example.com | Remove-NpMailbox
        { Get-NpMailbox a@example.com -ErrorAction Stop } | Should -Throw -ErrorId 'NotFound*'
    }

    It 'are listed by their mail domain' {
        $null = New-NpMailDomain other.test
        $null = New-NpMailbox a@example.com -Password 'Mb-Pw-123!'
        $null = New-NpMailbox b@other.test -Password 'Mb-Pw-123!'
        (Get-NpMailDomain other.test | Get-NpMailbox).Email | Should -Be 'b@other.test'
    }
}

Describe 'The limits of a client' -Tag Faults {
    BeforeAll { . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1') }
    AfterAll { Stop-SpecPanel }

    It 'are read again for the next row after they could not be read for one' {
        $null = New-NpMailDomain example.com -Client acme
        Set-NpClient acme -MailboxLimit 100
        $null = Invoke-RestMethod "$($sandbox.HttpUri)sandbox/faults" -Method Post -Body (@{ seed = 1; functions = 'mail_user_get'; emptyServerError = 0.8 } | ConvertTo-Json)
        try {
            $made = 1..12 | ForEach-Object { [pscustomobject]@{ Email = "u$_@example.com"; Password = "Mb-Pw-$_-12!" } } | New-NpMailbox -ThrottleLimit 1 -ErrorAction SilentlyContinue -ErrorVariable failed
        }
        finally { $null = Invoke-RestMethod "$($sandbox.HttpUri)sandbox/faults" -Method Post -Body '{}' }
        @($failed).Count | Should -BeGreaterThan 0
        @($made).Count | Should -BeGreaterThan 0
    }
}
