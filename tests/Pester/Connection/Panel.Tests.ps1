Describe 'Connecting to a panel' {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1')
        $trust = if ($sandbox.CertificatePin) { @{ CertificatePin = $sandbox.CertificatePin } } else { @{} }
    }
    AfterAll { Stop-SpecPanel }

    It 'shows the connection without its password' {
        $panel.Name | Should -Be 'spec'
        $panel.UserName | Should -Be 'npadmin'
        ($panel | Format-List * | Out-String) | Should -Not -BeLike '*Np-Admin*'
    }

    It 'makes the panel connected last the default' {
        (Get-NpPanel spec).IsDefault | Should -BeTrue
        $panel.IsDefault | Should -BeTrue
    }

    It 'returns an object that does not change when another panel becomes the default' {
        $null = Connect-SpecPanel
        $first = Get-NpPanel spec
        $second = Connect-NpPanel $sandbox.Uri -Credential $sandbox.Credential -Name second @trust
        $now = Get-NpPanel
        $first.IsDefault, $second.IsDefault | Should -Be $true, $true
        ($now | Where-Object IsDefault).Name | Should -Be 'second'
        Disconnect-NpPanel second
        $second.IsOpen | Should -BeFalse
        ($now | Where-Object IsDefault).Name | Should -Be 'second'
        $null = Connect-NpPanel -Name spec
        (Get-NpPanel spec).IsDefault | Should -BeTrue
    }

    It 'returns what -Panel and the pipeline accept, like the connection itself and its name' {
        $first = Get-NpPanel spec
        foreach ($one in $first, $first.Connection, 'spec', "$($first.Uri)") { (Get-NpServer -Panel $one).Id | Should -Be 1 }
        $second = Connect-NpPanel $sandbox.Uri -Credential $sandbox.Credential -Name second @trust
        $second | Disconnect-NpPanel
        $null = Connect-NpPanel -Name spec
        Get-NpPanel second | Should -BeNullOrEmpty
        ($first | Format-Table | Out-String) | Should -Match '(?m)^\W*Name.+Address.+User.+Default.+Open.+Since'
    }

    It 'refuses a wrong password and does not repeat it' {
        $wrong = [pscredential]::new('npadmin', (ConvertTo-SecureString 'Wrong-Pw-99!' -AsPlainText -Force))
        $problem = { Connect-NpPanel $sandbox.Uri -Credential $wrong -CertificatePin $sandbox.CertificatePin } | Should -Throw -PassThru
        $problem.FullyQualifiedErrorId | Should -BeLike 'LoginFailed*'
        "$problem" | Should -Not -BeLike '*Wrong-Pw*'
    }

    It 'refuses another certificate than the pinned one and shows its fingerprint' {
        $problem = { Connect-NpPanel $sandbox.Uri -Credential $sandbox.Credential -CertificatePin ('0' * 64) } | Should -Throw -PassThru
        $problem.FullyQualifiedErrorId | Should -BeLike 'Certificate*'
        ("$problem" -replace ':', '') | Should -BeLike "*$($sandbox.CertificatePin)*"
    }

    Context 'with the environment' -Tag Sandbox {
        BeforeAll {
            $names = 'NODEPOINT_URI', 'NODEPOINT_USER', 'NODEPOINT_PASSWORD', 'NODEPOINT_PIN', 'NODEPOINT_CA'
            $kept = @{}
            foreach ($name in $names) { $kept[$name] = [Environment]::GetEnvironmentVariable($name) }
        }
        BeforeEach {
            $env:NODEPOINT_URI, $env:NODEPOINT_USER, $env:NODEPOINT_PASSWORD = "$($sandbox.Uri)", $sandbox.Credential.UserName, $sandbox.Credential.GetNetworkCredential().Password
            $env:NODEPOINT_PIN = $env:NODEPOINT_CA = $null
        }
        AfterAll { foreach ($name in $names) { [Environment]::SetEnvironmentVariable($name, $kept[$name]) } }

        It 'uses its pin' {
            $env:NODEPOINT_PIN = $sandbox.CertificatePin
            (Connect-NpPanel -Name environment -KeepDefault).CertificatePin | Should -Be $sandbox.CertificatePin
            $env:NODEPOINT_PIN = 'AB' * 32
            { Connect-NpPanel -Name other-pin -KeepDefault } | Should -Throw "*$($sandbox.CertificatePin)*"
            { Connect-NpPanel -Name environment -KeepDefault -CertificatePin $sandbox.CertificatePin } | Should -Not -Throw -Because 'what is specified comes first'
        }

        It 'uses its file of the certificate authority' {
            $env:NODEPOINT_CA = Join-Path $TestDrive none.pem
            { Connect-NpPanel -Name other-authority -KeepDefault } | Should -Throw '*none.pem*'
            { Connect-NpPanel -Name environment -KeepDefault -CertificatePin $sandbox.CertificatePin } | Should -Not -Throw
        }
    }

    It 'refuses a certificate that is not trusted' {
        { Connect-NpPanel $sandbox.Uri -Credential $sandbox.Credential } | Should -Throw -ErrorId 'Certificate*'
    }

    It 'refuses plain http to another machine' {
        { Connect-NpPanel http://192.0.2.1:8080 -Credential $sandbox.Credential } | Should -Throw -ErrorId 'InvalidArgument*'
    }

    It 'reports that the panel does not respond when it is down' -Tag Sandbox {
        $other = Start-NpSandbox
        $address = $other.Uri
        $other | Stop-NpSandbox
        { Connect-NpPanel $address -Credential $sandbox.Credential -CertificatePin $sandbox.CertificatePin } | Should -Throw -ErrorId 'Unreachable*'
    }

    It 'names the permission that a remote user does not have' {
        $dns = [pscredential]::new('npdns', (ConvertTo-SecureString 'Np-Dns-1!' -AsPlainText -Force))
        $null = Connect-NpPanel $sandbox.Uri -Credential $dns -CertificatePin $sandbox.CertificatePin -Name dnsonly
        Get-NpMailbox -Panel dnsonly -ErrorVariable refused -ErrorAction SilentlyContinue
        $refused.FullyQualifiedErrorId | Should -BeLike 'PermissionDenied*'
        "$refused" | Should -BeLike '*Mail user functions*'
        Disconnect-NpPanel dnsonly
    }

    It 'tests a connection and reports the result' {
        $test = Test-NpPanel -Panel spec
        $test.Ok | Should -BeTrue
        $test.Version | Should -BeLike '3.2*'
        $test.CertificatePin.Replace(':', '') | Should -Be $sandbox.CertificatePin
    }

    It 'asks the user to connect when there is no connection' {
        { Get-NpMailbox -Panel nowhere -ErrorAction Stop } | Should -Throw -ErrorId 'NotConnected*'
    }
}

Describe 'Calling any function' {
    BeforeAll { . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1') }
    AfterAll { Stop-SpecPanel }

    It 'passes named parameters and returns objects' {
        (Invoke-NpApi server_get_all).server_name | Should -Be 'ispc.nodepoint.test'
        (Invoke-NpApi client_get @{ client_id = 1 }).username | Should -Be 'acme'
    }

    It 'returns the unchanged response with -Raw' {
        Invoke-NpApi server_get_all -Raw | Should -BeLike '{"code":"ok"*'
    }

    It 'reports that a function does not exist on the panel' {
        { Invoke-NpApi no_such_thing -ErrorAction Stop } | Should -Throw -ErrorId 'UnknownFunction*'
    }

    It 'lists the functions with their permission' {
        (Get-NpApiFunction mail_user_add).Permissions | Should -Be 'mail_user_add'
        @(Get-NpApiFunction).Count | Should -Be 280
    }
}
