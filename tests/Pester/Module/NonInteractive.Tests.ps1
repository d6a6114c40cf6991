# What a scheduled script meets: nobody answers, and the output goes to files.
Describe 'An unattended script' -Tag Sandbox {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1')
        $manifest = Convert-Path (Join-Path $PSScriptRoot '../../../artifacts/Nodepoint/Nodepoint.psd1')
        # Long enough for every cmdlet on a busy machine. A cmdlet that waits for somebody never ends.
        $limit = [timespan]::FromMinutes(20)

        # A script in a pwsh of its own, as cron starts it but for the standard input: here it stays open, so that a question would wait for ever.
        function Invoke-Unattended([string[]] $Arguments) {
            $start = [Diagnostics.ProcessStartInfo]::new((Get-Command dotnet -CommandType Application)[0].Source)
            foreach ($argument in @(Join-Path $PSHOME pwsh.dll) + '-NoProfile', '-NonInteractive' + $Arguments) { $start.ArgumentList.Add($argument) }
            $start.RedirectStandardInput = $start.RedirectStandardOutput = $start.RedirectStandardError = $true
            # Colors are not switched off, and the terminal could show them.
            $null = $start.Environment.Remove('NO_COLOR')
            $start.Environment['TERM'] = 'xterm-256color'
            $process = [Diagnostics.Process]::Start($start)
            $output, $errors = $process.StandardOutput.ReadToEndAsync(), $process.StandardError.ReadToEndAsync()
            $ended = $process.WaitForExit($limit)
            if (-not $ended) { $process.Kill($true) }
            [pscustomobject]@{ Ended = $ended; Output = $output.Result; Errors = $errors.Result; ExitCode = $process.ExitCode }
        }
    }
    AfterAll { Stop-SpecPanel }

    Context 'that runs every cmdlet' {
        BeforeAll {
            $report = Join-Path $TestDrive report.jsonl
            $run = Invoke-Unattended '-File', (Join-Path $PSScriptRoot ../Shared/UnattendedRun.ps1), $manifest, $report
            $results = @(Get-Content $report | ConvertFrom-Json)
        }

        It 'comes to its end' {
            $run.Ended | Should -BeTrue -Because "it waited in $($results[-1].Command) ($($results[-1].How))"
            $run.ExitCode | Should -Be 0 -Because $run.Errors
            ($results | Where-Object State -eq ended).Count | Should -Be ($results | Where-Object State -eq started).Count
            @(Get-Command -Module Nodepoint | Where-Object Name -notin $results.Command) | Should -BeNullOrEmpty
        }

        It 'is never asked for what is missing' {
            $prompted = $results | Where-Object { $_.How -ne 'unconfirmed' -and $_.Errors -match 'NonInteractive|user interaction' }
            @($prompted | ForEach-Object { "$($_.Command) ($($_.How)): $($_.Errors)" }) | Should -BeNullOrEmpty
        }

        It 'has no errors where nothing is wrong' {
            $failed = $results | Where-Object { $_.State -eq 'ended' -and $_.How -in 'scene', 'rows' -and -not $_.MayFail -and $_.Errors }
            @($failed | ForEach-Object { "$($_.Command): $($_.Errors)" }) | Should -BeNullOrEmpty
        }

        It 'gets an error from each cmdlet that would ask for confirmation, and -Confirm:$false is what it needs' {
            $asking = @(Get-Command -Module Nodepoint | Where-Object { $_.ImplementingType.GetCustomAttributes([Management.Automation.CmdletAttribute], $true)[0].ConfirmImpact -eq 'High' }).Name
            $silent = $results | Where-Object { $_.How -eq 'unconfirmed' -and $_.State -eq 'ended' -and $_.Command -in $asking -and -not $_.Errors }
            @($silent.Command | Sort-Object -Unique) | Should -BeNullOrEmpty
        }

        It 'has no escape codes and no progress in its output, if it asks for plain text' {
            foreach ($text in $run.Output, $run.Errors) {
                $text | Should -Not -Match '\x1b|\x08|\r(?!\n)'
                $text | Should -Not -Match '\d+ of 2,?000'
            }
            $run.Output | Should -Match '(?m)^ +Id ' -Because 'the tables are there'
        }
    }
}
