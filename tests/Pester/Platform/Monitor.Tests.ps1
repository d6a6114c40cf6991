Describe 'The sample that writes metrics of the services for Prometheus' {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1')
        $script = (Resolve-Path (Join-Path $PSScriptRoot '../../../samples/monitor.ps1')).Path
        $before = $env:XDG_CONFIG_HOME
    }
    BeforeEach {
        $env:XDG_CONFIG_HOME = (New-Item -ItemType Directory (Join-Path (Get-Item TestDrive:/).FullName ([guid]::NewGuid()))).FullName
        Register-NpPanel spec $sandbox.Uri -CertificatePin $sandbox.CertificatePin
        Set-NpPlatform spec -MailHost mail.nodepoint.eu
        $file = Join-Path $env:XDG_CONFIG_HOME nodepoint.prom
    }
    AfterAll {
        $env:XDG_CONFIG_HOME = $before
        Stop-SpecPanel
    }

    It 'writes the file, and says nothing' {
        & $script -Path $file | Should -BeNullOrEmpty
        $LASTEXITCODE | Should -Be 0
        Get-Content $file -Raw | Should -BeLike '*nodepoint_service_up{panel="spec",service="panel",protocol="https",*} 1*nodepoint_service_last_check_timestamp_seconds{panel="spec"} *'
    }

    It 'writes what fails into the file, which is no error of the script' {
        $listener = [Net.Sockets.TcpListener]::new([ipaddress]::Loopback, 0)
        $listener.Start()
        $port = $listener.LocalEndpoint.Port
        $listener.Stop()
        Register-NpPanel down "https://127.0.0.1:$port"
        Set-NpPlatform down -MailHost mail.nodepoint.eu
        & $script -Path $file -Panel 'spec,down' | Should -BeNullOrEmpty
        $LASTEXITCODE | Should -Be 0
        Get-Content $file -Raw | Should -BeLike '*nodepoint_service_verdict{panel="spec",*} 0*nodepoint_service_verdict{panel="down",*} 2*'
    }

    It 'says which platform could not be tested, writes the others, and exits with 1' {
        Register-NpPanel broken $sandbox.Uri
        Set-NpPlatform broken -MailHost mail.nodepoint.eu
        Set-Content (Get-NpPlatform broken).Path '{ "mailHost": "127.0.0.1" }'
        $said = @(& $script -Path $file)
        $LASTEXITCODE | Should -Be 1
        $said.Count | Should -Be 1
        $said | Should -BeLike '*broken.json line 1*'
        Get-Content $file -Raw | Should -BeLike '*nodepoint_service_up{panel="spec",*} 1*'
        @(& $script -Path (Join-Path $file nowhere.prom)) | Should -BeLike '*nowhere.prom*'
        $LASTEXITCODE | Should -Be 1
    }
}
