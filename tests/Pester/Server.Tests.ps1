Describe 'Servers' {
    BeforeAll { . (Join-Path $PSScriptRoot 'Sandbox.ps1') }
    AfterAll { Stop-SpecSandbox }

    It 'shows what each server does' {
        $server = Get-NpServer
        $server.Name | Should -Be 'ispc.nodepoint.test'
        $server.Mail | Should -BeTrue
        $server.Dns | Should -BeTrue
        $server.Version | Should -BeLike '3.2*'
    }

    It 'finds a server by number, name and address' {
        (Get-NpServer -Id 1).Id | Should -Be 1
        (Get-NpServer 'ispc*').Id | Should -Be 1
        (Get-NpServer -IPAddress 203.0.113.11).Id | Should -Be 1
    }

    It 'says that there is no such server' {
        { Get-NpServer nobody.test -ErrorAction Stop } | Should -Throw -ErrorId 'NotFound*'
    }
}
