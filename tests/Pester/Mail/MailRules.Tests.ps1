Describe 'Rules of the mail server' {
    BeforeAll { . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1') }
    BeforeEach {
        Reset-SpecPanel
        $null = Connect-SpecPanel
        $null = New-NpMailDomain example.com -Client acme
        $null = New-NpMailbox info@example.com -Password 'Mb-Pw-123!'
    }
    AfterAll { Stop-SpecPanel }

    It 'that exist are an SQL error of the panel; the cmdlet names the existing one' {
        $null = Invoke-NpApi mail_transport_add @{ client_id = 1; params = @{ server_id = 1; domain = 'example.org'; transport = 'smtp:a.example'; sort_order = 5; active = 'y' } }
        $null = Invoke-NpApi mail_relay_domain_add @{ client_id = 1; params = @{ server_id = 1; domain = 'example.org'; access = 'OK'; active = 'y' } }
        $null = Invoke-NpApi mail_whitelist_add @{ client_id = 1; params = @{ server_id = 1; source = 'a@example.org'; access = 'OK'; type = 'sender'; active = 'y' } }
        foreach ($again in { New-NpMailTransport example.org smtp:a.example -ErrorAction Stop }, { New-NpMailRelayDomain example.org -ErrorAction Stop }, { New-NpMailAccessRule a@example.org Reject -Type Sender -ErrorAction Stop }) {
            $problem = $again | Should -Throw -ErrorId 'Duplicate*' -PassThru
            "$problem" | Should -BeLike '*exists already*-SkipExisting*'
        }
        Set-NpMailTransport example.org -SortOrder 1
        { Invoke-NpApi mail_transport_add @{ client_id = 1; params = @{ server_id = 1; domain = 'example.org'; transport = 'smtp:a.example'; sort_order = 5; active = 'y' } } -ErrorAction Stop } | Should -Throw -ErrorId 'Duplicate*'
    }

    It 'a transport can be for all mail, for a domain or for an address' {
        (New-NpMailTransport '*' smtp:smart.example.org).Domain | Should -Be '*'
        (New-NpMailTransport .example.org error:closed).Domain | Should -Be '.example.org'
        (New-NpMailTransport Boss@Example.org slow:).Domain | Should -Be 'boss@example.org'
        Remove-NpMailTransport boss@example.org
        @(Get-NpMailTransport).Count | Should -Be 2
    }

    It 'an invalid transport, or one for nothing, is stored by the panel; the cmdlet refuses it' {
        $null = Invoke-NpApi mail_transport_add @{ client_id = 1; params = @{ server_id = 1; domain = ''; transport = ''; sort_order = 99; active = 'y' } }
        { New-NpMailTransport example.org '' -ErrorAction Stop } | Should -Throw
        { New-NpMailTransport example.org mx.example.org -ErrorAction Stop } | Should -Throw -ExpectedMessage '*smtp:mx.example.org*'
        { New-NpMailTransport example.org smtp:mx.example.org -SortOrder 99 -ErrorAction Stop } | Should -Throw -ExpectedMessage '*1 to 10*'
    }

    It 'of allow and deny lists are one noun, and can move between them' {
        $null = New-NpMailAccessRule spam.example Reject -Type Sender
        $null = New-NpMailAccessRule 192.0.2.7 Allow -Type Client
        (Invoke-NpApi mail_blacklist_get @{ primary_id = 1 }).access | Should -Be 'REJECT'
        (Invoke-NpApi mail_blacklist_get @{ primary_id = 2 }).access | Should -Be 'OK'
        Set-NpMailAccessRule spam.example -Action Allow
        (Get-NpMailAccessRule spam.example).Action | Should -Be 'Allow'
        Get-NpMailAccessRule | Remove-NpMailAccessRule
        @(Get-NpMailAccessRule).Count | Should -Be 0
    }

    It 'with unknown values are stored by the panel; the cmdlets show them as Other' {
        $null = Invoke-NpApi mail_blacklist_add @{ client_id = 1; params = @{ server_id = 1; source = 'a@example.org'; access = 'DISCARD'; type = 'bogus'; active = 'y' } }
        "$((Get-NpMailAccessRule a@example.org).Action)" | Should -Be 'Other'
        { Set-NpMailAccessRule a@example.org -Action Other -ErrorAction Stop } | Should -Throw
        $null = Invoke-NpApi mail_filter_add @{ client_id = 1; params = @{ server_id = 1; type = 'header'; pattern = '/p/'; data = ''; action = 'bogus'; active = 'y' } }
        "$((Get-NpMailContentFilter '/p/').Action)" | Should -Be 'Other'
    }

    It 'accept networks in the form that the mail server looks up, and host names' {
        (New-NpMailAccessRule 192.0.2 Reject -Type Client).Source | Should -Be '192.0.2'
        (New-NpMailAccessRule 2001:db8::7 Reject -Type Client).Source | Should -Be '2001:db8::7'
        (New-NpMailAccessRule mail.example.org Allow -Type Client).Source | Should -Be 'mail.example.org'
        { New-NpMailAccessRule 192.0.2.0/24 Reject -Type Client -ErrorAction Stop } | Should -Throw -ExpectedMessage '*leading numbers*'
    }

    It 'a relay domain is not a mail domain of the panel, and is removed with its recipients' {
        { New-NpMailRelayDomain example.com -ErrorAction Stop } | Should -Throw -ExpectedMessage '*mail domain*'
        $null = New-NpMailRelayDomain example.org -Client small
        (New-NpMailRelayRecipient anna@example.org).OwnerGroupId | Should -Be (Get-NpMailRelayDomain example.org).OwnerGroupId
        $null = New-NpMailRelayRecipient '@example.org'
        { Remove-NpMailRelayDomain example.org -ErrorAction Stop } | Should -Throw -ExpectedMessage '*anna@example.org*'
        Remove-NpMailRelayDomain example.org -Recurse
        @(Get-NpMailRelayRecipient).Count | Should -Be 0
    }

    It 'a relay recipient without a relay domain gives a warning that it has no effect' {
        $null = New-NpMailRelayRecipient a@example.org -WarningVariable told -WarningAction SilentlyContinue
        "$told" | Should -BeLike '*not a relay domain*'
    }

    It 'of a client are removed with the client, which the panel does not do' {
        $null = New-NpMailTransport example.org smtp:a.example -Client small
        $null = New-NpMailRelayDomain example.org -Client small
        $null = New-NpMailRelayRecipient a@example.org -Client small
        $null = New-NpSpamPolicy Own -Client small
        { Remove-NpClient small -ErrorAction Stop } | Should -Throw -ExpectedMessage '*example.org*'
        Remove-NpClient small -Everything
        @(Get-NpMailTransport; Get-NpMailRelayDomain; Get-NpMailRelayRecipient; Get-NpSpamPolicy Own*).Count | Should -Be 0
    }
}
