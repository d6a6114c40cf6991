Describe 'Catch-alls and alias domains' {
    BeforeAll { . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1') }
    BeforeEach {
        Reset-SpecPanel
        $null = Connect-SpecPanel
        $null = New-NpMailDomain example.com -Client acme
        $null = New-NpMailbox info@example.com -Password 'Mb-Pw-123!'
    }
    AfterAll { Stop-SpecPanel }

    It 'show and accept plain domain names, though the panel stores them with an @' {
        $null = New-NpMailCatchAll '@example.com' info@example.com
        (Get-NpMailCatchAll '@example.com').Domain | Should -Be 'example.com'
        (Invoke-NpApi mail_catchall_get @{ primary_id = 1 }).source | Should -Be '@example.com'
        $null = New-NpMailDomainAlias example.net example.com
        $row = Invoke-NpApi mail_aliasdomain_get @{ primary_id = 2 }
        $row.source, $row.destination | Should -Be @('@example.net', '@example.com')
        (Get-NpMailDomainAlias).Destination | Should -Be 'example.com'
    }

    It 'come from a CSV file with the panel''s headers and values' {
        ([pscustomobject]@{ source = '@example.com'; destination = 'info@example.com' } | New-NpMailCatchAll).Domain | Should -Be 'example.com'
        ([pscustomobject]@{ source = '@example.net'; destination = '@example.com' } | New-NpMailDomainAlias).Domain | Should -Be 'example.net'
    }

    It 'accept domains outside ASCII' {
        $null = New-NpMailDomain bücher.example -Client acme
        (New-NpMailCatchAll bücher.example info@example.com).Domain | Should -Be 'xn--bcher-kva.example'
        (Get-NpMailCatchAll bücher.example).Destination | Should -Be 'info@example.com'
    }

    It 'belong to the owner of the mail domain' {
        (New-NpMailCatchAll example.com info@example.com).OwnerGroupId | Should -Be (Get-NpMailDomain example.com).OwnerGroupId
        (New-NpMailDomainAlias example.net example.com).OwnerGroupId | Should -Be (Get-NpMailDomain example.com).OwnerGroupId
    }

    It 'are mixed up by the panel''s get functions; the cmdlets return each kind alone' {
        $null = New-NpMailCatchAll example.com info@example.com
        $null = New-NpMailDomainAlias example.net example.com
        $null = New-NpMailAlias sales@example.com info@example.com
        @(Invoke-NpApi mail_catchall_get @{ primary_id = -1 }).Count | Should -Be 3
        @(Get-NpMailCatchAll).Count | Should -Be 1
        @(Get-NpMailDomainAlias).Count | Should -Be 1
        { Get-NpMailCatchAll -Id (Get-NpMailDomainAlias).Id -ErrorAction Stop } | Should -Throw -ErrorId 'NotFound*'
    }

    It 'a catch-all for an address that does not exist would catch its own mail; the panel accepts it, the cmdlet refuses it' {
        $null = Invoke-NpApi mail_catchall_add @{ client_id = 1; params = @{ server_id = 1; source = '@nowhere.example'; destination = 'nobody@nowhere.example'; type = 'catchall'; active = 'y' } }
        { New-NpMailCatchAll example.com nobody@example.com -ErrorAction Stop } | Should -Throw -ExpectedMessage '*does not exist*'
        { New-NpMailCatchAll nowhere.example info@example.com -ErrorAction Stop } | Should -Throw -ErrorId 'NotFound*'
        (New-NpMailCatchAll example.com somebody@example.org).Destination | Should -Be 'somebody@example.org'
    }

    It 'an alias domain can lead anywhere on the panel; the cmdlet accepts only another existing mail domain' {
        $null = Invoke-NpApi mail_aliasdomain_add @{ client_id = 1; params = @{ server_id = 1; source = '@any.example'; destination = '@nowhere.example'; type = 'aliasdomain'; active = 'y' } }
        { New-NpMailDomainAlias example.net nowhere.example -ErrorAction Stop } | Should -Throw -ErrorId 'NotFound*'
        { New-NpMailDomainAlias example.com example.com -ErrorAction Stop } | Should -Throw -ExpectedMessage '*itself*'
        $null = New-NpMailDomainAlias example.net example.com
        $null = New-NpMailDomain example.net -Client acme
        { New-NpMailDomainAlias example.org example.net -ErrorAction Stop } | Should -Throw -ExpectedMessage '*alias of example.com*'
        { Set-NpMailDomainAlias example.net -Destination nowhere.example -ErrorAction Stop } | Should -Throw -ErrorId 'NotFound*'
    }

    It 'an alias domain cannot have mailboxes, which a warning and an error say' {
        $null = New-NpMailDomain example.net -Client acme
        $null = New-NpMailDomainAlias example.net example.com -WarningVariable told -WarningAction SilentlyContinue
        "$told" | Should -BeLike '*cannot have mailboxes*'
        $problem = { New-NpMailbox a@example.net -Password 'Mb-Pw-123!' -ErrorAction Stop } | Should -Throw -PassThru
        "$problem" | Should -BeLike '*alias of example.com*'
        { New-NpMailCatchAll example.net info@example.com -ErrorAction Stop } | Should -Throw -ExpectedMessage '*alias of example.com*'
    }

    It 'an alias domain does not lead to another one, not even to one of the same file' {
        $null = New-NpMailDomain first.example
        $made = 'first.example,example.com', 'third.example,first.example' | ConvertFrom-Csv -Header Domain, Destination | New-NpMailDomainAlias -ThrottleLimit 1 -WarningAction SilentlyContinue -ErrorAction SilentlyContinue -ErrorVariable problems
        $made.Domain | Should -Be 'first.example'
        $problems.FullyQualifiedErrorId | Should -BeLike 'DomainIsAlias,*'
    }

    It 'a domain with mailboxes or with a catch-all does not become an alias' {
        $null = New-NpMailDomain example.net -Client acme
        { New-NpMailDomainAlias example.com example.net -ErrorAction Stop } | Should -Throw -ExpectedMessage '*info@example.com*'
        $null = New-NpMailCatchAll example.net info@example.com
        { New-NpMailDomainAlias example.net example.com -ErrorAction Stop } | Should -Throw -ExpectedMessage '*catch-all*'
    }

    It 'a mailbox of a domain that has become an alias can still be changed' {
        $null = Invoke-NpApi mail_aliasdomain_add @{ client_id = 1; params = @{ server_id = 1; source = '@example.com'; destination = '@other.example'; type = 'aliasdomain'; active = 'y' } }
        { Invoke-NpApi mail_user_update @{ client_id = 0; primary_id = 1; params = @{ email = 'info@example.com'; name = 'x' } } -ErrorAction Stop } | Should -Throw
        Set-NpMailbox info@example.com -Name 'Still here'
        (Get-NpMailbox info@example.com).Name | Should -Be 'Still here'
    }
}
