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

    It 'that is agreed to is carried out, although it was looked at before: <line>' -ForEach @(
        @{ line = 'New-NpDnsRecord example.com new A 192.0.2.1 -Panel $panel -Confirm'; holds = { (Get-NpDnsRecord example.com new).Value | Should -Be 192.0.2.1 } }
        @{ line = 'Get-NpDnsRecord example.com www -Panel $panel | Set-NpDnsRecord -Value 192.0.2.2 -Panel $panel -Confirm'; holds = { (Get-NpDnsRecord example.com www).Value | Should -Be 192.0.2.2 } }
        @{ line = 'Set-NpDkim example.com -Selector s9 -KeyLength 1024 -Panel $panel -Confirm'; holds = { (Get-NpDkim example.com).Published | Should -BeTrue } }
        @{ line = 'Get-NpDnsRecord example.com www -Panel $panel | Remove-NpDnsRecord -Panel $panel -Confirm'; holds = { Get-NpDnsRecord example.com www | Should -BeNullOrEmpty } }
        @{ line = 'New-NpMailbox one@example.com -GeneratePassword -EnforceLimit -Panel $panel -Confirm'; holds = { (Get-NpMailbox one@example.com).Email | Should -Be one@example.com } }
    ) {
        $null = New-NpDnsZone example.com ns1.nodepoint.eu -Client acme
        $null = New-NpDnsRecord example.com www A 192.0.2.9
        Set-NpClient acme -MailboxLimit 1
        $run = Invoke-Answering 'Yes' $line $variables
        $run.Errors | Should -BeNullOrEmpty
        $run.Asked.Count | Should -Be 1
        . $holds
    }

    It 'is an error and not a question if it could not be carried out' {
        $run = Invoke-Answering @() 'Remove-NpMailbox nobody@example.com -Panel $panel -Confirm' $variables
        $run.Asked.Count | Should -Be 0
        $run.Errors[0].FullyQualifiedErrorId | Should -BeLike 'NotFound,*'
    }
}

# Which commands ask before they do harm although -Confirm was not specified.
Describe 'Removing and restoring' {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1')
        . (Join-Path $PSScriptRoot '../Shared/AnsweringHost.ps1')
        function Get-Impact([string] $Name) { [Attribute]::GetCustomAttribute((Get-Command $Name).ImplementingType, [System.Management.Automation.CmdletAttribute]).ConfirmImpact }
        # At a prompt, whose $ConfirmPreference is High.
        function Invoke-AtPrompt([string[]] $Answers, [string] $Command) {
            $answering = [AnsweringHost]::new($Answers)
            $state = [initialsessionstate]::CreateDefault2()
            $state.ImportPSModule((Get-Module Nodepoint).Path)
            $state.Variables.Add([System.Management.Automation.Runspaces.SessionStateVariableEntry]::new('panel', $panel, ''))
            $runspace = [runspacefactory]::CreateRunspace($answering, $state)
            $runspace.Open()
            $shell = [powershell]::Create($runspace)
            try {
                $null = $shell.AddScript($Command).Invoke()
                $shell.Streams.Error | Should -BeNullOrEmpty
                , @($answering.Asked)
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
        $null = New-NpMailbox anna@example.com -Password 'Mb-Pw-123-x!'
        $null = New-NpMailAlias info@example.com anna@example.com
    }
    AfterAll { Stop-SpecPanel }

    It 'has a high impact for every noun with dependents, and for every restore' {
        $nouns = @([Nodepoint.IspConfig.Model.PanelNouns]::All | Where-Object CmdletNoun)
        $high = @($nouns | Where-Object { (Get-Impact "Remove-$($_.CmdletNoun)") -eq 'High' }).CmdletNoun
        $high | Should -Contain 'NpMailDomain'
        $parents = @($nouns | Where-Object { $_.GetType().GetMethod('DependentsAsync').DeclaringType -eq $_.GetType() }).CmdletNoun
        $high | Should -Be $parents
        $parents.Count | Should -BeGreaterThan 7 -Because "$($nouns.Count) nouns were looked at"
        $restores = Get-Command Restore-Np* -Module Nodepoint
        $restores.Count | Should -Be 2
        $restores | ForEach-Object { Get-Impact $_ | Should -Be High }
    }

    It 'asks for what has dependents, and shows them' {
        $asked = Invoke-AtPrompt 'No' 'Remove-NpMailDomain example.com -Recurse -Panel $panel'
        $asked.Count | Should -Be 1
        $asked[0] | Should -BeLike '*example.com*anna@example.com*'
        (Get-NpMailbox anna@example.com).Id | Should -BeGreaterThan 0
    }

    It 'asks with -Recurse what it does not ask without' {
        (Invoke-AtPrompt 'No' 'Remove-NpMailAlias info@example.com -Recurse -Panel $panel').Count | Should -Be 1
        (Get-NpMailAlias info@example.com).Id | Should -BeGreaterThan 0
        (Invoke-AtPrompt @() 'Remove-NpMailAlias info@example.com -Panel $panel').Count | Should -Be 0
        Get-NpMailAlias 'info*' | Should -BeNullOrEmpty
    }

    It 'asks once for all with Yes to All: <line>' -ForEach @(
        @{ line = '1..3 | ForEach-Object { "a$_@example.com" } | Remove-NpMailAlias -Recurse -Panel $panel' }
        @{ line = '1..3 | ForEach-Object { "b$_@example.com" } | Remove-NpMailbox -Panel $panel' }
    ) {
        1..3 | ForEach-Object { $null = New-NpMailAlias "a$_@example.com" anna@example.com; $null = New-NpMailbox "b$_@example.com" -Password 'Mb-Pw-123-x!' }
        (Invoke-AtPrompt 'Yes to All' $line).Count | Should -Be 1
        @(Get-NpMailAlias 'a[123]@*').Count + @(Get-NpMailbox 'b*').Count | Should -Be 3
    }

    It 'does not ask a script that says so: <line>' -ForEach @(
        @{ line = 'Remove-NpMailDomain example.com -Recurse -Confirm:$false -Panel $panel' }
        @{ line = '$ConfirmPreference = "None"; Remove-NpMailDomain example.com -Recurse -Panel $panel' }
    ) {
        (Invoke-AtPrompt @() $line).Count | Should -Be 0
        Get-NpMailDomain 'example*' | Should -BeNullOrEmpty
    }
}
