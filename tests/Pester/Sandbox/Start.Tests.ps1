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

    It 'does not run a program called dotnet from the current folder' -Skip:$IsWindows {
        Set-Content (Join-Path $folder dotnet) "#!/bin/sh`ntouch '$folder/was-run'"
        chmod +x (Join-Path $folder dotnet)
        $before = [Environment]::CurrentDirectory
        try {
            Set-Location $folder
            [Environment]::CurrentDirectory = $folder
            (Start-NpSandbox wrong).IsRunning | Should -BeTrue
        }
        finally { [Environment]::CurrentDirectory = $before }
        Join-Path $folder was-run | Should -Not -Exist
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
