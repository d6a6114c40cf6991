Describe 'A read-only connection' {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1')
        $trust = if ($sandbox.CertificatePin) { @{ CertificatePin = $sandbox.CertificatePin } } else { @{} }
        $null = New-NpMailDomain example.com -Client acme
        $null = Connect-NpPanel $sandbox.Uri -Credential $sandbox.Credential -Name readonly -ReadOnly -KeepDefault @trust
    }
    AfterAll {
        Disconnect-NpPanel readonly
        Stop-SpecPanel
    }

    It 'says so' {
        (Get-NpPanel readonly).IsReadOnly | Should -BeTrue
        (Get-NpPanel spec).IsReadOnly | Should -BeFalse
    }

    It 'reads' { (Get-NpMailDomain example.com -Panel readonly).Client | Should -Be acme }

    It 'refuses a change before it is sent' {
        $problem = { Set-NpMailDomain example.com -RelayHost relay.example.org -Panel readonly -ErrorAction Stop } | Should -Throw -PassThru
        $problem.FullyQualifiedErrorId | Should -BeLike 'ReadOnly*'
        $problem.CategoryInfo.Category | Should -Be PermissionDenied
        "$problem" | Should -BeLike "*connection 'readonly' is read-only. Nothing was sent.*"
        (Get-NpMailDomain example.com).RelayHost | Should -BeNullOrEmpty
    }

    It 'refuses every function that changes something, and one that the module does not know' {
        $sent = @(Get-NpApiFunction | Where-Object IsWrite).Name + 'openvz_vm_start' | ForEach-Object {
            $name = $_
            try { $null = Invoke-NpApi $name @{ primary_id = 1 } -Panel readonly -Confirm:$false -ErrorAction Stop; $name }
            catch { if ($_.FullyQualifiedErrorId -notlike 'ReadOnly*') { "$name ($_)" } }
        }
        $sent | Should -BeNullOrEmpty
    }

    It 'shows with -WhatIf what another connection would do' {
        { Set-NpMailDomain example.com -RelayHost relay.example.org -Panel readonly -WhatIf -ErrorAction Stop } | Should -Not -Throw
    }
}
