# A sandbox survives Ctrl+C in the shell that started it, and ends with that shell.
BeforeDiscovery {
    # A shell in a separate session, so that a signal to its process group does not reach the one that runs the specs.
    $noSession = if (-not (Get-Command setsid -ErrorAction Ignore)) { 'setsid (util-linux) is not installed' }
    if ($noSession) { Write-Warning "The specs of SandboxProcess are skipped: $noSession." }
}

Describe 'A sandbox and its shell' -Tag Sandbox -Skip:([bool] $noSession) {
    BeforeAll {
        $module = (Resolve-Path (Join-Path $PSScriptRoot '../../../artifacts/Nodepoint/Nodepoint.psd1')).Path
        $pwsh = [Environment]::ProcessPath

        function Wait-Until([scriptblock] $Condition, [string] $What) {
            foreach ($try in 1..600) {
                if (& $Condition) { return }
                Start-Sleep -Milliseconds 100
            }
            throw "$What did not happen."
        }

        # Like a shell at its prompt, it continues after Ctrl+C has stopped its command, until the file "leave" exists.
        function Start-Shell([string] $Folder) {
            $start = [Diagnostics.ProcessStartInfo]::new('setsid')
            # In the way of an assembly run by dotnet or of a program.
            $program = if ([IO.Path]::GetFileNameWithoutExtension($pwsh) -eq 'dotnet') { $pwsh, (Join-Path $PSHOME pwsh.dll) } else { , $pwsh }
            foreach ($argument in @($program) + '-NoProfile', '-NonInteractive', '-Command', @"
Import-Module '$module'
`$s = Start-NpSandbox
Set-Content '$Folder/ids.new' "`$PID `$(`$s.ProcessId)"
Rename-Item '$Folder/ids.new' ids
try { while (`$true) { Start-Sleep -Milliseconds 100 } }
finally {
    Set-Content '$Folder/stopped' yes
    while (-not (Test-Path '$Folder/leave')) { Start-Sleep -Milliseconds 100 }
}
"@) { $start.ArgumentList.Add($argument) }
            $process = [Diagnostics.Process]::Start($start)
            Wait-Until { (Test-Path "$Folder/ids") -or $process.HasExited } 'The start of the shell'
            $shell, $sandbox = (Get-Content "$Folder/ids") -split ' '
            [pscustomobject]@{ Process = [Diagnostics.Process]::GetProcessById($shell); Sandbox = [Diagnostics.Process]::GetProcessById($sandbox) }
        }

        function Test-Running($Process) { $Process.Refresh(); -not $Process.HasExited }
    }

    BeforeEach {
        $folder = Join-Path (Get-Item TestDrive:/).FullName ([guid]::NewGuid())
        $null = New-Item $folder -ItemType Directory
        $shell = Start-Shell $folder
    }
    AfterEach { foreach ($process in $shell.Process, $shell.Sandbox) { if (Test-Running $process) { $process.Kill() } } }

    It 'survives Ctrl+C, and ends when the shell exits' {
        kill -INT -- "-$($shell.Process.Id)"
        Wait-Until { Test-Path "$folder/stopped" } 'The stop of the shell''s command'
        Test-Running $shell.Sandbox | Should -BeTrue
        Set-Content "$folder/leave" yes
        $shell.Sandbox.WaitForExit(60000) | Should -BeTrue
    }

    It 'ends when the shell is killed' {
        kill -KILL $shell.Process.Id
        $shell.Sandbox.WaitForExit(60000) | Should -BeTrue
    }
}
