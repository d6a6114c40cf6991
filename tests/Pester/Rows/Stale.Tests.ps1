# Objects that have changed since they were read, and records of other owners: the right object, or an error.
Describe 'An object that has changed since it was read' {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1')
    }
    BeforeEach {
        Reset-SpecPanel
        $null = Connect-SpecPanel
        $null = New-NpMailDomain old.example -Client acme
        $domain = Get-NpMailDomain old.example
    }
    AfterAll { Stop-SpecPanel }

    It 'is not removed after it was renamed: the error says what it is now' {
        Set-NpMailDomain old.example -NewDomain new.example -WarningAction SilentlyContinue
        { $domain | Remove-NpMailDomain -ErrorAction Stop } | Should -Throw '*has changed since it was read: it is now ''new.example''*' -ErrorId 'Conflict,*'
        Get-NpMailDomain new.example | Should -Not -BeNullOrEmpty
    }

    It 'is not removed after it was given to another client' {
        Set-NpMailDomain old.example -Client small
        { $domain | Remove-NpMailDomain -ErrorAction Stop } | Should -Throw '*it now belongs to client small*' -ErrorId 'Conflict,*'
    }

    It 'is not a parent after another client took its name' {
        Set-NpMailDomain old.example -NewDomain new.example -WarningAction SilentlyContinue
        $null = New-NpMailDomain old.example -Client small
        { $domain | New-NpMailbox -LocalPart info -Password 'Mb-Pw-123!' -ErrorAction Stop } | Should -Throw '*has changed since it was read*' -ErrorId 'Conflict,*'
        Get-NpMailbox '*' | Should -BeNullOrEmpty
    }

    It 'does not lead a Get- cmdlet to the records of the one that took its name' {
        $null = New-NpMailDomain old.example -Client acme
        $read = Get-NpMailDomain old.example
        Set-NpMailDomain old.example -NewDomain new.example -WarningAction SilentlyContinue
        $null = New-NpMailDomain old.example -Client small
        $null = New-NpMailbox theirs@old.example -Password 'Mb-Pw-123!'
        { $read | Get-NpMailbox -ErrorAction Stop } | Should -Throw -ErrorId 'Conflict,*' -ExpectedMessage "*is now 'new.example'*"
        { $read | Get-NpMailAlias -ErrorAction Stop } | Should -Throw -ErrorId 'Conflict,*'
        ($read | Get-NpMailDomain).Domain | Should -Be new.example
        ($read | Get-NpMailDomain -Panel spec).Domain | Should -Be new.example -Because 'it is the same panel'
        $null = New-NpDnsZone a.example ns1.nodepoint.eu -Client acme
        $zone = Get-NpDnsZone a.example
        Set-NpDnsZone a.example -NewOrigin b.example
        { $zone | Get-NpDnsRecord -ErrorAction Stop } | Should -Throw -ErrorId 'Conflict,*'
    }

    It 'is removed with the dependents that it has now, or not at all' {
        $null = New-NpMailbox late@old.example -Password 'Mb-Pw-123!'
        { $domain | Remove-NpMailDomain -ErrorAction Stop } | Should -Throw '*mailbox late@old.example*'
        $domain | Remove-NpMailDomain -Recurse
        Get-NpMailbox '*' | Should -BeNullOrEmpty
    }

    It 'is not removed after its value has changed: DNS records' {
        $null = New-NpDnsZone old.example ns1.nodepoint.eu -Client acme
        $record = New-NpDnsRecord old.example www A 192.0.2.1
        $record | Set-NpDnsRecord -Value 192.0.2.2
        { $record | Remove-NpDnsRecord -ErrorAction Stop } | Should -Throw '*it is now*192.0.2.2*' -ErrorId 'Conflict,*'
        (Get-NpDnsRecord old.example www).Value | Should -Be 192.0.2.2
    }
}

Describe '-SkipExisting' {
    BeforeAll { . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1') }
    BeforeEach {
        Reset-SpecPanel
        $null = Connect-SpecPanel
        $null = New-NpMailDomain taken.example -Client acme
    }
    AfterAll { Stop-SpecPanel }

    It 'returns the record of the owner that the row asks for' {
        (New-NpMailDomain taken.example -Client acme -SkipExisting).Domain | Should -Be taken.example
    }

    It 'is a conflict that names both owners if the record belongs to another one' {
        { New-NpMailDomain taken.example -Client small -SkipExisting -ErrorAction Stop } | Should -Throw '*belongs to client acme, not to client small*' -ErrorId 'Conflict,*'
        { New-NpMailDomain taken.example -SkipExisting -ErrorAction Stop } | Should -Throw '*belongs to client acme, not to the administrator*' -ErrorId 'Conflict,*'
    }
}

Describe 'Rows that change one record' -Tag Faults {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1')
        function Fault($Faults) { Invoke-RestMethod "$($sandbox.HttpUri)sandbox/faults" -Method Post -Body ($Faults | ConvertTo-Json) }
    }
    BeforeEach {
        Reset-SpecPanel
        $null = Connect-SpecPanel
        $null = New-NpMailDomain example.com -Client acme
        $box = New-NpMailbox a@example.com -Password 'Mb-Pw-123!' -Quota 1GB
    }
    AfterEach { $null = Fault @{} }
    AfterAll { Stop-SpecPanel }

    It 'are applied in the order of the input, however they name it' {
        # Responses are delayed at random, so that rows in flight overtake each other where they may.
        $null = Fault @{ delayMs = @{ min = 0; max = 30 }; seed = 5 }
        $names = 'a@example.com', $box.Id, 'A@Example.com', $box
        $rows = 1..24 | ForEach-Object { [pscustomobject]@{ Identity = $names[$_ % 4]; Quota = $_ * 1GB } }
        $rows | Set-NpMailbox -ThrottleLimit 8 -ErrorAction Stop
        (Get-NpMailbox a@example.com).Quota | Should -Be 24GB
    }

    It 'find it by the name that a row before has given to it' {
        $null = Fault @{ delayMs = 20 }
        [pscustomobject]@{ Identity = 'a@example.com'; NewEmail = 'b@example.com' }, [pscustomobject]@{ Identity = 'b@example.com'; Quota = '2GB' } |
            Set-NpMailbox -ThrottleLimit 8 -ErrorAction Stop -WarningAction SilentlyContinue
        (Get-NpMailbox b@example.com).Quota | Should -Be 2GB
    }
}
