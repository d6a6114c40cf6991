# How a sandbox is started, and what is said when it cannot start.
Describe 'Starting a sandbox' -Tag Sandbox {
    BeforeAll {
        if (-not (Get-Module Nodepoint)) { Import-Module (Join-Path $PSScriptRoot '../../../artifacts/Nodepoint/Nodepoint.psd1') }
        $folder = (Get-Item TestDrive:/).FullName
        function Get-StartProblem([hashtable] $Given) { try { Start-NpSandbox wrong @Given | Out-Null } catch { $_ } }
    }
    AfterEach {
        Get-NpSandbox wrong | Stop-NpSandbox
        Set-Location $PSScriptRoot
    }

    It 'runs the dotnet that PATH names first, and never a program of that name in the current folder' -Skip:$IsWindows {
        $real = (Get-Command dotnet -CommandType Application)[0].Source
        foreach ($name in 'current', 'first') {
            $null = New-Item (Join-Path $folder $name) -ItemType Directory
            Set-Content (Join-Path $folder $name dotnet) "#!/bin/sh`ntouch '$folder/$name-was-run'`nexec '$real' `"`$@`""
            chmod +x (Join-Path $folder $name dotnet)
        }
        $before = [Environment]::CurrentDirectory, $env:PATH
        try {
            Set-Location (Join-Path $folder current)
            [Environment]::CurrentDirectory = Join-Path $folder current
            $env:PATH = (Join-Path $folder first), $env:PATH -join [IO.Path]::PathSeparator
            (Start-NpSandbox wrong).IsRunning | Should -BeTrue
        }
        finally { [Environment]::CurrentDirectory, $env:PATH = $before }
        Join-Path $folder first-was-run | Should -Exist
        Join-Path $folder current-was-run | Should -Not -Exist
    }

    It 'says what to install when PATH has no dotnet' {
        $before = $env:PATH, $env:DOTNET_ROOT, $env:DOTNET_HOST_PATH
        try {
            $env:PATH = $folder + [IO.Path]::PathSeparator
            $env:DOTNET_ROOT = $env:DOTNET_HOST_PATH = $null
            Remove-Item (Join-Path $folder dotnet) -ErrorAction Ignore
            $problem = Get-StartProblem @{}
        }
        finally { $env:PATH, $env:DOTNET_ROOT, $env:DOTNET_HOST_PATH = $before }
        $problem.FullyQualifiedErrorId | Should -BeLike 'SandboxNotStarted,*'
        "$problem" | Should -BeLike '*dotnet*was not found. Install*'
    }

    It 'names the file that cannot be used, once, without the options of the program' {
        Set-Location $folder
        Set-Content not.json '{ no'
        Set-Content other.json '{ "tables": 1 }'
        Set-Content not.db ('no database ' * 1000)
        $wrong = @{ Seed = 'missing.json' }, @{ Seed = 'not.json' }, @{ Seed = 'other.json' }, @{ Data = 'missing/a.db' }, @{ Data = 'not.db' }
        foreach ($given in $wrong) {
            $problem = Get-StartProblem $given
            $problem.FullyQualifiedErrorId | Should -BeLike 'SandboxNotStarted,*' -Because "$($given.Values)"
            "$problem" | Should -BeLike "Cannot start a sandbox: *$($given.Values)*" -Because "$($given.Values)"
            "$problem" | Should -Not -BeLike '*cannot start*cannot start*'
            "$problem" | Should -Not -BeLike '*Usage*'
        }
    }

    It 'names a file with any letters, whatever encoding consoles have' {
        $before = $env:LC_ALL
        $env:LC_ALL = 'en_US.ISO-8859-1'
        try { { Start-NpSandbox -Data $TestDrive/Łódź/a.db -ErrorAction Stop } | Should -Throw -ExpectedMessage '*Łódź*' }
        finally { $env:LC_ALL = $before }
    }

    It 'leaves no sandbox running when it fails' { Get-NpSandbox wrong | Should -BeNullOrEmpty }

    It 'can be stopped twice, and still be looked at' {
        $sandbox = Start-NpSandbox wrong
        $id = $sandbox.ProcessId
        $sandbox | Stop-NpSandbox
        $sandbox | Stop-NpSandbox
        $sandbox.IsRunning | Should -BeFalse
        $sandbox.ProcessId | Should -Be $id
        { $sandbox | Reset-NpSandbox -ErrorAction Stop } | Should -Throw -ErrorId 'SandboxNotReset*'
    }
}
