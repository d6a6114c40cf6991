# What an error record says about a row, so that a script can act on it: about_Nodepoint_Errors.
Describe 'An error' {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1')
        # The error of a command that writes exactly one.
        function Get-Error([scriptblock] $Command) {
            $problems = @(& $Command 2>&1 3> $null | Where-Object { $_ -is [Management.Automation.ErrorRecord] })
            $problems.Count | Should -Be 1
            $problems[0]
        }
    }
    BeforeEach {
        Reset-SpecPanel
        $null = Connect-SpecPanel
        $null = New-NpMailDomain example.com -Client acme
        $null = New-NpMailbox box@example.com -Password 'Mb-Pw-123!'
        $null = New-NpMailAlias alias@example.com box@example.com
        $null = New-NpMailForward forward@example.com a@example.org
    }
    AfterAll { Stop-SpecPanel }

    It 'has the ID AddressTaken where the address belongs to something else' {
        foreach ($command in { New-NpMailbox alias@example.com -GeneratePassword }, { New-NpMailbox forward@example.com -GeneratePassword },
            { New-NpMailForward box@example.com a@example.org }, { New-NpMailingList box example.com -Email owner@example.com -GeneratePassword }) {
            $problem = Get-Error $command
            $problem.FullyQualifiedErrorId | Should -BeLike 'AddressTaken,Nodepoint.PowerShell.Mail.New*Command'
            "$($problem.CategoryInfo.Category)" | Should -Be 'ResourceExists'
            "$problem" | Should -Match "'\w+@example.com' is "
        }
    }

    It 'has the ID OwnerNotAllowed where records of different clients would be joined' {
        $null = New-NpWebsite shop.example -Client acme
        $null = New-NpDatabaseUser shop -Client small -Password 'Db-Pw-123!'
        $problem = Get-Error { New-NpDatabase shop -Website shop.example -DatabaseUser c2shop }
        $problem.FullyQualifiedErrorId | Should -BeLike 'OwnerNotAllowed,*'
        "$($problem.CategoryInfo.Category)" | Should -Be 'InvalidOperation'
    }

    It 'has the ID of its rule: <id>' -TestCases @(
        @{ id = 'InvalidEmailAddress'; category = 'InvalidData'; command = { New-NpMailbox 'no address' -GeneratePassword } }
        @{ id = 'InvalidDnsData'; category = 'InvalidData'; command = { $null = New-NpDnsZone zone.example ns1.nodepoint.eu; New-NpDnsRecord zone.example x A 'no address' } }
        @{ id = 'InvalidPassword'; category = 'InvalidData'; command = { Set-NpClientPassword acme -Password weak } }
        @{ id = 'InvalidPassword'; category = 'InvalidData'; command = { New-NpMailbox b@example.com -Password weak } }
        @{ id = 'DkimKeyMissing'; category = 'InvalidArgument'; command = { Set-NpMailDomain example.com -Dkim $true } }
        @{ id = 'PointsToItself'; category = 'InvalidArgument'; command = { New-NpMailAlias y@example.com y@example.com } }
        @{ id = 'ConflictingParameters'; category = 'InvalidArgument'; command = { New-NpMailbox b@example.com -Password 'Mb-Pw-123!' -PasswordHash '$6$any$hash' } }
        @{ id = 'OwnerNotAllowed'; category = 'InvalidOperation'; command = { New-NpClient child 'Child' child@example.org -GeneratePassword -Reseller acme } }
    ) {
        $problem = Get-Error $command
        $problem.FullyQualifiedErrorId | Should -BeLike "$id,Nodepoint.*"
        "$($problem.CategoryInfo.Category)" | Should -Be $category
    }

    It 'has the same ID in the journal' {
        $journal = Join-Path $TestDrive taken.jsonl
        $null = 'alias', 'new' | ForEach-Object { [pscustomobject]@{ Email = "$_@example.com" } } | New-NpMailbox -GeneratePassword -Journal $journal -ErrorAction SilentlyContinue
        (Get-NpJournal $journal).Done | Should -Be 1
        (Get-NpJournal $journal -Failed).ErrorId | Should -Be 'AddressTaken'
    }
}

