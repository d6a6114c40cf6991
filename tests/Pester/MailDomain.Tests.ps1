Describe 'Mail domains' {
    BeforeAll { . (Join-Path $PSScriptRoot 'Sandbox.ps1') }
    BeforeEach {
        $sandbox | Reset-NpSandbox
        $null = Connect-NpPanel $sandbox.Uri -Credential $sandbox.Credential -CertificatePin $sandbox.CertificatePin -Name spec
        $null = New-NpMailDomain plum.test -Client acme
        $null = New-NpMailbox one@plum.test -Password 'Mb-Pw-123!'
        $null = New-NpMailAlias al@plum.test one@plum.test
    }
    AfterAll { Stop-SpecSandbox }

    It 'belong to the client that was named' {
        (Get-NpClient acme | Get-NpMailDomain).Domain | Should -Be 'plum.test'
        Get-NpClient small | Get-NpMailDomain | Should -BeNullOrEmpty
    }

    It 'strip their name off every mailbox when the panel is left alone' {
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

    It 'stay with their owner when something else is changed' {
        $before = (Get-NpMailDomain plum.test).OwnerGroupId
        Set-NpMailDomain plum.test -RelayHost relay.example.com
        (Get-NpMailDomain plum.test).OwnerGroupId | Should -Be $before
        Set-NpMailDomain plum.test -Client small
        (Get-NpClient small | Get-NpMailDomain).Domain | Should -Be 'plum.test'
    }

    It 'send nothing when nothing differs' {
        (Set-NpMailDomain plum.test -Active $true -Verbose 4>&1 | Out-String) | Should -BeLike '*nothing was sent*'
    }

    It 'refuse to go while mailboxes exist and name them' {
        $problem = { Get-NpMailDomain plum.test | Remove-NpMailDomain -ErrorAction Stop } | Should -Throw -PassThru
        "$problem" | Should -BeLike '*one@plum.test*'
        Get-NpMailDomain plum.test | Should -Not -BeNullOrEmpty
    }

    It 'take mailboxes and aliases along with -Recurse' {
        Remove-NpMailDomain plum.test -Recurse
        @(Get-NpMailbox).Count | Should -Be 0
        @(Get-NpMailAlias).Count | Should -Be 0
    }

    It 'are switched off and on without being touched otherwise' {
        (Disable-NpMailDomain plum.test -PassThru).Active | Should -BeFalse
        (Enable-NpMailDomain plum.test -PassThru).Active | Should -BeTrue
        (Get-NpMailbox one@plum.test).Maildir | Should -Be '/var/vmail/plum.test/one'
    }

    It 'are refused twice, and passed over with -SkipExisting' {
        { New-NpMailDomain plum.test -ErrorAction Stop } | Should -Throw -ErrorId 'Duplicate*'
        (New-NpMailDomain plum.test -SkipExisting).Id | Should -Be (Get-NpMailDomain plum.test).Id
    }
}
