# What happens to rows that the user declines.
Describe 'A row declined at -Confirm' {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1')
        . (Join-Path $PSScriptRoot '../Shared/AnsweringHost.ps1')
        # Runs a command at a prompt that answers -Confirm, and returns the host with the errors.
        function Invoke-Answering([string[]]$Answers, [string]$Command, [hashtable]$Variables) {
            $answering = [AnsweringHost]::new($Answers)
            $state = [initialsessionstate]::CreateDefault2()
            $state.ImportPSModule((Get-Module Nodepoint).Path)
            foreach ($one in $Variables.GetEnumerator()) { $state.Variables.Add([System.Management.Automation.Runspaces.SessionStateVariableEntry]::new($one.Key, $one.Value, '')) }
            $runspace = [runspacefactory]::CreateRunspace($answering, $state)
            $runspace.Open()
            $shell = [powershell]::Create($runspace)
            try {
                $output = $shell.AddScript($Command).Invoke()
                [pscustomobject]@{ Asked = $answering.Asked; Output = $output; Errors = @($shell.Streams.Error) }
            }
            finally {
                $shell.Dispose()
                $runspace.Dispose()
            }
        }
    }
    BeforeEach {
        Reset-SpecPanel
        $panel = Connect-SpecPanel
        $null = New-NpMailDomain example.com -Client acme
        $variables = @{ panel = $panel; journal = Join-Path $TestDrive "$([guid]::NewGuid()).jsonl"; rows = @(1..3 | ForEach-Object { [pscustomobject]@{ Email = "u$_@example.com"; Password = "Mb-Pw-$_-12!" } }) }
        $journal = $variables.journal
    }
    AfterAll { Stop-SpecPanel }

    It 'is noted as not sent, and the same command asks for it alone when it is run again: <verb>' -ForEach @(
        @{ verb = 'New'; line = '$rows | New-NpMailbox -Panel $panel -Journal $journal -Confirm' }
        @{ verb = 'Set'; line = '$rows | Select-Object Email, @{ Name = "Quota"; Expression = { "5GB" } } | Set-NpMailbox -Panel $panel -Journal $journal -Confirm' }
        @{ verb = 'Remove'; line = '$rows | Select-Object Email | Remove-NpMailbox -Panel $panel -Journal $journal -Confirm' }
    ) {
        if ($verb -ne 'New') { $null = $variables.rows | New-NpMailbox }
        $first = Invoke-Answering 'Yes', 'No', 'Yes' $line $variables
        $first.Errors | Should -BeNullOrEmpty
        $first.Asked.Count | Should -Be 3
        $state = Get-NpJournal $journal
        $state.Done, $state.NotSent, $state.Failed | Should -Be 2, 1, 0
        $second = Invoke-Answering 'Yes' $line $variables
        $second.Errors | Should -BeNullOrEmpty
        $second.Asked.Count | Should -Be 1
        $second.Asked[0] | Should -BeLike '*u2@example.com*'
        $state = Get-NpJournal $journal
        $state.Done, $state.NotSent, $state.Failed | Should -Be 3, 0, 0
    }

    It 'leaves the rest of the rows unsent after No to All' {
        $run = Invoke-Answering 'Yes', 'No to All' '$rows | New-NpMailbox -Panel $panel -Journal $journal -Confirm' $variables
        $run.Errors | Should -BeNullOrEmpty
        $run.Output.Email | Should -Be 'u1@example.com'
        (Get-NpJournal $journal).NotSent | Should -Be 2
    }

    It 'is shown before it is asked for: what changes, and what depends on it' {
        $null = $variables.rows[0] | New-NpMailbox -Quota 1GB
        $null = New-NpMailboxFilter Spam spam -Mailbox u1@example.com -Target Junk
        $run = Invoke-Answering 'No' 'Set-NpMailbox u1@example.com -Quota 5GB -Panel $panel -Confirm' $variables
        $run.Asked[0] | Should -BeLike '*Set Quota from 1 GB to 5 GB*'
        $run = Invoke-Answering 'No' 'Remove-NpMailbox u1@example.com -Recurse -Panel $panel -Confirm' $variables
        $run.Asked[0] | Should -BeLike '*Remove with all dependents: mailbox filter Spam*'
        (Get-NpMailbox u1@example.com).Quota | Should -Be 1GB
    }

    It 'is an error and not a question if it could not be carried out' {
        $run = Invoke-Answering @() 'Remove-NpMailbox nobody@example.com -Panel $panel -Confirm' $variables
        $run.Asked.Count | Should -Be 0
        $run.Errors[0].FullyQualifiedErrorId | Should -BeLike 'NotFound,*'
    }
}
