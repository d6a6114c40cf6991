Describe 'The sample that tests many panels' -Tag Sandbox {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1')
        $script = (Resolve-Path (Join-Path $PSScriptRoot '../../../samples/fleet.ps1')).Path
        $before = $env:XDG_CONFIG_HOME, $env:NODEPOINT_USER, $env:NODEPOINT_PASSWORD
        $env:XDG_CONFIG_HOME = (New-Item -ItemType Directory (Join-Path (Get-Item TestDrive:/).FullName config)).FullName
        $env:NODEPOINT_USER, $env:NODEPOINT_PASSWORD = $sandbox.Credential.UserName, $sandbox.Credential.GetNetworkCredential().Password
        $other = Start-NpSandbox fleet
        Register-NpPanel us1 $other.Uri -CertificatePin $other.CertificatePin
        foreach ($name in 'eu-1', 'eu-2') { Register-NpPanel $name $sandbox.Uri -CertificatePin $sandbox.CertificatePin }
    }
    AfterEach { Get-NpPanel eu-* | Disconnect-NpPanel; Get-NpPanel us1 | Disconnect-NpPanel }
    AfterAll {
        $env:XDG_CONFIG_HOME, $env:NODEPOINT_USER, $env:NODEPOINT_PASSWORD = $before
        $other | Stop-NpSandbox
        Stop-SpecPanel
    }

    It 'tests the saved panels that are named, each with its verdict' {
        $results = & $script -Panel eu-*, us1
        $LASTEXITCODE | Should -Be 0
        $results.Panel | Should -Be 'eu-1', 'eu-2', 'us1'
        $results.Verdict | Should -Be 'Warn', 'Warn', 'Warn'
        $results.Problem | Should -BeLike '*has no platform profile*'
        (& $script -Panel eu-2).Panel | Should -Be 'eu-2'
    }

    It 'reports a panel that cannot be connected as failed, and tests the others' {
        Register-NpPanel eu-9 https://127.0.0.1:9
        try {
            $results = & $script
            $LASTEXITCODE | Should -Be 1
            $results.Panel | Should -Be 'eu-1', 'eu-2', 'eu-9', 'us1'
            $results[2].Verdict | Should -Be 'Fail'
            $results[2].Problem | Should -BeLike '*could not be reached*'
        }
        finally { Unregister-NpPanel eu-9 }
    }

    It 'writes a matrix with a job for each panel' {
        (& $script -Matrix | ConvertFrom-Json).panel | Should -Be 'eu-1', 'eu-2', 'us1'
        (& $script -Panel eu-2 -Matrix | ConvertFrom-Json).panel | Should -Be 'eu-2'
        $LASTEXITCODE | Should -Be 0
    }

    It 'returns what PowerShell remoting brings home as it was' {
        $results = & $script -Panel eu-1, us1
        $brought = [Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($results, 1))
        $brought.Panel | Should -Be 'eu-1', 'us1'
        $brought.Verdict | Should -Be 'Warn', 'Warn'
        $brought[0].Advice | Should -BeLike '*Set-NpPlatform*'
    }

    It 'says what is wrong with a host that cannot be reached' -Skip:(-not (Get-Command Invoke-Command).Parameters.ContainsKey('ComputerName')) {
        { & $script -ComputerName nowhere.invalid -ErrorAction Stop } | Should -Throw
    }
}
