Describe 'A sandbox with faults' -Tag Sandbox {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1')
        $post = { param($faults) Invoke-RestMethod "$($sandbox.HttpUri)sandbox/faults" -Method Post -Body ($faults | ConvertTo-Json) }
    }
    AfterAll { Stop-SpecPanel }

    It 'has none by default' {
        $null = Start-NpSandbox quiet
        $told = Invoke-RestMethod "$((Get-NpSandbox quiet).HttpUri)sandbox/faults"
        $told.seed | Should -BeNullOrEmpty
        $told.dropAfter | Should -Be 0
        Get-NpSandbox quiet | Stop-NpSandbox
    }

    It 'starts with the specified faults' {
        $shaky = Start-NpSandbox shaky -Fault @{ dropAfter = 0.05; warningPrefix = 0.5; delayMs = @{ min = 0; max = 2 }; seed = 7 }
        $told = Invoke-RestMethod "$($shaky.HttpUri)sandbox/faults"
        $told.seed | Should -Be 7
        $told.dropAfter | Should -Be 0.05
        $told.delayMs.max | Should -Be 2
        $shaky | Stop-NpSandbox
    }

    It 'does not start with an unknown fault, and lists the known ones' {
        $problem = { Start-NpSandbox odd -Fault @{ dropAftr = 0.05 } } | Should -Throw -PassThru
        $problem.FullyQualifiedErrorId | Should -BeLike 'InvalidFault*'
        "$problem" | Should -BeLike "Unknown fault 'dropAftr'.*dropAfter*"
        Get-NpSandbox odd | Should -BeNullOrEmpty
    }

    It 'does not start with an invalid probability' {
        { Start-NpSandbox odd -Fault @{ truncate = 5 } } | Should -Throw -ExpectedMessage 'truncate must be a probability: a number from 0 to 1.'
        { Start-NpSandbox odd -Fault @{ truncate = 'often' } } | Should -Throw -ExpectedMessage 'truncate must be a probability: a number from 0 to 1.'
    }

    It 'works in spite of PHP warnings' {
        $null = & $post @{ warningPrefix = 1 }
        (New-NpMailDomain noisy.example -Server 1).Domain | Should -Be 'noisy.example'
        (Get-NpMailDomain).Domain | Should -Be 'noisy.example'
        $null = & $post @{}
    }

    It 'works after its sessions have ended' {
        (& $post @{ endSessions = $true }).given.endSessions | Should -Be 1
        (Get-NpServer).Name | Should -Be 'ispc.nodepoint.test'
    }

    It 'works after a restart, with its data' {
        $null = & $post @{ restart = $true }
        (Get-NpMailDomain).Domain | Should -Be 'noisy.example'
    }

    It 'reports that the outcome of a write is unknown when its response is lost' {
        $null = & $post @{ dropAfter = 1 }
        $lost = Invoke-NpApi mail_domain_add @{ client_id = 0; params = @{ server_id = 1; domain = 'lost.example'; active = 'y' } } -ErrorVariable unknown -ErrorAction SilentlyContinue
        $null = & $post @{}
        $lost | Should -BeNullOrEmpty
        $unknown.FullyQualifiedErrorId | Should -BeLike 'OutcomeUnknown*'
        (Get-NpMailDomain lost.example).Domain | Should -Be 'lost.example'
    }

    It 'has none after a reset' {
        $null = & $post @{ badGateway = 1 }
        $sandbox | Reset-NpSandbox
        (Get-NpServer).Name | Should -Be 'ispc.nodepoint.test'
    }
}