Describe 'A bug of the module' {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1')
        # Cmdlets that fail for keys with 'bug' in them in a way that nobody expects: tests/Nodepoint.Specs.
        Import-Module (Join-Path $PSScriptRoot '../../../artifacts/specs/Nodepoint.Specs.dll')
        $keys = 'one', 'bug', 'two', 'a bug too', 'three'
    }
    BeforeEach {
        Reset-SpecPanel
        $null = Connect-SpecPanel
        $journal = Join-Path $TestDrive "$([guid]::NewGuid()).jsonl"
    }
    AfterAll { Stop-SpecPanel }

    It 'is an InternalError of its row, and the other rows continue: <type>' -TestCases @(
        @{ type = [InvalidOperationException] }, @{ type = [ArgumentException] }, @{ type = [FormatException] }, @{ type = [NullReferenceException] },
        @{ type = [IndexOutOfRangeException] }, @{ type = [Threading.Tasks.TaskCanceledException] }, @{ type = [Management.Automation.ItemNotFoundException] }
    ) {
        $keys | Test-NpFaultyWrite -Type $type -ErrorVariable problems -ErrorAction SilentlyContinue | Should -Be @('one', 'two', 'three')
        $problems.Count | Should -Be 2
        $problems[0].FullyQualifiedErrorId | Should -Be 'InternalError,Nodepoint.Specs.TestNpFaultyWriteCommand'
        $problems.TargetObject | Should -Be @('bug', 'a bug too')
        "$($problems[0])" | Should -BeLike "*$($type.Name)*report*"
        $problems[0].Exception | Should -BeOfType $type
    }

    It 'is one of a read too' {
        $keys | Test-NpFaultyRead -ErrorVariable problems -ErrorAction SilentlyContinue | Should -Be @('one', 'two', 'three')
        $problems.FullyQualifiedErrorId | Should -Be @('InternalError,Nodepoint.Specs.TestNpFaultyReadCommand', 'InternalError,Nodepoint.Specs.TestNpFaultyReadCommand')
    }

    It 'fails its row in the journal if nothing was sent' {
        $null = $keys | Test-NpFaultyWrite -Journal $journal -ErrorAction SilentlyContinue
        $state = Get-NpJournal $journal
        $state.Done, $state.Failed, $state.Unknown | Should -Be @(3, 2, 0)
        (Get-NpJournal $journal -Failed).ErrorId | Should -Be @('InternalError', 'InternalError')
        # Nothing of the row is in its message.
        Get-Content $journal -Raw | Should -Not -BeLike '*the value of*'
    }

    It 'leaves its row unknown in the journal if a write was sent, so that the next run checks it' {
        $null = $keys | Test-NpFaultyWrite -AfterSending -Journal $journal -ErrorAction SilentlyContinue
        $state = Get-NpJournal $journal
        $state.Done, $state.Failed, $state.Unknown | Should -Be @(3, 0, 2)
    }

    It 'is not what a script behind the pipeline throws' {
        { Get-NpClient | ForEach-Object { throw 'mine' } } | Should -Throw -ExpectedMessage 'mine'
        @(Get-NpClient | Select-Object -First 1).Count | Should -Be 1
    }
}

Describe 'The error of a row with a secret' {
    BeforeAll { . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1') }
    AfterAll { Stop-SpecPanel }

    It 'shows it nowhere, whatever cmdlet and parameter it is for' {
        $secret = 'Se-Cret-7!zz'
        $walked = 0
        foreach ($cmdlet in Get-Command -Module Nodepoint -CommandType Cmdlet) {
            foreach ($parameter in $cmdlet.Parameters.Values | Where-Object { $_.Attributes.Where({ $_.GetType().Name -eq 'SecretInputAttribute' }) }) {
                $row = [ordered]@{ $parameter.Name = $secret }
                foreach ($other in $cmdlet.Parameters.Values) {
                    $byName = $other.Attributes.Where({ $_ -is [Management.Automation.ParameterAttribute] -and $_.Mandatory -and $_.ValueFromPipelineByPropertyName })
                    if ($byName -and -not $row.Contains($other.Name)) { $row[$other.Name] = 'nobody.example' }
                }
                $problems = $null
                $null = [pscustomobject]$row | & $cmdlet -ErrorVariable problems -ErrorAction SilentlyContinue -WarningAction SilentlyContinue
                # Test-NpClientLogin says that a password is wrong, which is not an error.
                if ($cmdlet.Verb -ne 'Test') { $problems | Should -Not -BeNullOrEmpty -Because "$cmdlet -$($parameter.Name)" }
                foreach ($problem in $problems) {
                    $shown = @("$problem", "$($problem.Exception)", "$($problem.CategoryInfo)", $problem.CategoryInfo.TargetName, "$($problem.TargetObject)", ($problem.TargetObject | Format-List * | Out-String)) -join "`n"
                    $shown | Should -Not -Match ([regex]::Escape($secret)) -Because "$cmdlet -$($parameter.Name), $($problem.FullyQualifiedErrorId)"
                }
                $walked++
            }
        }
        $walked | Should -BeGreaterThan 40 -Because 'that many secrets of rows are known'
    }
}
