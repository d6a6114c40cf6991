# The sample of a job that runs without a user, as cron runs it: in a process of its own, with nobody to answer, and with its output in files.
Describe 'The sample of a nightly job' -Tag Sandbox {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1')
        $script = (Resolve-Path (Join-Path $PSScriptRoot '../../../samples/automation/nightly-import.ps1')).Path
        $module = Split-Path (Get-Module Nodepoint).Path
        $kept = $env:XDG_CONFIG_HOME, $env:PSModulePath, $env:NODEPOINT_USER, $env:NODEPOINT_PASSWORD
        $env:XDG_CONFIG_HOME = (New-Item -ItemType Directory (Join-Path (Get-Item TestDrive:/).FullName config)).FullName
        $env:PSModulePath = (Split-Path $module) + [IO.Path]::PathSeparator + $env:PSModulePath
        $env:NODEPOINT_USER = $sandbox.Credential.UserName
        $env:NODEPOINT_PASSWORD = $sandbox.Credential.GetNetworkCredential().Password
        $log = Join-Path (Get-Item TestDrive:/).FullName changes.jsonl
        Register-NpPanel spec $sandbox.Uri -CertificatePin $sandbox.CertificatePin -LogPath $log
        $pwsh = [Environment]::ProcessPath
        $front = @(if ((Split-Path $pwsh -Leaf) -like 'dotnet*') { Join-Path $PSHOME pwsh.dll })

        # Runs it as cron does, and gives its exit code and what it printed.
        function Invoke-Job([string] $File, [string] $Panel = 'spec') {
            $out = Join-Path (Get-Item TestDrive:/).FullName "$([guid]::NewGuid()).txt"
            $process = Start-Process $pwsh -ArgumentList ($front + '-NoProfile', '-NonInteractive', '-File', $script, '-Panel', $Panel, '-Path', $File) -RedirectStandardOutput $out -RedirectStandardError "$out.error" -PassThru -Wait
            [pscustomobject]@{ Code = $process.ExitCode; Output = @(Get-Content $out); Error = Get-Content "$out.error" -Raw; All = (Get-Content $out -Raw) + (Get-Content "$out.error" -Raw) }
        }
    }
    BeforeEach {
        Reset-SpecPanel
        $null = Connect-SpecPanel
        $null = New-NpMailDomain example.com -Client acme
        $csv = Join-Path (New-Item -ItemType Directory (Join-Path (Get-Item TestDrive:/).FullName ([guid]::NewGuid()))).FullName mailboxes.csv
        Set-Content $csv 'email,name,password', 'carla@example.com,Carla,Mb-Carla-4711', 'dora@example.com,Dora,Mb-Dora-4711'
    }
    AfterAll {
        $env:XDG_CONFIG_HOME, $env:PSModulePath, $env:NODEPOINT_USER, $env:NODEPOINT_PASSWORD = $kept
        Stop-SpecPanel
    }

    It 'creates the rows, prints one line, and ends with 0' {
        $run = Invoke-Job $csv
        $run.Code | Should -Be 0 -Because $run.All
        $run.Output.Count | Should -Be 1
        $run.Output[0] | Should -Match '^\d{4}-\d\d-\d\dT.* mailboxes\.csv on spec: 2 of 2 rows done, 0 failed, 0 open, exit code 0$'
        $run.Error | Should -BeNullOrEmpty
        @(Get-NpMailbox).Count | Should -Be 2
        (Get-NpChangeLog $log -Noun Mailbox).Row | Select-Object -Last 2 | Sort-Object | Should -Be 1, 2
    }

    It 'changes nothing when it runs again' {
        $null = Invoke-Job $csv
        $before = @(Get-NpChangeLog $log).Count
        (Invoke-Job $csv).Code | Should -Be 0
        @(Get-NpChangeLog $log).Count | Should -Be $before
    }

    It 'names a row that failed, does the others, and ends with 1, even if it is the last row' {
        Add-Content $csv 'wrong,Nobody,Mb-Nobody-4711'
        $run = Invoke-Job $csv
        $run.Code | Should -Be 1 -Because $run.All
        $run.Output[0] | Should -BeLike '*wrong*'
        $run.Output[-1] | Should -BeLike '*2 of 3 rows done, 1 failed, 0 open, exit code 1'
        $run.All | Should -Not -Match 'Mb-\w+-4711'
        @(Get-NpMailbox).Count | Should -Be 2
    }

    It 'says why it cannot connect, and ends with 1' {
        Register-NpPanel gone https://127.0.0.1:1
        $run = Invoke-Job $csv gone
        $run.Code | Should -Be 1
        $run.Output[0] | Should -BeLike '*127.0.0.1:1*'
        $run.Output[-1] | Should -BeLike '*on gone: nothing was done, exit code 1'
    }

    It 'does nothing while another run has not ended, and ends with 3' {
        $held = [IO.File]::Open("$csv.lock", 'OpenOrCreate', 'ReadWrite', 'None')
        try { $run = Invoke-Job $csv } finally { $held.Dispose() }
        $run.Code | Should -Be 3 -Because $run.All
        $run.Output | Should -BeLike '*another run has not ended, exit code 3'
        Get-NpMailbox | Should -BeNullOrEmpty
    }

    It 'has nothing to do without the file' {
        Remove-Item $csv
        $run = Invoke-Job $csv
        $run.Code | Should -Be 0
        $run.Output | Should -BeLike '*there is no file, so nothing was done, exit code 0'
    }

    It 'prints neither escape codes nor progress' {
        Add-Content $csv 'wrong,Nobody,Mb-Nobody-4711'
        (Invoke-Job $csv).All | Should -Not -Match "`e|\r(?!\n)"
    }

    It 'is started by files that cron, systemd, and the Task Scheduler of Windows can read' {
        $folder = Split-Path $script
        ([xml] (Get-Content (Join-Path $folder nodepoint-import.xml) -Raw)).Task.Settings.MultipleInstancesPolicy | Should -Be IgnoreNew
        foreach ($unit in 'nodepoint-import.service', 'nodepoint-import.timer') { @(Get-Content (Join-Path $folder $unit) | Where-Object { $_ -notmatch '^(#.*|\[\w+\]|\w+=.*|)$' }) | Should -BeNullOrEmpty }
        foreach ($line in Get-Content (Join-Path $folder nodepoint.cron) | Where-Object { $_ -and $_ -notmatch '^#|^\w+=' }) { $line | Should -Match '^(\S+\s+){5}nodepoint\s+.*pwsh -NoProfile -NonInteractive -File /' }
    }
}
