Describe 'Clients' {
    BeforeAll { . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1') }
    BeforeEach {
        Reset-SpecPanel
        $null = Connect-SpecPanel
    }
    AfterAll { Stop-SpecPanel }

    It 'are found by user name, wildcard and ID' {
        (Get-NpClient acme).CompanyName | Should -Be 'Acme GmbH'
        @(Get-NpClient '*m*').Username | Should -Be @('acme', 'small')
        (Get-NpClient -Id 2).Username | Should -Be 'small'
    }

    It 'are created with every limit of the form, and can log in' {
        $client = New-NpClient birch 'Bo Birch' bo@birch.test -CompanyName 'Birch Ltd' -City Århus -GeneratePassword
        $client.Id | Should -BeGreaterThan 2
        $stored = Get-NpClient birch
        $stored.City | Should -Be 'Århus'
        $stored.MailboxLimit | Should -Be -1
        $stored.MailServers | Should -Be '1'
        (Invoke-NpApi client_login_get @{ username = 'birch'; password = $client.GeneratedPassword }).client_id | Should -Be "$($client.Id)"
    }

    It 'are not created without a password, which the panel would accept' {
        (Invoke-NpApi client_add @{ reseller_id = 0; params = (@{ username = 'nopw'; contact_name = 'x'; email = 'x@x.test'; language = 'en'; web_php_options = 'no'; ssh_chroot = 'no'; password = '' }) }) | Should -BeGreaterThan 2
        { New-NpClient nopw2 'No Pw' no@pw.test -ErrorAction Stop } | Should -Throw -ExpectedMessage '*-GeneratePassword*'
    }

    It 'keep their password when something else is changed, where the panel would clear it' {
        $null = Invoke-NpApi client_update @{ client_id = 2; reseller_id = 0; params = @{ city = 'Jena' } }
        { Invoke-NpApi client_login_get @{ username = 'small'; password = 'Small-Pw-12!' } -ErrorAction Stop } | Should -Throw

        Set-NpClient acme -City Jena
        (Get-NpClient acme).City | Should -Be 'Jena'
        (Invoke-NpApi client_login_get @{ username = 'acme'; password = 'Acme-Pw-12!' }).client_id | Should -Be '1'
    }

    Context 'with a disabled record' {
        BeforeEach {
            $null = New-NpMailDomain plum.test -Client acme
            $null = New-NpMailbox off@plum.test -Password 'Mb-Pw-123!' -Receive $false
            $null = New-NpMailbox on@plum.test -Password 'Mb-Pw-123!'
        }

        It 'the panel enables it with any change of the client' {
            $null = Invoke-NpApi client_update @{ client_id = 1; reseller_id = 0; params = @{ city = 'Jena'; password = '' } }
            (Get-NpMailbox off@plum.test).Receive | Should -BeTrue
        }

        It 'a change of the client leaves it disabled, and says so' {
            Set-NpClient acme -City Jena -WarningVariable told -WarningAction SilentlyContinue
            (Get-NpMailbox off@plum.test).Receive | Should -BeFalse
            (Get-NpMailbox on@plum.test).Receive | Should -BeTrue
            "$told" | Should -BeLike '*off@plum.test*'
        }

        It 'a change of the client leaves a database disabled, with its backup settings' {
            $database = New-NpWebsite plum.test -Client acme | New-NpDatabase -Name shop -Active $false -BackupInterval Daily -BackupCopies 5
            Set-NpClient acme -City Jena -WarningAction SilentlyContinue
            $after = Get-NpDatabase -Id $database.Id
            $after.Active | Should -BeFalse
            $after.BackupInterval | Should -Be 'Daily'
            $after.BackupCopies | Should -Be 5
        }

        It 'refuses to remove the client and names its dependents' {
            $problem = { Remove-NpClient acme -ErrorAction Stop } | Should -Throw -PassThru
            "$problem" | Should -BeLike '*plum.test*'
            Get-NpClient acme | Should -Not -BeNullOrEmpty
        }

        It 'removes the dependents too with -Recurse' {
            Remove-NpClient acme -Recurse
            @(Get-NpMailbox '*@plum.test').Count | Should -Be 0
            Get-NpClient acme -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        }
    }

    It 'belong only to a client that is a reseller, which the panel does not check' {
        { New-NpClient sub 'Sub' sub@sub.test -GeneratePassword -Reseller small -ErrorAction Stop } | Should -Throw -ExpectedMessage '*is not a reseller*'
        Set-NpClient small -ClientLimit 5
        $null = New-NpClient sub 'Sub' sub@sub.test -GeneratePassword -Reseller small
        (Get-NpClient sub).ResellerId | Should -Be 2
        Set-NpClient sub -City Jena
        (Get-NpClient sub).City | Should -Be 'Jena'
    }

    It 'who are resellers are not removed while they have clients, which the panel would remove too' {
        Set-NpClient small -ClientLimit 5
        $null = New-NpClient sub 'Sub' sub@sub.test -GeneratePassword -Reseller small
        $null = New-NpMailDomain sub.test -Client sub
        { Remove-NpClient small -ErrorAction Stop } | Should -Throw -ExpectedMessage '*mail domain sub.test, client sub*'
        Remove-NpClient small -Recurse
        (Get-NpClient).Username | Should -Be 'acme'
        Get-NpMailDomain | Should -BeNullOrEmpty
        Remove-NpClient acme -Recurse
        Get-NpClient | Should -BeNullOrEmpty
    }

    It 'skip existing clients with -SkipExisting, and refuse them without' {
        (New-NpClient acme 'Acme Admin' acme@acme-client.test -GeneratePassword -SkipExisting).Id | Should -Be 1
        { New-NpClient acme 'Acme Admin' acme@acme-client.test -GeneratePassword -ErrorAction Stop } | Should -Throw -ErrorId 'Duplicate*'
    }

    It 'refuse an invalid address, for its row only' {
        $rows = @(
            [pscustomobject]@{ Username = 'one'; ContactName = 'One'; Email = 'one@one.test' }
            [pscustomobject]@{ Username = 'two'; ContactName = 'Two'; Email = 'not an address' }
            [pscustomobject]@{ Username = 'three'; ContactName = 'Three'; Email = 'three@three.test' }
        )
        $made = $rows | New-NpClient -GeneratePassword -ErrorVariable bad -ErrorAction SilentlyContinue
        $made.Username | Should -Be @('one', 'three')
        @($bad).Count | Should -Be 1
        $bad[0].TargetObject.Username | Should -Be 'two'
    }
}
